#include "import_module.h"

PyObject *
importer_import(const char *name)
{
    PyObject *name_string = PyUnicode_FromString(name);
    if (name_string == NULL) {
        return NULL;
    }
    /* Gives the package at the top. */
    PyObject *top = PyImport_ImportModuleLevelObject(name_string, NULL, NULL, NULL, 0);
    PyObject *module = top == NULL ? NULL : PyImport_GetModule(name_string);
    if (top != NULL && module == NULL && !PyErr_Occurred()) {
        PyErr_Format(PyExc_ImportError, "lost the module %R", name_string);
    }
    Py_XDECREF(top);
    Py_DECREF(name_string);
    return module;
}
