/* What is packed at a path that a program sees. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_PACKED_PATH_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_PACKED_PATH_H

#include <Python.h>

#include "../packed_tree.h"
#include "state.h"

/* Finds the module with code whose __file__ is `path`, a str. Returns 1 and fills in `module`; 0 if
 * there is none; -1 with an exception set. */
int importer_find_module_at(struct importer_state *state, PyObject *path,
                            struct packed_entry *module);

/* The same for the module that Python runs for the folder `path`: its `__main__`. */
int importer_find_main_of_folder(struct importer_state *state, PyObject *path,
                                 struct packed_entry *module);

/* The same for a file or folder of the packed tree (packed_tree.h). */
int importer_find_node_at(struct importer_state *state, PyObject *path, struct packed_node *node);

#endif
