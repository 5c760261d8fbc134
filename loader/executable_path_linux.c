/* For what C11 alone does not declare. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "executable_path.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "executable_link.h"

/* Linux appends this to the link of an executable whose file is gone. */
static const char deleted_suffix[] = " (deleted)";

/* Reads the link of the running executable. NULL if there is none, or no memory. */
static char *
read_own_link(void)
{
    const char *link = executable_link();
    for (size_t size = 256; link != NULL && size <= ((size_t)1 << 20); size *= 2) {
        char *path = malloc(size);
        if (path == NULL) {
            return NULL;
        }
        const ssize_t length = readlink(link, path, size);
        /* Anything but a path is another kind of link, for example one into another namespace. */
        if (length > 0 && (size_t)length < size && path[0] == '/') {
            path[length] = '\0';
            return path;
        }
        free(path);
        if (length >= 0 && (size_t)length < size) {
            return NULL;
        }
        if (length < 0) {
            return NULL;
        }
    }
    return NULL;
}

static void
remove_deleted_suffix(char *path)
{
    const size_t size = strlen(path);
    const size_t suffix_size = strlen(deleted_suffix);
    if (size > suffix_size && strcmp(path + size - suffix_size, deleted_suffix) == 0
        && access(path, F_OK) != 0)
    {
        path[size - suffix_size] = '\0';
    }
}

/* `path` as it is if it is absolute, or below the current folder if that can be told. */
static char *
make_absolute(const char *path)
{
    char *folder = path[0] == '/' ? NULL : getcwd(NULL, 0);
    if (folder == NULL) {
        return strdup(path);
    }
    const size_t size = strlen(folder) + 1 + strlen(path) + 1;
    char *absolute = malloc(size);
    if (absolute != NULL) {
        snprintf(absolute, size, "%s/%s", folder, path);
    }
    free(folder);
    return absolute;
}

char *
executable_path(const char *argv0)
{
    char *path = read_own_link();
    if (path != NULL) {
        remove_deleted_suffix(path);
        return path;
    }
    if (errno == ENOMEM) {
        return NULL;
    }
    /* The path given to execve(), or to a dynamic loader that was started as a program, is more to
     * be trusted than argv[0], which may be anything. */
    const char *started_as = (const char *)getauxval(AT_EXECFN);
    if (started_as == NULL || started_as[0] == '\0') {
        started_as = argv0 != NULL && argv0[0] != '\0' ? argv0 : "python-executable";
    }
    path = realpath(started_as, NULL);
    return path != NULL || errno == ENOMEM ? path : make_absolute(started_as);
}

char *
executable_final_path(const char *executable)
{
    (void)executable;
    return NULL;
}
