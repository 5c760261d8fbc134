/* PackedLoader: the PEP 451 loader of packed modules. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_PACKED_LOADER_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_PACKED_LOADER_H

#include <Python.h>

#include "state.h"

extern PyType_Spec packed_loader_type_spec;

/* A loader of all packed modules under their own names if `alias` and `target`, both str, are NULL;
 * else one that also knows the packed module `target` under the name `alias`. New reference. */
PyObject *packed_loader_new(struct importer_state *state, PyObject *alias, PyObject *target);

#endif
