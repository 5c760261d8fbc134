#include "certificates.h"

#include "../loader.h"

int
importer_set_certificates(PyObject *name, PyObject *module)
{
    if (!loader.configuration.certifi || PyUnicode_CompareWithASCIIString(name, "ssl") != 0) {
        return 0;
    }
    PyObject *certificates = PyImport_ImportModule("_packed_importlib.certificates");
    if (certificates == NULL) {
        return -1;
    }
    PyObject *result = PyObject_CallMethod(certificates, "trust_certifi", "O", module);
    Py_DECREF(certificates);
    Py_XDECREF(result);
    return result == NULL ? -1 : 0;
}
