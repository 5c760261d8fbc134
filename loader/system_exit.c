#include <Python.h>                     /* must come before the system's headers */

#include "system_exit.h"

#include "compat.h"

/* Writes `message` and a line break to sys.stderr. */
static void
write_message(PyObject *message)
{
    PyObject *file = PySys_GetObject("stderr");         /* borrowed */
    if (file != NULL && file != Py_None
        && PyFile_WriteObject(message, file, Py_PRINT_RAW) == 0)
    {
        PyFile_WriteString("\n", file);
    }
    PyErr_Clear();
}

int
system_exit_code(void)
{
    PyObject *exception = PyErr_GetRaisedException();
    PyObject *code = PyObject_GetAttrString(exception, "code");
    int result = 1;
    if (code == NULL) {
        PyErr_Clear();
    }
    else if (code == Py_None) {
        result = 0;
    }
    else if (PyLong_Check(code)) {
        /* Of a number that is too large -1 is left, as in CPython. */
        result = (int)PyLong_AsLong(code);
        PyErr_Clear();
    }
    else {
        write_message(code);
    }
    Py_XDECREF(code);
    Py_DECREF(exception);
    return result;
}
