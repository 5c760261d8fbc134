#include "native_text.h"

wchar_t *
native_text_decode(const char *text)
{
    return Py_DecodeLocale(text, NULL);
}

int
native_text_same_path(PyObject *path, PyObject *other)
{
    /* As str: a path may contain bytes that are not UTF-8, which are lone surrogates here. */
    return PyUnicode_Compare(path, other) == 0;
}
