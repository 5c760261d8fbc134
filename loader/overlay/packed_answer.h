/* Answers calls, in which the system has not found a file, from the packed files. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_OVERLAY_PACKED_ANSWER_H
#define RULES_PYTHON_EXECUTABLE_LOADER_OVERLAY_PACKED_ANSWER_H

#include <Python.h>

#include <stdbool.h>

struct overlay_call;

/* What a function asks about a path, its first argument. */
struct overlay_question {
    const char *answer;                 /* function of _packed_importlib.file_system */
    const char *path;                   /* keyword of the path */
    const char *elsewhere;              /* keyword of an argument by which the path is not what it
                                         * seems to be, or NULL */
    Py_ssize_t elsewhere_position;      /* where that may be without its keyword, or -1 */
    bool lists;                         /* asks for the names in a folder */
    bool (*writes)(const struct overlay_call *);    /* whether a call is to write the file; NULL
                                         * for a function that opens none */
};

/* A call that has failed. Borrows everything. */
struct overlay_call {
    const struct overlay_question *question;
    PyObject *const *args;              /* those without keyword, then those with one */
    Py_ssize_t nargs;
    PyObject *kwnames;                  /* tuple of str, or NULL */
};

/* Whether a call of open(), with its argument `mode`, or of os.open(), with its `flags`, is to
 * write the file. */
bool overlay_mode_writes(const struct overlay_call *call);
bool overlay_flags_write(const struct overlay_call *call);

/* The result of a call that gave `result`: NULL, with an exception set, or False, to which it takes
 * the reference. It is the same again unless the path leads to something that is packed. New
 * reference, or NULL with an exception set. */
PyObject *overlay_result(const struct overlay_call *call, PyObject *result);

#endif
