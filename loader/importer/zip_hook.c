#include "zip_hook.h"

#include "import_module.h"

#define ZIPIMPORT "zipimport"

int
zip_hook_block(void)
{
    /* None in sys.modules makes an import fail at once. */
    return PyDict_SetItemString(PyImport_GetModuleDict(), ZIPIMPORT, Py_None);
}

int
zip_hook_unblock(void)
{
    return PyDict_DelItemString(PyImport_GetModuleDict(), ZIPIMPORT);
}

/* Replaces `old`, found by its identity, in the list sys.path_hooks, if it is there. */
static int
replace_hook(PyObject *old, PyObject *new)
{
    PyObject *hooks = PySys_GetObject("path_hooks");    /* borrowed */
    if (hooks == NULL || !PyList_Check(hooks)) {
        return 0;
    }
    for (Py_ssize_t i = 0; i < PyList_Size(hooks); i++) {
        if (PyList_GetItem(hooks, i) == old) {
            return PyList_SetItem(hooks, i, Py_NewRef(new));
        }
    }
    return 0;
}

PyObject *
zip_hook_call(PyObject *hook, PyObject *path)
{
    PyObject *zipimport = importer_import(ZIPIMPORT);
    if (zipimport == NULL) {
        return NULL;
    }
    PyObject *zipimporter = PyObject_GetAttrString(zipimport, "zipimporter");
    Py_DECREF(zipimport);
    if (zipimporter == NULL) {
        return NULL;
    }
    PyObject *finder = NULL;
    if (replace_hook(hook, zipimporter) == 0) {
        finder = PyObject_CallOneArg(zipimporter, path);
    }
    Py_DECREF(zipimporter);
    return finder;
}
