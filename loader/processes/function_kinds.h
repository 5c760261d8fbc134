/* Which functions start processes: each system has its own. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_PROCESSES_FUNCTION_KINDS_H
#define RULES_PYTHON_EXECUTABLE_LOADER_PROCESSES_FUNCTION_KINDS_H

#include <Python.h>

#include "../importer/state.h"

/* The signature of functions with METH_FASTCALL | METH_KEYWORDS. */
typedef PyObject *(*process_function_wrapper)(PyObject *module, PyObject *const *arguments,
                                              Py_ssize_t count, PyObject *keywords);

struct process_function_kind {
    const char *module;
    const char *name;
    process_function_wrapper wrapper;
    /* Arguments that count, by their position: the executable, its arguments, and the folder it is
     * started in, which is 0 for functions that have none. The first two may have names. */
    Py_ssize_t executable;
    Py_ssize_t arguments;
    Py_ssize_t folder;
    const char *executable_name;
    const char *arguments_name;
    /* Like process_rewrite_list(). */
    PyObject *(*rewrite)(struct importer_state *state, PyObject *executable, PyObject *arguments,
                         PyObject *folder);
};

/* The functions of this system; those after the last one have no name. */
extern const struct process_function_kind process_function_kinds[PROCESS_FUNCTION_COUNT];

/* What each wrapper does: calls the function number `index`, with a mark where one is due. */
PyObject *process_function_call(size_t index, PyObject *const *arguments, Py_ssize_t count,
                                PyObject *keywords);

/* Defines a wrapper for the function number `index`: a function in C is not told which one it is. */
#define PROCESS_FUNCTION_WRAPPER(wrapper, index)                                                   \
    static PyObject *wrapper(PyObject *Py_UNUSED(module), PyObject *const *arguments,              \
                             Py_ssize_t count, PyObject *keywords)                                 \
    {                                                                                              \
        return process_function_call(index, arguments, count, keywords);                           \
    }

#endif
