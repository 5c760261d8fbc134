#include "namespace_package.h"

#include "entry.h"
#include "spec.h"
#include "../compat.h"

#define SEARCH_LOCATIONS "submodule_search_locations"

/* What importlib itself finds on `path`. New reference, to None if that is nothing. */
static PyObject *
find_on_path(PyObject *name, PyObject *path)
{
    PyObject *importlib = PyImport_ImportModule(COMPAT_IMPORTLIB_EXTERNAL);
    if (importlib == NULL) {
        return NULL;
    }
    PyObject *finder = PyObject_GetAttrString(importlib, "PathFinder");
    Py_DECREF(importlib);
    if (finder == NULL) {
        return NULL;
    }
    PyObject *spec = PyObject_CallMethod(finder, "find_spec", "OO", name, path);
    Py_DECREF(finder);
    return spec;
}

/* Whether `spec` is to be taken as importlib has found it: if it is no namespace package, or one
 * that has other parts as well. If all of it is packed, `packed` gets the locations of `spec`, which
 * follow changes of the path. Returns 1, 0 or, with an exception set, -1. */
static int
is_more_than_packed(struct importer_state *state, PyObject *spec, PyObject *packed,
                    const struct packed_entry *entry)
{
    PyObject *loader = PyObject_GetAttrString(spec, "loader");
    if (loader == NULL) {
        return -1;
    }
    const int has_loader = loader != Py_None;
    Py_DECREF(loader);
    if (has_loader) {
        return 1;
    }
    PyObject *locations = PyObject_GetAttrString(spec, SEARCH_LOCATIONS);
    PyObject *folder = locations == NULL ? NULL : importer_package_folder(state, entry);
    int result = folder == NULL ? -1 : PySequence_Contains(locations, folder);
    if (result > 0) {
        const Py_ssize_t count = PySequence_Size(locations);
        result = count < 0 ? -1 : count > 1;
        if (result == 0) {
            result = PyObject_SetAttrString(packed, SEARCH_LOCATIONS, locations);
        }
    }
    Py_XDECREF(folder);
    Py_XDECREF(locations);
    return result;
}

PyObject *
importer_namespace_spec(struct importer_state *state, PyObject *name, PyObject *path,
                        const struct packed_entry *entry)
{
    /* Its loader knows packed resources, also where packed files are hidden from `os`. */
    PyObject *packed = importer_spec(state, name, state->loader, entry);
    PyObject *spec = packed == NULL ? NULL : find_on_path(name, path);
    int take = spec == NULL ? -1 : 0;
    if (take == 0 && spec != Py_None) {
        take = is_more_than_packed(state, spec, packed, entry);
    }
    PyObject *result = take < 0 ? NULL : Py_NewRef(take ? spec : packed);
    Py_XDECREF(spec);
    Py_XDECREF(packed);
    return result;
}
