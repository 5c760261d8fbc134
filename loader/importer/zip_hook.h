/* A stand-in for zipimport.zipimporter in sys.path_hooks.
 *
 * Python imports zipimport when it initialises itself, and with it the module time, which reads the
 * time zone's file. Few programs import from zip files, so this is put off until somebody does.
 */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_ZIP_HOOK_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_ZIP_HOOK_H

#include <Python.h>

/* Keeps the initialisation of Python from importing zipimport, which it can do without. Returns 0,
 * or -1 with an exception set. */
int zip_hook_block(void);

/* Makes zipimport importable again. To be called when Python has been initialised. Returns 0, or -1
 * with an exception set. */
int zip_hook_unblock(void);

/* Puts zipimport.zipimporter into sys.path_hooks in the place of `hook`, and calls it with `path`.
 * New reference; ImportError if `path` is no zip file. */
PyObject *zip_hook_call(PyObject *hook, PyObject *path);

#endif
