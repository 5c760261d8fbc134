/* What happens when packed resources turn out to be damaged while Python runs.
 *
 * The program is to end with one line, as it does when the damage is seen before Python is there.
 * It ends by SystemExit, so that what it holds is cleaned up. An ImportError or OSError would not
 * do: where these are expected, a program would go on without what is damaged, say without ssl.
 */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_DAMAGE_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_DAMAGE_H

#include <stdbool.h>

#include <Python.h>

#include "../packed_resources.h"

/* Writes the loader's line, unless the process has written it before, and sets SystemExit with
 * PROGRAM_EXIT_BAD_RESOURCES. `status` says what is wrong; `name`, a str or NULL, with what.
 * Replaces an exception that is set. Returns -1. */
int importer_set_damaged(enum packed_status status, PyObject *name);

/* The same for a file beside the executable. `what`, a str, says what is wrong with which file. */
int importer_set_incomplete(PyObject *what);

/* Whether the process has written that line. */
bool importer_has_reported_damage(void);

#endif
