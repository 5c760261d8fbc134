/* Between paths of the packed tree, whose separator is '/', and those that a program sees, which
 * begin with that of the executable and have the separators of the system. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_VIRTUAL_PATH_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_VIRTUAL_PATH_H

#include <Python.h>

#include "state.h"

/* The path below the executable of `path`, a str, in the packed tree. Takes the reference to
 * `path`, and passes on the error that NULL stands for. New reference. */
PyObject *importer_virtual_path(struct importer_state *state, PyObject *path);

/* Turns `path`, a str, into a path in the packed tree: "" for the root itself. Returns 1 and
 * sets *relative to a new reference to a str; 0 if `path` is neither the root nor below it, by
 * the path of the executable or its final path (executable_path.h); -1 with an exception set.
 * The path is not normalised: "." and ".." are names like any other. */
int importer_relative_path(struct importer_state *state, PyObject *path, PyObject **relative);

/* The same for a path as functions of the standard library take it: str, bytes or PathLike, also
 * relative to the current folder, with "." and ".." in it. TypeError or ValueError if it is none. */
int importer_normal_relative_path(struct importer_state *state, PyObject *path,
                                  PyObject **relative);

#endif
