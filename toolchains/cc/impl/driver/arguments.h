/* A growing list of a program's arguments. */

#ifndef TOOLCHAINS_CC_DRIVER_ARGUMENTS_H
#define TOOLCHAINS_CC_DRIVER_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    char **items; /* `count` strings, then NULL */
    size_t count;
    size_t capacity;
} Arguments;

/* Adds `argument`, which is not copied. Ends the program with a message without memory. */
void arguments_add(Arguments *list, char *argument);

/* Adds a string made like printf() does. Ends the program with a message without memory. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void arguments_add_format(Arguments *list, const char *format, ...);

/* Adds argv[0..argc), each `@FILE` replaced by the arguments in FILE: one a line, with a backslash
 * before special characters. Returns false with a message if a file cannot be read. */
bool arguments_add_expanded(Arguments *list, int argc, char *argv[]);

/* Writes the arguments from index `first` on into the response file `path` for lld. Returns false
 * with a message on failure. */
bool arguments_write(const Arguments *list, size_t first, const char *path);

#endif
