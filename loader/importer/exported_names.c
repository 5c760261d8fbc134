/* https://learn.microsoft.com/windows/win32/debug/pe-format#the-edata-section-image-only */

#include "exported_names.h"

#ifdef MS_WINDOWS

#include <string.h>

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

/* Start of the program in memory; defined by the linker. */
extern const IMAGE_DOS_HEADER __ImageBase;

PyObject *
importer_exported_names(void)
{
    const char *const image = (const char *)&__ImageBase;
    const IMAGE_NT_HEADERS64 *headers = (const void *)(image + __ImageBase.e_lfanew);
    const DWORD address =
        headers->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_EXPORT].VirtualAddress;
    if (address == 0) {
        return PyBytes_FromStringAndSize(NULL, 0);
    }
    const IMAGE_EXPORT_DIRECTORY *exports = (const void *)(image + address);
    const DWORD *names = (const void *)(image + exports->AddressOfNames);
    size_t size = 0;
    for (DWORD i = 0; i < exports->NumberOfNames; i++) {
        size += strlen(image + names[i]) + 1;
    }
    PyObject *result = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)size);
    if (result == NULL) {
        return NULL;
    }
    char *end = PyBytes_AsString(result);
    for (DWORD i = 0; i < exports->NumberOfNames; i++) {
        const size_t name_size = strlen(image + names[i]) + 1;
        memcpy(end, image + names[i], name_size);
        end += name_size;
    }
    return result;
}

#endif
