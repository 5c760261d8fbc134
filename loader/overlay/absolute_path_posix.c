/* For what C11 alone does not declare. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "absolute_path.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../executable_path.h"

bool
path_may_be_below(const char *path, const char *root)
{
    /* The current folder is none of a file's, so even a relative path has to name the file. */
    return strstr(path, path_base_name(root)) != NULL;
}

bool
path_names_folder(const char *path)
{
    const size_t size = strlen(path);
    return size > 0 && path[size - 1] == '/';
}

/* Appends the parts of `path` to `absolute`, which has `size` bytes and room for "/" and all of
 * `path`. Returns the new size. */
static size_t
append_parts(char *absolute, size_t size, const char *path)
{
    while (*path != '\0') {
        const size_t length = strcspn(path, "/");
        if (length == 2 && memcmp(path, "..", 2) == 0) {
            while (size > 0 && absolute[--size] != '/') {
            }
        }
        else if (length > 1 || (length == 1 && path[0] != '.')) {
            absolute[size++] = '/';
            memcpy(absolute + size, path, length);
            size += length;
        }
        path += length + (path[length] == '/');
    }
    return size;
}

char *
absolute_path(const char *path)
{
    char *folder = path[0] == '/' ? strdup("") : getcwd(NULL, 0);
    if (folder == NULL) {
        return NULL;
    }
    char *absolute = malloc(strlen(folder) + strlen(path) + 3);
    if (absolute != NULL) {
        size_t size = append_parts(absolute, 0, folder);
        size = append_parts(absolute, size, path);
        if (size == 0) {
            absolute[size++] = '/';
        }
        absolute[size] = '\0';
    }
    free(folder);
    return absolute;
}
