/* Files and folders, on POSIX and on Windows. All functions print a message on failure. */

#ifndef TOOLCHAINS_CC_DRIVER_FILES_H
#define TOOLCHAINS_CC_DRIVER_FILES_H

#include <stdbool.h>
#include <stddef.h>

/* Reads a whole file into memory that the caller frees, with a NUL after it; NULL on failure. Its
 * size is stored in `*size`, which may be NULL. */
unsigned char *files_read(const char *path, size_t *size);

/* The same for text. */
char *files_read_text(const char *path);

/* Writes `size` bytes into the file `path`. */
bool files_write(const char *path, const unsigned char *data, size_t size);

/* Copies the file `source` to `destination`. */
bool files_copy(const char *source, const char *destination);

/* Makes the folder `path`, which may exist. */
bool files_make_folder(const char *path);

/* Removes the folder `path` and all that is in it. */
bool files_remove_folder(const char *path);

/* Whether there is a file `path`; never a message. */
bool files_exists(const char *path);

/* "FOLDER/NAME" in memory that the caller frees; NULL on failure. */
char *files_join(const char *folder, const char *name);

#endif
