/* Lists packed modules for pkgutil. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_ITER_MODULES_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_ITER_MODULES_H

#include <Python.h>

#include "state.h"

/* A list of the pairs that pkgutil.iter_modules() wants, (prefix + name, is_package), of the
 * modules in the folder `path` below the root; "" lists the modules at the top. As for an ordinary
 * folder, it is sorted and without namespace packages. Empty if the folder is no package. `prefix`
 * is a str or NULL. New reference. */
PyObject *importer_iter_modules(struct importer_state *state, const char *path, size_t path_size,
                                PyObject *prefix);

#endif
