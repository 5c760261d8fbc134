/* Module specs of packed modules. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_SPEC_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_SPEC_H

#include <Python.h>

#include "state.h"

/* The spec of the packed module `entry` under the name `name`, a str, with `loader` as its loader.
 * New reference. */
PyObject *importer_spec(struct importer_state *state, PyObject *name, PyObject *loader,
                        const struct packed_entry *entry);

#endif
