#include <Python.h>

static PyObject *
greeting(PyObject *Py_UNUSED(module), PyObject *name)
{
    return PyUnicode_FromFormat("native, %S", name);
}

static PyMethodDef methods[] = {
    {"greeting", greeting, METH_O, "Greets somebody."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "native",
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_native(void)
{
    return PyModuleDef_Init(&definition);
}
