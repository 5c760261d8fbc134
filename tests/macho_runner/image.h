/* A Mach-O executable or library in memory. */
#ifndef TESTS_MACHO_RUNNER_IMAGE_H
#define TESTS_MACHO_RUNNER_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "macho.h"

enum { IMAGE_MAX_SEGMENTS = 32, IMAGE_MAX_NEEDED = 64 };

/* A part of the file, all of it within the file. */
struct image_slice {
    const uint8_t *start;
    size_t size;
};

struct image_fixups {
    struct image_slice rebase, bind, lazy_bind;
};

struct image {
    struct image_slice file;            /* of a universal file the part for this CPU */
    char *path;                         /* absolute, as it was started or opened */
    uint32_t type;                      /* MH_EXECUTE, MH_BUNDLE or MH_DYLIB */
    uintptr_t slide;                    /* how much higher it is than it was linked to be */
    uintptr_t header;                   /* where the Mach-O header is in memory */
    bool has_header;                    /* whether a segment says so */
    struct segment_command_64 segments[IMAGE_MAX_SEGMENTS];
    const struct section_64 *sections[IMAGE_MAX_SEGMENTS];  /* of each segment, in the file */
    size_t segment_count;
    struct image_fixups fixups;
    struct image_slice exports;
    const char *needed[IMAGE_MAX_NEEDED];   /* names of libraries, in the order of the file */
    const struct image *libraries[IMAGE_MAX_NEEDED];    /* each of them; NULL if of the system */
    size_t needed_count;
    uintptr_t entry;                    /* address of main() */
    size_t stack_size;                  /* that it asks for, or what macOS gives to others */
};

/* Maps the executable `path`, at another address than it was linked for and writable all over.
 * Ends the process if it is none for this CPU, or malformed. */
void image_map(struct image *image, const char *path);

/* The same for a library, at any address that is free. `path` is absolute. */
void image_map_library(struct image *image, const char *path);

/* Gives the segments the protection that they ask for. */
void image_protect(const struct image *image);

/* Finds the next section of a type: *segment and *section are where to go on, zero at first.
 * NULL if there are no more. Its address is still the one that it was linked for. */
const struct section_64 *image_next_section(const struct image *image, uint32_t type,
                                            size_t *segment, uint32_t *section);

/* The section with these names, or NULL. */
const struct section_64 *image_find_section(const struct image *image, const char *segment_name,
                                            const char *section_name);

/* Address of the exported symbol `name`, with its leading underscore; 0 if there is none. */
uintptr_t image_find_export(const struct image *image, const char *name);

/* Reads a ULEB128 number at *position, which is moved behind it. */
uint64_t image_read_uleb(const uint8_t **position, const uint8_t *end);

#endif
