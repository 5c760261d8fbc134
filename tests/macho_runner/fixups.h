/* Makes the pointers in an image right: those into itself and those to imported symbols. */
#ifndef TESTS_MACHO_RUNNER_FIXUPS_H
#define TESTS_MACHO_RUNNER_FIXUPS_H

#include "image.h"

/* What a symbol's library is besides a number from 1 on, which counts those that the image needs. */
enum {
    FIXUPS_OWN = 0,                     /* the image itself */
    FIXUPS_PROGRAM = -1,
    FIXUPS_ANY = -2,                    /* the first image that has it, beginning with the program */
    FIXUPS_ANY_WEAK = -3,
};

/* Returns the address of a symbol that `image` imports, given with its leading underscore. */
typedef uintptr_t fixups_resolver(const struct image *image, int64_t library, const char *name,
                                  bool weak);

/* Does what the image's dyld info says. Symbols that would be bound when they are first called are
 * bound here. */
void fixups_apply(const struct image *image, fixups_resolver *resolve);

#endif
