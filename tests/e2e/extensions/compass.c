#include "compass.h"

int compass_turns = 0;

int
compass_version(void)
{
    compass_turns++;
    return COMPASS_VERSION;
}
