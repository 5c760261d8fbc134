/* Whether it is the packed tree's turn where importlib looks for a module. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_SEARCH_ORDER_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_SEARCH_ORDER_H

#include <Python.h>

#include "state.h"

/* Whether something goes before the packed module `entry`, called `name`, where importlib looks for
 * it. `path` is that place: the parent's __path__, or None for sys.path. That is so if the program
 * has put something in front of the executable in sys.path, or of the packed folder in a __path__,
 * or replaced a __path__. An executable that is not on sys.path goes first.
 *
 * Returns 1 or 0, or -1 with an exception set. */
int importer_is_behind(struct importer_state *state, PyObject *name, PyObject *path,
                       const struct packed_entry *entry);

/* What importlib itself finds on `path`, in its order. New reference, to None if that is nothing. */
PyObject *importer_find_on_path(PyObject *name, PyObject *path);

#endif
