#include "system.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include "wtf8.h"

/* A terminated copy of `text`, for the caller to free. NULL if there is no memory. */
static wchar_t *
decode(const char *text)
{
    const size_t size = strlen(text);
    wchar_t *wide = calloc(size + 1, sizeof(wchar_t));
    if (wide != NULL) {
        wtf8_decode(text, size, wide);
    }
    return wide;
}

int
system_set_default_variable(const char *name, const char *value)
{
    wchar_t *wide_name = decode(name);
    wchar_t *wide_value = decode(value);
    int result = -1;
    if (wide_name != NULL && wide_value != NULL) {
        /* Through the C runtime, whose own copy is what os.environ is made of. It takes an empty
         * value for a variable that is to be removed. */
        result = _wgetenv(wide_name) != NULL || _wputenv_s(wide_name, wide_value) == 0 ? 0 : -1;
    }
    free(wide_name);
    free(wide_value);
    return result;
}

const char *
system_replace_c_locale(void)
{
    return NULL;
}

char *
system_variable(const char *name)
{
    wchar_t *wide_name = decode(name);
    const wchar_t *wide_value = wide_name == NULL ? NULL : _wgetenv(wide_name);
    const size_t length = wide_value == NULL ? 0 : wcslen(wide_value);
    char *value = wide_value == NULL ? NULL : calloc(WTF8_MAX_BYTES(length) + 1, 1);
    if (value != NULL) {
        wtf8_encode(wide_value, length, value);
    }
    free(wide_name);
    return value;
}

void
system_write_error(const char *text)
{
    /* A console shows bytes in its own code page, but any text that it is given as UTF-16. */
    const HANDLE console = GetStdHandle(STD_ERROR_HANDLE);
    DWORD mode;
    wchar_t *wide = GetConsoleMode(console, &mode) ? decode(text) : NULL;
    if (wide != NULL) {
        WriteConsoleW(console, wide, (DWORD)wcslen(wide), NULL, NULL);
        free(wide);
        return;
    }
    fputs(text, stderr);
}

int
system_exit_by_interrupt(void)
{
    /* The exit code of a process that the default handler of Ctrl-C ends, as Py_RunMain(). */
    return (int)STATUS_CONTROL_C_EXIT;
}

enum system_file_kind
system_file_kind(const char *path)
{
    wchar_t *wide = decode(path);
    const DWORD attributes = wide == NULL ? INVALID_FILE_ATTRIBUTES : GetFileAttributesW(wide);
    free(wide);
    if (attributes == INVALID_FILE_ATTRIBUTES || (attributes & FILE_ATTRIBUTE_DEVICE) != 0) {
        return SYSTEM_NO_FILE;
    }
    return (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0 ? SYSTEM_FOLDER : SYSTEM_FILE;
}

/* What tells the file at `path` from all others. */
static bool
read_identity(const char *path, BY_HANDLE_FILE_INFORMATION *identity)
{
    wchar_t *wide = decode(path);
    if (wide == NULL) {
        return false;
    }
    const HANDLE file =
        CreateFileW(wide, 0, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                    OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
    free(wide);
    if (file == INVALID_HANDLE_VALUE) {
        return false;
    }
    const bool result = GetFileInformationByHandle(file, identity) != 0;
    CloseHandle(file);
    return result;
}

bool
system_is_same_file(const char *path, const char *other)
{
    BY_HANDLE_FILE_INFORMATION identity, other_identity;
    return read_identity(path, &identity) && read_identity(other, &other_identity)
           && identity.dwVolumeSerialNumber == other_identity.dwVolumeSerialNumber
           && identity.nFileIndexHigh == other_identity.nFileIndexHigh
           && identity.nFileIndexLow == other_identity.nFileIndexLow;
}

size_t
system_read_start(const char *path, char *buffer, size_t size)
{
    wchar_t *wide = decode(path);
    FILE *file = wide == NULL ? NULL : _wfopen(wide, L"rbN");
    free(wide);
    if (file == NULL) {
        return 0;
    }
    const size_t read = fread(buffer, 1, size, file);
    fclose(file);
    return read;
}

bool
system_is_absolute(const char *path)
{
    /* Also what begins at a drive's current folder: it has nothing to do with any other folder. */
    return path[0] == '\\' || path[0] == '/' || (path[0] != '\0' && path[1] == ':');
}
