#include "certificates.h"

#include "../loader.h"

/* Calls a function of _packed_importlib.certificates with the module. */
static int
change(PyObject *module, const char *function)
{
    PyObject *certificates = PyImport_ImportModule("_packed_importlib.certificates");
    if (certificates == NULL) {
        return -1;
    }
    PyObject *result = PyObject_CallMethod(certificates, function, "O", module);
    Py_DECREF(certificates);
    Py_XDECREF(result);
    return result == NULL ? -1 : 0;
}

int
importer_set_certificates(PyObject *name, PyObject *module)
{
    if (PyUnicode_CompareWithASCIIString(name, "ssl") != 0) {
        return 0;
    }
    if (loader.configuration.certifi && change(module, "trust_certifi") < 0) {
        return -1;
    }
    if (loader.configuration.packed_files_hidden) {
        return 0;
    }
    return change(module, "know_packed_files");
}
