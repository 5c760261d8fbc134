/* The builtin module `_packed_resources`: finder, loader, path hook, and access to packed files. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_MODULE_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_MODULE_H

#include <Python.h>

#define IMPORTER_MODULE_NAME "_packed_resources"

/* Initialisation function for PyImport_AppendInittab(). */
PyMODINIT_FUNC PyInit__packed_resources(void);

/* Puts the finder in front of sys.meta_path. To be called when builtin modules can be imported and
 * before any other one is; the module must be in the table of builtin modules. Returns 0, or -1
 * with an exception set. */
int importer_install_first_finder(void);

/* Puts the path hooks in front of sys.path_hooks. To be called after Python has been initialised,
 * which adds hooks of its own in front. Returns 0, or -1 with an exception set. */
int importer_install_path_hooks(void);

/* Both at once, in an interpreter whose own hooks are there. Returns 0, or -1 with an exception
 * set. */
int importer_install_finders(void);

/* Moves the finder behind the others of sys.meta_path. Packed modules are then found through the
 * path hooks, when it is the turn of the executable's entry of sys.path. Returns 0, or -1 with an
 * exception set. */
int importer_move_finder_last(void);

#endif
