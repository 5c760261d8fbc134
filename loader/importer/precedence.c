#include "precedence.h"

#include "../compat.h"

PyObject *
importer_core_modules(void)
{
    static const char *const names[] = {COMPAT_CORE_MODULES};
    PyObject *set = PyFrozenSet_New(NULL);
    for (size_t i = 0; set != NULL && i < sizeof(names) / sizeof(names[0]); i++) {
        PyObject *name = PyUnicode_InternFromString(names[i]);
        /* A frozen set can be filled as long as nobody else has seen it. */
        if (name == NULL || PySet_Add(set, name) < 0) {
            Py_CLEAR(set);
        }
        Py_XDECREF(name);
    }
    return set;
}

static int
is_builtin(PyObject *name)
{
    PyObject *names = PySys_GetObject("builtin_module_names");  /* borrowed */
    return names == NULL ? 0 : PySequence_Contains(names, name);
}

int
importer_stands_back(struct importer_state *state, PyObject *name,
                     const struct packed_entry *entry)
{
    int result = PySet_Contains(state->core_modules, name);
    if (result == 0 && entry->is_namespace) {
        result = is_builtin(name);
    }
    if (result != 0) {
        return result;
    }
    if (PyUnicode_CompareWithASCIIString(name, COMPAT_FIRST_MODULE) == 0) {
        return 0;                       /* frozen for subinterpreter.h only */
    }
    PyObject *frozen = PyObject_CallOneArg(state->is_frozen, name);
    if (frozen == NULL) {
        return -1;
    }
    result = PyObject_IsTrue(frozen);
    Py_DECREF(frozen);
    return result;
}
