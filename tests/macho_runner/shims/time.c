/* Clocks, and structures with times in them. */
#include "darwin_time.h"

#include <stdint.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

#include "darwin_errno.h"
#include "shims.h"

struct timeval
time_from_darwin(const struct darwin_timeval *value)
{
    return (struct timeval){.tv_sec = value->seconds, .tv_usec = value->microseconds};
}

struct darwin_timeval
time_to_darwin(struct timeval value)
{
    return (struct darwin_timeval){value.tv_sec, (int32_t)value.tv_usec};
}

/* The host's clock for one of Darwin's, -1 if there is none. */
static clockid_t
host_clock(int clock)
{
    switch (clock) {
    case 0:                             /* CLOCK_REALTIME */
        return CLOCK_REALTIME;
    case 4:                             /* CLOCK_MONOTONIC_RAW */
    case 5:                             /* CLOCK_MONOTONIC_RAW_APPROX */
    case 6:                             /* CLOCK_MONOTONIC */
    case 8:                             /* CLOCK_UPTIME_RAW */
    case 9:                             /* CLOCK_UPTIME_RAW_APPROX */
        return CLOCK_MONOTONIC;
    case 12:                            /* CLOCK_PROCESS_CPUTIME_ID */
        return CLOCK_PROCESS_CPUTIME_ID;
    case 16:                            /* CLOCK_THREAD_CPUTIME_ID */
        return CLOCK_THREAD_CPUTIME_ID;
    default:
        return -1;
    }
}

static int
shim_clock_gettime(int clock, struct timespec *value)
{
    return clock_gettime(host_clock(clock), value);
}

static int
shim_clock_getres(int clock, struct timespec *value)
{
    return clock_getres(host_clock(clock), value);
}

static uint64_t
shim_clock_gettime_nsec_np(int clock)
{
    struct timespec value;
    if (clock_gettime(host_clock(clock), &value) != 0) {
        return 0;
    }
    return (uint64_t)value.tv_sec * 1000000000 + (uint64_t)value.tv_nsec;
}

static uint64_t
shim_mach_absolute_time(void)
{
    return shim_clock_gettime_nsec_np(8);
}

static int
shim_mach_timebase_info(uint32_t fraction[2])
{
    fraction[0] = fraction[1] = 1;      /* nanoseconds */
    return 0;
}

static int
shim_gettimeofday(struct darwin_timeval *value, void *zone)
{
    (void)zone;
    struct timeval now;
    const int result = gettimeofday(&now, NULL);
    *value = time_to_darwin(now);
    return result;
}

struct darwin_itimerval {
    struct darwin_timeval interval, value;
};

static struct darwin_itimerval
timer_to_darwin(struct itimerval timer)
{
    return (struct darwin_itimerval){
        time_to_darwin(timer.it_interval),
        time_to_darwin(timer.it_value),
    };
}

static int
shim_setitimer(int which, const struct darwin_itimerval *timer, struct darwin_itimerval *old)
{
    const struct itimerval host_timer = {
        time_from_darwin(&timer->interval),
        time_from_darwin(&timer->value),
    };
    struct itimerval host_old;
    const int result = setitimer(which, &host_timer, &host_old);
    if (result == 0 && old != NULL) {
        *old = timer_to_darwin(host_old);
    }
    return result;
}

static int
shim_getitimer(int which, struct darwin_itimerval *timer)
{
    struct itimerval host_timer;
    const int result = getitimer(which, &host_timer);
    if (result == 0) {
        *timer = timer_to_darwin(host_timer);
    }
    return result;
}

const struct symbol shims_time[] = {
    SHIM(clock_getres),
    SHIM(clock_gettime),
    SHIM(clock_gettime_nsec_np),
    SHIM(getitimer),
    SHIM(gettimeofday),
    SHIM(mach_absolute_time),
    SHIM(mach_timebase_info),
    SHIM(setitimer),
    SAME(alarm),
    SAME(clock),
    SAME(gmtime),
    SAME(gmtime_r),
    SAME(localtime),
    SAME(localtime_r),
    SAME(mktime),
    SAME(nanosleep),
    SAME(sleep),
    SAME(strftime),
    SAME(time),
    SAME(times),
    SAME(tzset),
    SAME(usleep),
    END_OF_SYMBOLS,
};
