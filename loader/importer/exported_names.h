/* The C API that a program offers to extension modules: Windows asks for it by names of files. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_EXPORTED_NAMES_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_EXPORTED_NAMES_H

#include <Python.h>

#ifdef MS_WINDOWS

/* The names of all symbols that the program exports, each with a NUL behind it, in the order of
 * their bytes. New reference to bytes, or NULL with an exception set. */
PyObject *importer_exported_names(void);

#endif

#endif
