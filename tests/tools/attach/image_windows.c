/* An image for Windows to attach packed resources to. It finds them with the loader's locator.
 *
 * Writes their size and their CRC-32, in hexadecimal; the exit code is the status of the locator.
 * With an argument, it writes instead what the executable's other additions do: the version of
 * Windows as the system tells it to the program, and the sizes of its icon and its version
 * resource. */
#include <stdint.h>
#include <stdio.h>

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include "loader/locator.h"

static uint32_t
crc_32(const unsigned char *bytes, size_t size)
{
    uint32_t crc = ~0u;
    for (size_t i = 0; i < size; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
        }
    }
    return ~crc;
}

static unsigned long
resource_size(int number, LPCWSTR type)
{
    const HRSRC resource = FindResourceW(NULL, MAKEINTRESOURCEW(number), type);
    return resource == NULL ? 0 : SizeofResource(NULL, resource);
}

int
main(int argc, char **argv)
{
    (void)argv;
    if (argc > 1) {
        OSVERSIONINFOW version = {.dwOSVersionInfoSize = sizeof(version)};
        GetVersionExW(&version);
        /* The macros for types take the kind of text that the program is compiled for. */
        printf("%lu.%lu %lu %lu\n", version.dwMajorVersion, version.dwMinorVersion,
               resource_size(1, MAKEINTRESOURCEW(14)), resource_size(1, MAKEINTRESOURCEW(16)));
        return 0;
    }
    const void *packed = NULL;
    size_t size = 0;
    const enum locator_status status = locator_find(&packed, &size);
    if (status == LOCATOR_OK) {
        printf("%zx %x\n", size, crc_32(packed, size));
    }
    return (int)status;
}
