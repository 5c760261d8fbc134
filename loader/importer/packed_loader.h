/* PackedLoader: the PEP 451 loader of packed modules. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_PACKED_LOADER_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_PACKED_LOADER_H

#include <Python.h>

#include "state.h"

extern PyType_Spec packed_loader_type_spec;

/* A loader for the module that is imported as `name` and is called `packed_name` in the packed
 * resources, both str. `path` is its __file__, or None for a namespace package. New reference. */
PyObject *packed_loader_new(struct importer_state *state, PyObject *name, PyObject *packed_name,
                            PyObject *path);

#endif
