#include "executable_path.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include "wtf8.h"

/* Longest path that Windows knows, in units: that of a UNICODE_STRING. */
#define MAX_PATH_UNITS 32768u

static char *
encode(const wchar_t *wide, size_t length)
{
    char *path = calloc(WTF8_MAX_BYTES(length) + 1, 1);
    if (path != NULL) {
        wtf8_encode(wide, length, path);
    }
    return path;
}

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
            char *path = encode(wide, length);
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

/* The final path without the prefix that GetFinalPathNameByHandleW() puts before it. */
static char *
encode_final_path(const wchar_t *wide, size_t length)
{
    static const wchar_t share[] = L"\\\\?\\UNC\\";
    static const wchar_t prefix[] = L"\\\\?\\";
    const size_t share_length = wcslen(share);
    const size_t prefix_length = wcslen(prefix);
    if (wcsncmp(wide, share, share_length) == 0) {
        /* \\?\UNC\server\share is \\server\share. */
        char *path = encode(wide + share_length - 2, length - share_length + 2);
        if (path != NULL) {
            path[0] = '\\';
        }
        return path;
    }
    const size_t skipped = wcsncmp(wide, prefix, prefix_length) == 0 ? prefix_length : 0;
    return encode(wide + skipped, length - skipped);
}

static char *
final_path(HANDLE file)
{
    const DWORD capacity = GetFinalPathNameByHandleW(file, NULL, 0, VOLUME_NAME_DOS);
    wchar_t *wide = capacity == 0 ? NULL : malloc((size_t)capacity * sizeof(wchar_t));
    if (wide == NULL) {
        return NULL;
    }
    const DWORD length = GetFinalPathNameByHandleW(file, wide, capacity, VOLUME_NAME_DOS);
    char *path = length == 0 || length >= capacity ? NULL : encode_final_path(wide, length);
    free(wide);
    return path;
}

char *
executable_final_path(const char *executable)
{
    const size_t size = strlen(executable);
    wchar_t *wide = calloc(size + 1, sizeof(wchar_t));
    if (wide == NULL) {
        return NULL;
    }
    wtf8_decode(executable, size, wide);
    const HANDLE file =
        CreateFileW(wide, 0, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                    OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
    free(wide);
    if (file == INVALID_HANDLE_VALUE) {
        return NULL;
    }
    char *path = final_path(file);
    CloseHandle(file);
    if (path != NULL && strcmp(path, executable) == 0) {
        free(path);
        return NULL;
    }
    return path;
}
