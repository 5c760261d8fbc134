#include "absolute_path.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include "../wtf8.h"

/* What GetFullPathNameW() leaves alone: such a path is passed on to the file system as it is. */
static const wchar_t verbatim_prefix[] = L"\\\\?\\";

bool
path_may_be_below(const char *path, const char *root)
{
    /* The name of the file may be written in capitals or small letters. */
    (void)path;
    (void)root;
    return true;
}

bool
path_names_folder(const char *path)
{
    const size_t size = strlen(path);
    return size > 0 && (path[size - 1] == '/' || path[size - 1] == '\\');
}

static wchar_t *
decode(const char *path)
{
    const size_t size = strlen(path);
    wchar_t *wide = calloc(size + 1, sizeof(wchar_t));
    if (wide != NULL) {
        wtf8_decode(path, size, wide);
    }
    return wide;
}

static char *
encode(const wchar_t *wide)
{
    const size_t length = wcslen(wide);
    char *path = calloc(WTF8_MAX_BYTES(length) + 1, 1);
    if (path != NULL) {
        wtf8_encode(wide, length, path);
    }
    return path;
}

static wchar_t *
full_path(const wchar_t *path)
{
    const DWORD capacity = GetFullPathNameW(path, 0, NULL, NULL);
    wchar_t *full = capacity == 0 ? NULL : calloc(capacity, sizeof(wchar_t));
    if (full == NULL) {
        return NULL;
    }
    /* Another thread may have changed the current folder in between. */
    const DWORD length = GetFullPathNameW(path, capacity, full, NULL);
    if (length == 0 || length >= capacity) {
        free(full);
        return NULL;
    }
    if (length > 3 && full[length - 1] == L'\\') {
        full[length - 1] = L'\0';
    }
    return full;
}

char *
absolute_path(const char *path)
{
    wchar_t *wide = decode(path);
    wchar_t *full = wide == NULL ? NULL : full_path(wide);
    free(wide);
    if (full == NULL) {
        return NULL;
    }
    /* The same file has the same path with and without it, if a drive follows. */
    const size_t prefix = wcslen(verbatim_prefix);
    const bool is_verbatim = wcsncmp(full, verbatim_prefix, prefix) == 0
                             && full[prefix] != L'\0' && full[prefix + 1] == L':';
    char *absolute = encode(is_verbatim ? full + prefix : full);
    free(full);
    return absolute;
}
