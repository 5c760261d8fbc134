/* The images of the process: the program, and the libraries that it opens. */
#ifndef TESTS_MACHO_RUNNER_LIBRARIES_H
#define TESTS_MACHO_RUNNER_LIBRARIES_H

#include "image.h"

enum { LIBRARIES_PROBLEM_SIZE = 512 };

/* Makes the program's mapped image ready to run; its initialisers are still to be run. */
void libraries_prepare_program(void);

/* Opens a library and those that it needs, as dlopen() does: maps them, binds them and runs their
 * initialisers. Once opened they stay.
 *
 * Returns NULL if a file is not there, or a symbol not to be found, and why in `problem`. Ends the
 * process if a file is malformed. */
const struct image *libraries_open(const char *path, char problem[LIBRARIES_PROBLEM_SIZE]);

/* Address of a symbol, given with its leading underscore, as dlsym() finds it by a handle: in `image`
 * and the libraries that it needs, which for the program are the system's. 0 if there is none. */
uintptr_t libraries_find(const struct image *image, const char *name);

/* The image that has `address` in a segment, or NULL. */
const struct image *libraries_at(uintptr_t address);

/* Whether `handle` is an image that libraries_open() has returned. */
bool libraries_has(const void *handle);

#endif
