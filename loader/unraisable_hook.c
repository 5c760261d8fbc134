#include <Python.h>                     /* must come before the system's headers */

#include "unraisable_hook.h"

#include "compat.h"

/* Filled in by the first unraisable_hook_install(), read-only from then on: the function is the
 * same in every interpreter. */
static PyCFunction original;
static PyMethodDef definition;

/* The text about an exception; NULL with an exception set, for example when Python is shutting
 * down. New reference. */
static PyObject *
text_of(PyObject *unraisable)
{
    PyObject *module = PyImport_ImportModule("_packed_importlib.unraisable");
    if (module == NULL) {
        return NULL;
    }
    /* In a tuple, as it is one itself, which would be taken for all arguments. */
    PyObject *text = PyObject_CallMethod(module, "text_of", "(O)", unraisable);
    Py_DECREF(module);
    return text;
}

static PyObject *
write_unraisable(PyObject *sys, PyObject *unraisable)
{
    PyObject *file = PySys_GetObject("stderr");         /* borrowed */
    if (file == NULL || file == Py_None) {
        return original(sys, unraisable);
    }
    Py_INCREF(file);
    PyObject *text = text_of(unraisable);
    PyObject *result = NULL;
    if (text == NULL) {
        PyErr_Clear();
        result = original(sys, unraisable);
    }
    else if (PyFile_WriteObject(text, file, Py_PRINT_RAW) == 0) {
        result = PyObject_CallMethod(file, "flush", NULL);
        if (result != NULL) {
            Py_SETREF(result, Py_NewRef(Py_None));
        }
    }
    Py_XDECREF(text);
    Py_DECREF(file);
    return result;
}

int
unraisable_hook_install(void)
{
    PyObject *hook = PySys_GetObject("unraisablehook"); /* borrowed */
    if (hook == NULL || !PyCFunction_Check(hook) || PyCFunction_GetFlags(hook) != METH_O) {
        PyErr_SetString(PyExc_SystemError,
                        "sys.unraisablehook is called in another way than the loader knows");
        return -1;
    }
    if (original == NULL) {             /* not in a second interpreter, which has the same */
        original = PyCFunction_GetFunction(hook);
        definition = *compat_definition(hook);
        definition.ml_meth = write_unraisable;
    }
    PyObject *replacement =
        PyCFunction_NewEx(&definition, PyCFunction_GetSelf(hook), compat_module_name(hook));
    if (replacement == NULL) {
        return -1;
    }
    int result = PySys_SetObject("unraisablehook", replacement);
    if (result == 0) {
        result = PySys_SetObject("__unraisablehook__", replacement);
    }
    Py_DECREF(replacement);
    return result;
}
