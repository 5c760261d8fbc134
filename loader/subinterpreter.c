#include <Python.h>                     /* must come before the system's headers */

#include "subinterpreter.h"

#include <limits.h>
#include <string.h>

#include "compat.h"
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
