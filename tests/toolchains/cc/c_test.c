/* C: the library's symbols, threads, mathematics, 128-bit integers. */

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "tests/toolchains/cc/greeting.h"

static void *
answer(void *argument)
{
    *(int *)argument = 42;
    return NULL;
}

int
main(int argc, char *argv[])
{
    (void)argv;
    int failures = 0;

    failures += strcmp(greeting(), "hello") != 0;

    int result = 0;
    pthread_t thread;
    failures += pthread_create(&thread, NULL, answer, &result) != 0;
    failures += pthread_join(thread, NULL) != 0;
    failures += result != 42;

    /* `argc` is 1; the compiler does not know. */
    failures += fabs(sqrt(2.0 * argc) - 1.4142135623730951) > 1e-15;
#ifndef __APPLE__ /* tests/macho_runner has no functions on long double. */
    long double number = argc + 0.75L;
    long double whole;
    failures += roundl(number) != 2 || roundl(-number) != -2 || truncl(-number) != -1;
    failures += lroundl(number) != 2 || modfl(number, &whole) != 0.75L || whole != 1;
#endif
    /* Powers of two that are less than normal: their only bit is in the upper or lower half. */
    failures += log2(ldexp(argc, -1030)) != -1030 || log2(ldexp(argc, -1050)) != -1050;
    unsigned __int128 big = ((unsigned __int128)(unsigned)argc << 100) + 7;
    failures += (int)(big % 10) != 3;

    /* A size that the compiler does not know: glibc's memcpy() must be called. */
    char copy[8] = "J";
    memcpy(copy, greeting(), (size_t)argc);
    failures += strcmp(copy, "h") != 0;

    printf("%d failures\n", failures);
    return failures != 0;
}
