/* Marks the arguments of a call that starts our own executable as an interpreter. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_PROCESSES_REWRITE_H
#define RULES_PYTHON_EXECUTABLE_LOADER_PROCESSES_REWRITE_H

#include <Python.h>

#include "../importer/state.h"

/* Whether `path`, a str, bytes, path-like object or whatever a program passes on, is that of our
 * own executable. */
bool process_is_own(struct importer_state *state, PyObject *path);

/* The mark for a process with these arguments, argv[0] being our own executable; NULL for none.
 * `folder` is the folder it is started in, or NULL. */
const char *process_mark(struct importer_state *state, int argc, char *const *argv,
                         const char *folder);

/* `arguments`, a list or tuple for a call that runs `executable`, with a mark, as a new reference.
 * NULL, maybe without an exception, if they are to be passed on as they are. `folder` is the folder
 * of the new process or None. */
PyObject *process_rewrite_list(struct importer_state *state, PyObject *executable,
                               PyObject *arguments, PyObject *folder);

#endif
