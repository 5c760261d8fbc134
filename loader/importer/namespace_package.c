#include "namespace_package.h"

#include "entry.h"
#include "import_module.h"
#include "spec.h"
#include "search_order.h"

#define SEARCH_LOCATIONS "submodule_search_locations"

/* Whether importlib has found a module or a package, which goes before a namespace package. Returns
 * 1, 0 or, with an exception set, -1. */
static int
has_loader(PyObject *spec)
{
    PyObject *loader = PyObject_GetAttrString(spec, "loader");
    if (loader == NULL) {
        return -1;
    }
    const int result = loader != Py_None;
    Py_DECREF(loader);
    return result;
}

/* Whether the packed folder is a part of the namespace package that importlib has found. Returns 1,
 * 0 or, with an exception set, -1. */
static int
has_packed_part(struct importer_state *state, PyObject *spec, const struct packed_entry *entry)
{
    PyObject *locations = PyObject_GetAttrString(spec, SEARCH_LOCATIONS);
    PyObject *folder = locations == NULL ? NULL : importer_package_folder(state, entry);
    const int result = folder == NULL ? -1 : PySequence_Contains(locations, folder);
    Py_XDECREF(folder);
    Py_XDECREF(locations);
    return result;
}

/* Gives the spec of a namespace package a loader that reads packed resources. Returns 0, or -1 with
 * an exception set. */
static int
set_loader(PyObject *spec)
{
    PyObject *module = importer_import("_packed_importlib.namespace_loader");
    PyObject *locations = module == NULL ? NULL : PyObject_GetAttrString(spec, SEARCH_LOCATIONS);
    PyObject *loader = NULL;
    if (locations != NULL) {
        loader = PyObject_CallMethod(module, "NamespaceLoader", "O", locations);
    }
    const int result = loader == NULL ? -1 : PyObject_SetAttrString(spec, "loader", loader);
    Py_XDECREF(loader);
    Py_XDECREF(locations);
    Py_XDECREF(module);
    return result;
}

PyObject *
importer_namespace_spec(struct importer_state *state, PyObject *name, PyObject *path,
                        const struct packed_entry *entry)
{
    PyObject *spec = importer_find_on_path(name, path);
    if (spec == NULL) {
        return NULL;
    }
    if (spec != Py_None) {
        const int other = has_loader(spec);
        if (other != 0) {
            if (other < 0) {
                Py_CLEAR(spec);
            }
            return spec;
        }
    }
    const int has_part = spec == Py_None ? 0 : has_packed_part(state, spec, entry);
    if (has_part == 0 && path != Py_None) {
        return spec;                    /* the parent is another package of this name */
    }
    if (has_part == 0) {
        /* The executable has been taken off the path. What it carries is found all the same. */
        Py_SETREF(spec, importer_spec(state, name, name, entry));
    }
    if (has_part < 0 || spec == NULL || set_loader(spec) < 0) {
        Py_CLEAR(spec);
    }
    return spec;
}
