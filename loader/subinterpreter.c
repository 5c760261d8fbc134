#include <Python.h>                     /* must come before the system's headers */

#include "subinterpreter.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "compat.h"
#include "importer/import_module.h"
#include "interpreter_setup.h"
#include "loader.h"

#define CODE "_packed_importlib.start_interpreter"

PyDoc_STRVAR(set_up_doc,
"set_up($module, /)\n--\n\n"
"Give the current interpreter the importer and whatever else a packed program has.");

static PyObject *
set_up(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(ignored))
{
    return interpreter_setup_other() < 0 ? NULL : Py_NewRef(Py_None);
}

static PyMethodDef methods[] = {
    {"set_up", set_up, METH_NOARGS, set_up_doc},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {
    COMPAT_MODULE_SLOTS
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = SUBINTERPRETER_MODULE_NAME,
    .m_methods = methods,
    .m_slots = slots,
};

PyMODINIT_FUNC
PyInit__packed_interpreter(void)
{
    return PyModuleDef_Init(&definition);
}

/* Python keeps a pointer to it. The last row, all zero, is the end. */
static struct _frozen frozen_modules[2];

/* --- hiding the frozen module from those who have `encodings` --------------------------------- */

static bool
is_first_module(PyObject *args)
{
    PyObject *name = PyTuple_Size(args) > 0 ? PyTuple_GetItem(args, 0) : NULL;  /* borrowed */
    return name != NULL && PyUnicode_Check(name)
           && PyUnicode_CompareWithASCIIString(name, COMPAT_FIRST_MODULE) == 0;
}

static PyObject *
is_frozen(PyObject *original, PyObject *args, PyObject *kwargs)
{
    return is_first_module(args) ? Py_NewRef(Py_False) : PyObject_Call(original, args, kwargs);
}

static PyObject *
find_frozen(PyObject *original, PyObject *args, PyObject *kwargs)
{
    return is_first_module(args) ? Py_NewRef(Py_None) : PyObject_Call(original, args, kwargs);
}

static PyObject *
frozen_module_names(PyObject *original, PyObject *args, PyObject *kwargs)
{
    PyObject *names = PyObject_Call(original, args, kwargs);
    PyObject *removed = names == NULL
                            ? NULL
                            : PyObject_CallMethod(names, "remove", "s", COMPAT_FIRST_MODULE);
    if (removed == NULL) {
        Py_CLEAR(names);
    }
    Py_XDECREF(removed);
    return names;
}

#define HIDING(name, function) \
    {name, (PyCFunction)(void (*)(void))function, METH_VARARGS | METH_KEYWORDS, NULL}

/* Each stands for the function of `_imp` that it has as its `self`. */
static PyMethodDef hiding_functions[] = {
    HIDING(COMPAT_IS_FROZEN, is_frozen),
    HIDING(COMPAT_FIND_FROZEN, find_frozen),
    HIDING(COMPAT_FROZEN_MODULE_NAMES, frozen_module_names),
};

int
subinterpreter_hide_frozen_module(void)
{
    if (PyImport_FrozenModules != frozen_modules) {
        return 0;
    }
    PyObject *imp = importer_import("_imp");
    int result = imp == NULL ? -1 : 0;
    for (size_t i = 0; result == 0 && i < sizeof(hiding_functions) / sizeof(hiding_functions[0]);
         i++)
    {
        PyMethodDef *const definition = &hiding_functions[i];
        PyObject *original = PyObject_GetAttrString(imp, definition->ml_name);
        PyObject *hiding = original == NULL ? NULL : PyCFunction_NewEx(definition, original, NULL);
        result = hiding == NULL ? -1 : PyObject_SetAttrString(imp, definition->ml_name, hiding);
        Py_XDECREF(hiding);
        Py_XDECREF(original);
    }
    Py_XDECREF(imp);
    return result;
}

/* --- preparing -------------------------------------------------------------------------------- */

enum packed_status
subinterpreter_prepare(void)
{
    struct packed_entry code;
    const enum packed_status status =
        packed_resources_find(&loader.resources, PACKED_MODULE, CODE, strlen(CODE), &code);
    if (status != PACKED_OK) {
        return status == PACKED_NOT_FOUND ? PACKED_OK : status;
    }
    if (code.data.encoding != PACKED_STORED || code.data.stored.size > INT_MAX) {
        return PACKED_OK;
    }
    if (!packed_blob_is_intact(&code.data)) {
        return PACKED_BAD_CONTENT;
    }
    frozen_modules[0] = (struct _frozen){
        .name = COMPAT_FIRST_MODULE,
        .code = (const unsigned char *)code.data.stored.data,
        .size = (int)code.data.stored.size,
        .is_package = 1,
    };
    PyImport_FrozenModules = frozen_modules;
    return PACKED_OK;
}
