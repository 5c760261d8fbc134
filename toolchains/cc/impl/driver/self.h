/* What a tool knows of itself from the path it was called by. */

#ifndef TOOLCHAINS_CC_DRIVER_SELF_H
#define TOOLCHAINS_CC_DRIVER_SELF_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    const char *path; /* argv[0] */
    const char *name; /* base name, without `.exe`: `name_size` characters */
    size_t name_size;
} Self;

/* Takes argv[0] apart. Returns false with a message if it is no path: only from there can a tool
 * find zig. */
bool self_init(Self *self, const char *path);

/* Whether the tool was called by the name `name`. */
bool self_is(const Self *self, const char *name);

/* Path of a file that is at `relative` from the tool's folder.
 *
 * The path the tool was called by is what counts, not the file behind its symbolic links: in a
 * sandbox only the former has other inputs in reach. Returns a string for the rest of the program,
 * or NULL with a message without memory. */
char *self_sibling(const Self *self, const char *relative);

#endif
