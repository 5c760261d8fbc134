/* An image for Windows to attach packed resources to. It finds them with the loader's locator and
 * writes them to its standard output; the exit code is that of the locator. With an argument it
 * writes what Windows says of the program instead: version of Windows, subsystem. */
#include <fcntl.h>
#include <io.h>
#include <stdio.h>

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include "loader/locator.h"

int
main(int argc, char **argv)
{
    (void)argv;
    if (argc > 1) {
        OSVERSIONINFOW version = {.dwOSVersionInfoSize = sizeof(version)};
        GetVersionExW(&version);
        printf("%lu.%lu\n", version.dwMajorVersion, version.dwMinorVersion);
        return 0;
    }
    const void *packed = NULL;
    size_t size = 0;
    const enum locator_status status = locator_find(&packed, &size);
    if (status != LOCATOR_OK) {
        return (int)status;
    }
    _setmode(_fileno(stdout), _O_BINARY);
    return fwrite(packed, 1, size, stdout) == size ? 0 : 100;
}
