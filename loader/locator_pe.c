/* The locator for PE executables: the packed resources are a section, which the system maps with
 * the others and whose size in memory is theirs.
 *
 * https://learn.microsoft.com/windows/win32/debug/pe-format */

#include "locator.h"

#include <stdbool.h>
#include <string.h>

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

/* Start of the executable in memory; defined by the linker. */
extern const IMAGE_DOS_HEADER __ImageBase;

/* Name of the section, as tools/attach/pe.py writes it: padded with zeros. */
static const char section_name[IMAGE_SIZEOF_SHORT_NAME] = ".pypack";

/* Whether the byte at `address` can be read. The system looks at no page of a section before it is
 * touched: of a file that was cut short, or that a network no longer has, touching would raise an
 * exception. */
static bool
is_readable(const char *address)
{
    char byte;
    SIZE_T read;
    return ReadProcessMemory(GetCurrentProcess(), address, &byte, 1, &read) && read == 1;
}

enum locator_status
locator_find(const void **address, size_t *size)
{
    const char *const image = (const char *)&__ImageBase;
    const IMAGE_NT_HEADERS64 *headers = (const void *)(image + __ImageBase.e_lfanew);
    const IMAGE_SECTION_HEADER *section = IMAGE_FIRST_SECTION(headers);
    for (WORD i = 0; i < headers->FileHeader.NumberOfSections; i++, section++) {
        if (memcmp(section->Name, section_name, sizeof(section_name)) != 0) {
            continue;
        }
        const DWORD packed_size = section->Misc.VirtualSize;
        if (packed_size == 0 || packed_size > section->SizeOfRawData) {
            return LOCATOR_NOT_MAPPED;
        }
        const char *const start = image + section->VirtualAddress;
        if (!is_readable(start) || !is_readable(start + packed_size - 1)) {
            return LOCATOR_TRUNCATED;
        }
        *address = start;
        *size = packed_size;
        return LOCATOR_OK;
    }
    return LOCATOR_NOT_ATTACHED;
}
