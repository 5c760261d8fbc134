/* What other modules have to be told about packed ones. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_ADAPTATIONS_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_ADAPTATIONS_H

#include <Python.h>

#include "state.h"

/* Called when the code of the packed module `module`, called `name`, a str, has been run. Tells it
 * about packed modules if it is one of these:
 *
 *   - ctypes, if there are packed shared libraries: opens them by their paths;
 *   - importlib.abc: finders and loader are instances of its classes, as importlib's own are;
 *   - pkg_resources: finds resources and distributions by types of loaders and finders;
 *   - ssl, as far as the configuration asks for it: trusts the packed package certifi, and loads
 *     packed files by their paths.
 *
 * Returns 0, or -1 with an exception set. */
int importer_adapt_module(struct importer_state *state, PyObject *name, PyObject *module);

#endif
