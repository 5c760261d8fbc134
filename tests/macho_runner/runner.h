/* What the shims have to know of the program that runs. */
#ifndef TESTS_MACHO_RUNNER_RUNNER_H
#define TESTS_MACHO_RUNNER_RUNNER_H

#include "image.h"

struct runner {
    struct image image;
    int argc;
    char **argv;
};

/* Filled in by main() before the program runs. */
extern struct runner runner;

#endif
