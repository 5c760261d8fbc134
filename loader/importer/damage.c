#include "damage.h"

#include <stdatomic.h>

#include "../error_line.h"
#include "../program.h"

/* Of the process: there may be several interpreters, each with a lock of its own. */
static atomic_bool reported;

static void
report(enum packed_status status, PyObject *name)
{
    const char *const message = packed_status_message(status);
    PyObject *what = name == NULL ? NULL : PyUnicode_FromFormat("%s (%R)", message, name);
    const char *const text = what == NULL ? NULL : PyUnicode_AsUTF8(what);
    error_line_write(text == NULL ? message : text, ERROR_LINE_COPY_AGAIN);
    Py_XDECREF(what);
}

static int
set_exit(void)
{
    PyObject *code = PyLong_FromLong(PROGRAM_EXIT_BAD_RESOURCES);
    if (code != NULL) {
        PyErr_SetObject(PyExc_SystemExit, code);
        Py_DECREF(code);
    }
    return -1;
}

int
importer_set_damaged(enum packed_status status, PyObject *name)
{
    PyErr_Clear();
    if (!atomic_exchange(&reported, true)) {
        report(status, name);
    }
    return set_exit();
}

int
importer_set_incomplete(PyObject *what)
{
    const char *const text = PyUnicode_AsUTF8(what);
    if (text == NULL) {
        return -1;
    }
    if (!atomic_exchange(&reported, true)) {
        error_line_write(text, ERROR_LINE_COPY_ALL_AGAIN);
    }
    return set_exit();
}

bool
importer_has_reported_damage(void)
{
    return atomic_load(&reported);
}
