/* A shared library that depends on another one. */

#include <string.h>

#include "tests/toolchains/cc/greeting.h"

int
greeting_size(void)
{
    return (int)strlen(greeting());
}
