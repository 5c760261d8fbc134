/* Checks for the tests of this folder. */
#ifndef RULES_PYTHON_EXECUTABLE_TESTS_CHECK_H
#define RULES_PYTHON_EXECUTABLE_TESTS_CHECK_H

#include <stdio.h>
#include <stdlib.h>

/* Ends the test unless `condition` holds. */
#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            (void)fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);          \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

/* Fills `bytes` with text that repeats itself only in part, the same in every run. */
static inline void
fill(unsigned char *bytes, size_t size)
{
    unsigned state = 1;
    for (size_t i = 0; i < size; i++) {
        state = state * 1103515245u + 12345u;
        bytes[i] = (unsigned char)(i % 97 < 80 ? 'a' + i % 23 : state >> 24);
    }
}

#endif
