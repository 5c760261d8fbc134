#include "extension_module.h"

#ifdef MS_WINDOWS
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#else
#include <dlfcn.h>
#endif

#include "../compat.h"
#include "entry.h"
#include "import_module.h"

/* Calls a function of the module `_imp` with one argument. New reference. */
static PyObject *
call_imp(const char *function, PyObject *argument)
{
    PyObject *imp = importer_import("_imp");
    if (imp == NULL) {
        return NULL;
    }
    PyObject *result = PyObject_CallMethod(imp, function, "O", argument);
    Py_DECREF(imp);
    return result;
}

/* Gives a module that is linked in the name that it has in its spec: one that is initialised in a
 * single phase has the last part only. */
static int
set_full_name(PyObject *module, PyObject *spec)
{
    PyObject *name = PyObject_GetAttrString(spec, "name");
    if (name == NULL) {
        return -1;
    }
    const int result = PyObject_SetAttrString(module, "__name__", name);
    Py_DECREF(name);
    return result;
}

PyObject *
importer_create_extension(const struct packed_entry *entry, PyObject *spec)
{
    if (packed_entry_is_linked_in(entry)) {
        PyObject *module = call_imp("create_builtin", spec);
        if (module != NULL && module != Py_None && set_full_name(module, spec) < 0) {
            Py_CLEAR(module);
        }
        return module;
    }
    PyObject *modules = importer_import("_packed_importlib.extension_modules");
    PyObject *path = importer_string(entry->path);
    PyObject *module = NULL;
    if (modules != NULL && path != NULL) {
        module = PyObject_CallMethod(modules, "create_module", "OO", spec, path);
    }
    Py_XDECREF(path);
    Py_XDECREF(modules);
    return module;
}

PyObject *
importer_exec_extension(const struct packed_entry *entry, PyObject *module)
{
    PyObject *result =
        call_imp(packed_entry_is_linked_in(entry) ? "exec_builtin" : "exec_dynamic", module);
    if (result == NULL) {
        return NULL;
    }
    Py_DECREF(result);
    Py_RETURN_NONE;
}

#ifdef MS_WINDOWS

int
importer_open_library(PyObject *path)
{
    wchar_t *text = PyUnicode_AsWideCharString(path, NULL);
    if (text == NULL) {
        return -1;
    }
    /* Where Python looks for the libraries that an extension module needs. */
    const HMODULE library = LoadLibraryExW(
        text, NULL, LOAD_LIBRARY_SEARCH_DEFAULT_DIRS | LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR);
    const DWORD number = GetLastError();
    PyMem_Free(text);
    if (library != NULL) {
        return 0;
    }
    PyErr_SetExcFromWindowsErrWithFilenameObject(PyExc_OSError, (int)number, path);
    PyObject *error = PyErr_GetRaisedException();
    PyErr_Format(PyExc_ImportError, "shared library cannot be loaded: %S", error);
    Py_XDECREF(error);
    return -1;
}

#else

int
importer_open_library(PyObject *path)
{
    PyObject *bytes = PyUnicode_EncodeFSDefault(path);
    if (bytes == NULL) {
        return -1;
    }
    const void *library = dlopen(PyBytes_AsString(bytes), RTLD_NOW | RTLD_LOCAL);
    Py_DECREF(bytes);
    if (library == NULL) {
        PyErr_SetString(PyExc_ImportError, dlerror());
        return -1;
    }
    return 0;
}

#endif
