/* The little that the C tests need of a test framework. */
#ifndef RULES_PYTHON_EXECUTABLE_TESTS_LOADER_CHECK_H
#define RULES_PYTHON_EXECUTABLE_TESTS_LOADER_CHECK_H

#include <stdio.h>
#include <stdlib.h>

/* Ends the test with a message unless `condition` holds. */
#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: in %s: check failed: %s\n", __FILE__, __LINE__, __func__,      \
                    #condition);                                                                   \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

/* Runs a test function and says so. */
#define RUN(test)                                                                                  \
    do {                                                                                           \
        test();                                                                                    \
        printf("passed: %s\n", #test);                                                             \
    } while (0)

#endif
