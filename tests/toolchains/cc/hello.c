/* The smallest program that uses the C library. */

#include <stdio.h>

int
main(void)
{
    return puts("hello") < 0;
}
