/* Which of several modules with one name is the one to import. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_PRECEDENCE_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_PRECEDENCE_H

#include <Python.h>

#include "state.h"

/* The set of names for importer_state.core_modules. New reference. */
PyObject *importer_core_modules(void);

/* Whether the packed module `entry`, called `name`, a str, has to stand back behind a builtin or
 * frozen one, as it would have to in an ordinary Python:
 *
 *   - behind the core modules, which are builtin everywhere, and the frozen modules, any packed
 *     module;
 *   - behind extension modules, which are builtin here but files on sys.path elsewhere, a namespace
 *     package. A module goes before them: a program's own `resource.py` is found before the
 *     extension module of the standard library.
 *
 * Returns 1 or 0, or -1 with an exception set. */
int importer_stands_back(struct importer_state *state, PyObject *name,
                         const struct packed_entry *entry);

#endif
