#include "executable_path.h"

#include <errno.h>
#include <mach-o/dyld.h>
#include <stdint.h>
#include <stdlib.h>

char *
executable_path(const char *argv0)
{
    (void)argv0;                        /* the system knows better */
    uint32_t size = 0;
    _NSGetExecutablePath(NULL, &size);  /* fails, and says how much room it needs */
    char *path = malloc(size);
    if (path == NULL || _NSGetExecutablePath(path, &size) != 0) {
        free(path);
        return NULL;
    }
    /* Absolute, but with the symbolic links that it was started through. */
    char *resolved = realpath(path, NULL);
    if (resolved == NULL && errno != ENOMEM) {
        return path;                    /* the file is gone, or a folder cannot be searched */
    }
    free(path);
    return resolved;
}

char *
executable_final_path(const char *executable)
{
    (void)executable;
    return NULL;
}
