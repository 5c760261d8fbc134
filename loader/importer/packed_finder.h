/* PackedFinder: the meta path finder of packed modules. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_PACKED_FINDER_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_PACKED_FINDER_H

#include <Python.h>

#include "state.h"

extern PyType_Spec packed_finder_type_spec;

/* A finder. New reference. */
PyObject *packed_finder_new(struct importer_state *state);

#endif
