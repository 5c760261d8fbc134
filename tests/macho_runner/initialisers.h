/* Functions that an image wants to be called before its others. */
#ifndef TESTS_MACHO_RUNNER_INITIALISERS_H
#define TESTS_MACHO_RUNNER_INITIALISERS_H

#include "image.h"

/* What main() and initialisers get. */
typedef int start_function(int argc, char **argv, char **environment, const char **apple);

/* What dyld passes behind the environment: nothing that the runner's programs ask for. */
extern const char *initialisers_apple[];

/* Calls the image's initialisers, in the order of the file. */
void initialisers_run(const struct image *image);

#endif
