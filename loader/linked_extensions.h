/* The extension modules that an executable has linked in, besides those of the standard library. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_LINKED_EXTENSIONS_H
#define RULES_PYTHON_EXECUTABLE_LOADER_LINKED_EXTENSIONS_H

#include <Python.h>

/* Full names and init functions; ends with NULL as a name. An executable with such modules defines
 * it (rules/private/extension_table.bzl), and linked_extensions.c for all others. */
extern struct _inittab linked_extensions[];

#endif
