/* Imports for the importer itself. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_IMPORT_MODULE_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_IMPORT_MODULE_H

#include <Python.h>

/* The module called `name`, with its dots. Unlike PyImport_ImportModule() it does not call the
 * program's `__import__`, if it has one: the importer may be at work for that one. New reference. */
PyObject *importer_import(const char *name);

#endif
