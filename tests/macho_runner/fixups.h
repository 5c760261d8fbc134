/* Makes the pointers in an image right: those into itself and those to imported symbols. */
#ifndef TESTS_MACHO_RUNNER_FIXUPS_H
#define TESTS_MACHO_RUNNER_FIXUPS_H

#include "image.h"

/* Returns the address of an imported symbol, given with its leading underscore. */
typedef uintptr_t fixups_resolver(const char *name, bool weak);

/* Does what the image's dyld info says. Symbols that would be bound when they are first called are
 * bound here. */
void fixups_apply(const struct image *image, fixups_resolver *resolve);

#endif
