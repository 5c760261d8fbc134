#include <Python.h>

#include "tests/e2e/extensions/compass.h"

static PyObject *
version(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(ignored))
{
    return Py_BuildValue("ii", compass_version(), compass_turns);
}

static PyMethodDef methods[] = {
    {"version", version, METH_NOARGS, "The library's version, and how often it was asked for."},
    {NULL, NULL, 0, NULL},
};

static int
fast_exec(PyObject *module)
{
    return PyModule_AddStringConstant(module, "initialized", PyModule_GetName(module));
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, fast_exec},
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
    {0, NULL},
};

/* Not static, and so in both modules: what only one of them may define otherwise. */
struct PyModuleDef fast_definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_fast",
    .m_methods = methods,
    .m_slots = slots,
};

PyMODINIT_FUNC
PyInit__fast(void)
{
    return PyModuleDef_Init(&fast_definition);
}
