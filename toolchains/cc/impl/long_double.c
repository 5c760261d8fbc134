/* Functions on long double that zig's part of the C library for MinGW calls and nobody else defines:
 * in the Universal C Runtime, long double is double, and zig has them in the half of compiler_rt that
 * is left out here. For x86, whose long double is the 80-bit type of the x87. */

long double truncl(long double number);
long double roundl(long double number);

long double
truncl(long double number)
{
    /* Intel SDM 1, 8.1.5: bits 10 and 11 of the control word say how to round; both: towards 0. */
    unsigned short control, towards_zero;
    __asm__ volatile("fnstcw %0" : "=m"(control));
    towards_zero = control | 0x0c00;
    __asm__ volatile("fldcw %0" : : "m"(towards_zero));
    __asm__ volatile("frndint" : "+t"(number));
    __asm__ volatile("fldcw %0" : : "m"(control));
    return number;
}

long double
roundl(long double number)
{
    long double whole = truncl(number);
    long double rest = number - whole;
    if (rest >= 0.5L) {
        return whole + 1;
    }
    if (rest <= -0.5L) {
        return whole - 1;
    }
    /* Of -0.3, too, the result is a negative zero; infinity and NaN are their own. */
    return whole;
}
