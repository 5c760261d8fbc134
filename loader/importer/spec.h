/* Module specs of packed modules. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_SPEC_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_SPEC_H

#include <Python.h>

#include "state.h"

/* The spec of the packed module `entry`, which is called `packed_name` in the packed resources, under
 * the name `name`, both str. It has a loader of its own; that of a namespace package has none, as
 * path entry finders say it of each of its parts. New reference. */
PyObject *importer_spec(struct importer_state *state, PyObject *name, PyObject *packed_name,
                        const struct packed_entry *entry);

#endif
