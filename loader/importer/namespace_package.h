/* Specs of namespace packages (PEP 420), of which a part is packed. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_NAMESPACE_PACKAGE_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_NAMESPACE_PACKAGE_H

#include <Python.h>

#include "state.h"

/* The spec of the packed namespace package `entry`, called `name`. `path` is where importlib looks
 * for it: the parent's __path__, or None for sys.path. Other entries of the path can have further
 * parts, also later on, or a module that goes before them. New reference. */
PyObject *importer_namespace_spec(struct importer_state *state, PyObject *name, PyObject *path,
                                  const struct packed_entry *entry);

#endif
