/* The functions of math.c for float and long double, those of complex numbers and of the
 * floating-point environment. */
#include <complex.h>
#include <fenv.h>
#include <math.h>
#include <stdlib.h>

#include "shims.h"

/* Darwin's long double is that of the host on x86-64, but a double on arm64. */
#ifdef __aarch64__
#  define LONG(name) {"_" #name "l", (const void *)name}
#else
#  define LONG(name) {"_" #name "l", (const void *)name##l}
#endif

#define FLOAT(name) {"_" #name "f", (const void *)name##f}
#define BOTH(name) FLOAT(name), LONG(name)
#define ALL(name) SAME(name), BOTH(name)

const struct symbol shims_math_types[] = {
    BOTH(acos), BOTH(acosh), BOTH(asin), BOTH(asinh), BOTH(atan), BOTH(atan2), BOTH(atanh),
    BOTH(cbrt), BOTH(ceil), BOTH(copysign), BOTH(cos), BOTH(cosh), BOTH(erf), BOTH(erfc), BOTH(exp),
    BOTH(exp2), BOTH(expm1), BOTH(fabs), BOTH(floor), BOTH(fma), BOTH(fmax), BOTH(fmin), BOTH(fmod),
    BOTH(frexp), BOTH(hypot), BOTH(ldexp), BOTH(log), BOTH(log10), BOTH(log1p), BOTH(log2),
    BOTH(modf), BOTH(nextafter), BOTH(pow), BOTH(rint), BOTH(round), BOTH(sin), BOTH(sinh),
    BOTH(sqrt), BOTH(tan), BOTH(tanh), BOTH(trunc),
    ALL(llrint), ALL(llround), ALL(logb), ALL(lrint), ALL(lround), ALL(nearbyint), ALL(remainder),
    ALL(scalbn),
    ALL(cabs), ALL(cacos), ALL(cacosh), ALL(carg), ALL(casin), ALL(casinh), ALL(catan), ALL(catanh),
    ALL(ccos), ALL(ccosh), ALL(cexp), ALL(clog), ALL(cpow), ALL(csin), ALL(csinh), ALL(csqrt),
    ALL(ctan), ALL(ctanh),
    SAME(j0), SAME(j1), SAME(jn), SAME(y0), SAME(y1), SAME(yn),
    /* Both systems use the processor's own numbers. */
    SAME(feclearexcept), SAME(fegetround), SAME(feraiseexcept), SAME(fesetround),
    SAME(fetestexcept),
    SAME(strtof),
#ifdef __aarch64__
    {"_strtold", (const void *)strtod},
#else
    SAME(strtold),
#endif
    END_OF_SYMBOLS,
};
