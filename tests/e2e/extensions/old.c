#include <Python.h>

#if Py_LIMITED_API != 0x03090000
#error "limited_api has no effect"
#endif

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "old", NULL, -1, NULL, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_old(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module != NULL && PyModule_AddStringConstant(module, "who", WHO) < 0) {
        Py_DECREF(module);
        return NULL;
    }
    return module;
}
