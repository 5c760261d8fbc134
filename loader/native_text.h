/* From the system's text to Python's. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_NATIVE_TEXT_H
#define RULES_PYTHON_EXECUTABLE_LOADER_NATIVE_TEXT_H

#include <Python.h>

/* Decodes text of the system (see system.h) such that os.fsencode() gives it back. Python must be
 * preinitialised. The caller frees the result with PyMem_RawFree(); NULL if there is no memory. */
wchar_t *native_text_decode(const char *text);

/* Whether two paths, of type str, name the same file as far as their characters tell: Windows does
 * not tell capitals from small letters. Returns 1, 0, or -1 with an exception set. */
int native_text_same_path(PyObject *path, PyObject *other);

#endif
