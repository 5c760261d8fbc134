#include <Python.h>                     /* must come before the system's headers */

#include "import_report.h"

#include "executable_path.h"
#include "loader.h"
#include "system.h"

/* Not through sys.stderr: a buffer that cannot be written would let the program fail at its end. */
static PyObject *
write_error(PyObject *Py_UNUSED(self), PyObject *text)
{
    PyObject *bytes = PyUnicode_EncodeFSDefault(text);
    if (bytes == NULL) {
        return NULL;
    }
    system_write_error(PyBytes_AsString(bytes));
    Py_DECREF(bytes);
    Py_RETURN_NONE;
}

static PyMethodDef write_error_definition = {
    .ml_name = "write_error",
    .ml_meth = write_error,
    .ml_flags = METH_O,
};

int
import_report_install(void)
{
    if (!loader.diagnostics.imports) {
        return 0;
    }
    PyObject *module = PyImport_ImportModule("_packed_importlib.import_report");
    PyObject *program = PyUnicode_DecodeFSDefault(path_base_name(loader.executable));
    PyObject *write = PyCFunction_New(&write_error_definition, NULL);
    PyObject *result = NULL;
    if (module != NULL && program != NULL && write != NULL) {
        result = PyObject_CallMethod(module, "install", "OO", program, write);
    }
    Py_XDECREF(write);
    Py_XDECREF(program);
    Py_XDECREF(module);
    Py_XDECREF(result);
    return result == NULL ? -1 : 0;
}
