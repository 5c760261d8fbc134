/* PackedPathEntryFinder: finds modules for entries of sys.path or __path__ that lie in the
 * executable, so that nobody takes such a path for a file to be opened. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_PATH_FINDER_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_PATH_FINDER_H

#include <Python.h>

#include "state.h"

extern PyType_Spec packed_path_finder_type_spec;

/* The first hook of sys.path_hooks: a finder for `path` if it is the executable or below it, else
 * ImportError. New reference. */
PyObject *packed_path_hook(struct importer_state *state, PyObject *path);

#endif
