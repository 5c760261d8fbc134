/* Structures with times in them. */
#ifndef TESTS_MACHO_RUNNER_SHIMS_TIME_H
#define TESTS_MACHO_RUNNER_SHIMS_TIME_H

#include <stdint.h>
#include <sys/time.h>

/* Darwin's struct timeval: the microseconds have 32 bits, and padding behind them. */
struct darwin_timeval {
    int64_t seconds;
    int32_t microseconds;
};

struct timeval time_from_darwin(const struct darwin_timeval *value);

struct darwin_timeval time_to_darwin(struct timeval value);

#endif
