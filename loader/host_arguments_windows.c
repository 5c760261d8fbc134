#include "host_arguments.h"

#include <stdlib.h>
#include <wchar.h>

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include "processes/windows_command_line.h"
#include "wtf8.h"

char **
host_arguments(int argc, char **argv, int *count)
{
    (void)argc;
    (void)argv;                         /* in the code page of the system, or not given by wmain() */
    const wchar_t *const line = GetCommandLineW();
    const size_t length = wcslen(line);
    char *encoded = calloc(WTF8_MAX_BYTES(length) + 1, 1);
    if (encoded == NULL) {
        return NULL;
    }
    wtf8_encode(line, length, encoded);
    size_t program_size;
    char **arguments = windows_command_line_split(encoded, count, &program_size);
    free(encoded);
    return arguments;
}
