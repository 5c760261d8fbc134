/* Extension modules: linked into the executable, or packed as shared libraries. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_EXTENSION_MODULE_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_EXTENSION_MODULE_H

#include <Python.h>

#include "../packed_resources.h"

/* The new module of the entry of an extension, for `spec`. New reference; ImportError if its shared
 * library cannot be loaded. */
PyObject *importer_create_extension(const struct packed_entry *entry, PyObject *spec);

/* Opens the shared library at `path`, a str, for the life of the process: what is opened later finds
 * it by its name. Returns 0, or -1 with ImportError set. */
int importer_open_library(PyObject *path);

/* Initialises the module that importer_create_extension() gave. New reference to None. */
PyObject *importer_exec_extension(const struct packed_entry *entry, PyObject *module);

#endif
