#include "native_text.h"

#include <string.h>

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include "wtf8.h"

wchar_t *
native_text_decode(const char *text)
{
    const size_t size = strlen(text);
    wchar_t *decoded = PyMem_RawCalloc(size + 1, sizeof(wchar_t));
    if (decoded != NULL) {
        wtf8_decode(text, size, decoded);
    }
    return decoded;
}

int
native_text_same_path(PyObject *path, PyObject *other)
{
    wchar_t *wide_path = PyUnicode_AsWideCharString(path, NULL);
    wchar_t *wide_other = PyUnicode_AsWideCharString(other, NULL);
    int result = -1;
    if (wide_path != NULL && wide_other != NULL) {
        /* What the file systems of Windows do with names. */
        result = CompareStringOrdinal(wide_path, -1, wide_other, -1, TRUE) == CSTR_EQUAL;
    }
    PyMem_Free(wide_path);
    PyMem_Free(wide_other);
    return result;
}
