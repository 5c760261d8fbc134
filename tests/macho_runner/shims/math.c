#include <math.h>

#include "shims.h"

struct pair {
    double sine, cosine;
};

static struct pair
shim___sincos_stret(double x)
{
    return (struct pair){sin(x), cos(x)};
}

static double
shim___exp10(double x)
{
    return pow(10, x);
}

/* Of the compiler's own library, with which the runner is linked as well. */
unsigned __int128 __udivti3(unsigned __int128 a, unsigned __int128 b);
unsigned __int128 __umodti3(unsigned __int128 a, unsigned __int128 b);
__int128 __divti3(__int128 a, __int128 b);
__int128 __modti3(__int128 a, __int128 b);

const struct symbol shims_math[] = {
    SHIM(__exp10),
    SHIM(__sincos_stret),
    SAME(__divti3),
    SAME(__modti3),
    SAME(__udivti3),
    SAME(__umodti3),
    SAME(acos),
    SAME(acosh),
    SAME(asin),
    SAME(asinh),
    SAME(atan),
    SAME(atan2),
    SAME(atanh),
    SAME(cbrt),
    SAME(ceil),
    SAME(copysign),
    SAME(cos),
    SAME(cosh),
    SAME(erf),
    SAME(erfc),
    SAME(exp),
    SAME(exp2),
    SAME(expm1),
    SAME(fabs),
    SAME(floor),
    SAME(fma),
    SAME(fmax),
    SAME(fmin),
    SAME(fmod),
    SAME(frexp),
    SAME(hypot),
    SAME(ldexp),
    SAME(lgamma),
    SAME(log),
    SAME(log10),
    SAME(log1p),
    SAME(log2),
    SAME(modf),
    SAME(nextafter),
    SAME(pow),
    SAME(rint),
    SAME(round),
    SAME(sin),
    SAME(sinh),
    SAME(sqrt),
    SAME(tan),
    SAME(tanh),
    SAME(tgamma),
    SAME(trunc),
    END_OF_SYMBOLS,
};
