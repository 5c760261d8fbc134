#include "tests/toolchains/cc/greeting.h"

const char *
greeting(void)
{
    return "hello";
}
