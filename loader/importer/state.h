/* State of the module `_packed_resources`, one per interpreter. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_STATE_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_STATE_H

#include <Python.h>

#include <stdbool.h>

#include "../packed_resources.h"

/* How many functions start processes, see processes/functions.h. */
#define PROCESS_FUNCTION_COUNT 5

/* All references are owned by the module; they are NULL before its execution and after it has been
 * cleared. */
struct importer_state {
    const struct packed_resources *resources;   /* of the process; never freed */
    PyObject *root;                     /* str: path of the executable, without a final slash */
    PyObject *final_root;               /* str: executable_final_path(), or None if there is none;
                                         * NULL until it is needed */
    PyObject *cache_suffix;             /* str: end of a .pyc file's name, ".cpython-313.pyc" */
    PyTypeObject *finder_type;
    PyTypeObject *loader_type;
    PyTypeObject *path_finder_type;
    bool finds_on_path;                 /* its path hook is in sys.path_hooks, or has been */
    PyObject *zip_hook;                 /* stand-in in sys.path_hooks, see zip_hook.h */
    /* Those that have been replaced, else NULL. */
    PyObject *process_functions[PROCESS_FUNCTION_COUNT];

    /* Parts of Python that are used for each module. */
    PyObject *module_spec_type;         /* importlib.machinery.ModuleSpec */
    PyObject *call_with_frames_removed; /* see compat.h */
    PyObject *fix_filename;             /* see compat.h */
    PyObject *exec;                     /* builtins.exec */
    PyObject *is_frozen;                /* see compat.h */
    PyObject *core_modules;             /* frozenset of str, see precedence.h */
    PyObject *spec_keywords;            /* tuple: ("origin",) */
};

/* The state of the module that `type`, one of its types, belongs to. Never NULL. */
struct importer_state *importer_state_of_type(PyTypeObject *type);

/* The state of `module`. Never NULL. */
struct importer_state *importer_state_of_module(PyObject *module);

#endif
