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
