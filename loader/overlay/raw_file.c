#include <Python.h>                     /* must come before the system's headers */

#include "raw_file.h"

#include <stdbool.h>

#ifdef MS_WINDOWS
#include <io.h>
#else
#include <unistd.h>
#endif

#include "../compat.h"
#include "packed_answer.h"

#define MODULE "_io"
#define TYPE "FileIO"

/* The arguments of __init__, in the order of its signature. */
enum {
    FILE_NAME,
    MODE,
    CLOSE_DESCRIPTOR,
    OPENER,
    ARGUMENT_COUNT,
};

static const struct overlay_question question = {
    .answer = "open_raw_file",
    .path = "file",
    .elsewhere = "opener",
    .elsewhere_position = OPENER,
    .writes = overlay_mode_writes,
};

/* The C function is the same in every interpreter. Set by the first raw_file_install(). */
static initproc original_init;

/* Whether the next FileIO that this thread makes is open()'s. Were another made in between, by a
 * `__fspath__` for example, open() would get a copy, which does no harm. */
static _Thread_local bool is_of_open;

void
raw_file_begin_open(void)
{
    is_of_open = true;
}

void
raw_file_end_open(void)
{
    is_of_open = false;
}

/* Fills in the arguments of a call that the original has taken, and NULL for those not given.
 * Borrowed references. Returns 0, or -1 with an exception set. */
static int
parse(PyObject *args, PyObject *kwargs, PyObject *arguments[ARGUMENT_COUNT])
{
    static char *names[] = {"file", "mode", "closefd", "opener", NULL};
    return PyArg_ParseTupleAndKeywords(args, kwargs, "O|OOO:" TYPE, names, &arguments[FILE_NAME],
                                       &arguments[MODE], &arguments[CLOSE_DESCRIPTOR],
                                       &arguments[OPENER])
               ? 0
               : -1;
}

/* Makes `self` a file that reads from `descriptor`, which it takes. Returns 0, or -1 with an
 * exception set. */
static int
init_with_descriptor(PyObject *self, int descriptor, PyObject *name)
{
    PyObject *args = Py_BuildValue("(is)", descriptor, "rb");
    const int result = args == NULL ? -1 : original_init(self, args, NULL);
    Py_XDECREF(args);
    if (result < 0) {
        close(descriptor);              /* which the original does not, as it was given it */
        return -1;
    }
    return PyObject_SetAttrString(self, "name", name);
}

/* Opens what is packed at the path that the original has not found. An exception is set. Returns 0,
 * or -1 with an exception set, the same one if nothing is packed there. */
static int
init_packed(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *error = PyErr_GetRaisedException();
    PyObject *arguments[ARGUMENT_COUNT] = {NULL, NULL, Py_True, Py_None};
    PyObject *const default_mode = PyUnicode_FromString("r");
    arguments[MODE] = default_mode;
    if (default_mode == NULL || parse(args, kwargs, arguments) < 0) {
        Py_XDECREF(default_mode);
        Py_DECREF(error);
        return -1;
    }
    PyErr_SetRaisedException(error);
    const struct overlay_call call = {&question, arguments, ARGUMENT_COUNT, NULL};
    PyObject *number = overlay_result(&call, NULL);
    Py_DECREF(default_mode);
    if (number == NULL) {
        return -1;
    }
    const long descriptor = PyLong_AsLong(number);
    Py_DECREF(number);
    return init_with_descriptor(self, (int)descriptor, arguments[FILE_NAME]);
}

static int
replace_init(PyObject *self, PyObject *args, PyObject *kwargs)
{
    const bool leave_alone = is_of_open;
    is_of_open = false;                 /* an opener may make files as well */
    const int result = original_init(self, args, kwargs);
    return result == 0 || leave_alone ? result : init_packed(self, args, kwargs);
}

/* Replaces what a call of the type runs, and what `__init__` is, which subclasses call. */
static int
replace(PyTypeObject *type)
{
    PyObject *init = PyObject_GetAttrString((PyObject *)type, "__init__");
    if (init == NULL) {
        return -1;
    }
    if (type->tp_init != replace_init) {    /* 3.11 has one type for all interpreters */
        if (!Py_IS_TYPE(init, &PyWrapperDescr_Type)
            || ((PyWrapperDescrObject *)init)->d_wrapped != (void *)type->tp_init)
        {
            PyErr_SetString(PyExc_SystemError,
                            MODULE "." TYPE " is made in another way than the loader knows");
            Py_DECREF(init);
            return -1;
        }
        if (original_init == NULL) {
            original_init = type->tp_init;
        }
        type->tp_init = replace_init;
        ((PyWrapperDescrObject *)init)->d_wrapped = (void *)replace_init;
    }
    Py_DECREF(init);
    return 0;
}

int
raw_file_install(void)
{
    PyObject *module = PyImport_ImportModule(MODULE);
    PyObject *type = module == NULL ? NULL : PyObject_GetAttrString(module, TYPE);
    Py_XDECREF(module);
    if (type == NULL) {
        return -1;
    }
    const int result = replace((PyTypeObject *)type);
    Py_DECREF(type);
    return result;
}
