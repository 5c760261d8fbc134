#include "executable_path.h"

#include <stdlib.h>
#include <string.h>

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include "wtf8.h"

/* Longest path that Windows knows, in units: that of a UNICODE_STRING. */
#define MAX_PATH_UNITS 32768u

char *
executable_path(const char *argv0)
{
    for (DWORD capacity = MAX_PATH; capacity <= MAX_PATH_UNITS * 2; capacity *= 2) {
        wchar_t *wide = malloc(capacity * sizeof(wchar_t));
        if (wide == NULL) {
            return NULL;
        }
        const DWORD length = GetModuleFileNameW(NULL, wide, capacity);
        if (length > 0 && length < capacity) {
            char *path = calloc(WTF8_MAX_BYTES((size_t)length) + 1, 1);
            if (path != NULL) {
                wtf8_encode(wide, length, path);
            }
            free(wide);
            return path;
        }
        free(wide);
        if (length == 0) {
            break;
        }
    }
    return _strdup(argv0 != NULL && argv0[0] != '\0' ? argv0 : "python-executable");
}
