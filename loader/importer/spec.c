#include "spec.h"

#include "entry.h"
#include "packed_loader.h"
#include "virtual_path.h"

/* The path of the .pyc file that an ordinary Python would have for this module. It names no file;
 * it is given because ModuleSpec would otherwise work it out, for each module, in Python. */
static PyObject *
cached_path(struct importer_state *state, struct packed_slice path)
{
    size_t base = path.size;
    while (base > 0 && path.data[base - 1] != '/') {
        base--;
    }
    size_t end = path.size;
    while (end > base && path.data[end - 1] != '.') {
        end--;
    }
    struct packed_slice folder = {path.data, base};
    struct packed_slice stem = {path.data + base, end > base ? end - 1 - base : path.size - base};
    PyObject *folder_string = importer_string(folder);
    PyObject *stem_string = importer_string(stem);
    PyObject *cached = NULL;
    if (folder_string != NULL && stem_string != NULL) {
        cached = importer_virtual_path(
            state, PyUnicode_FromFormat("%U__pycache__/%U%U", folder_string, stem_string,
                                        state->cache_suffix));
    }
    Py_XDECREF(folder_string);
    Py_XDECREF(stem_string);
    return cached;
}

/* Sets an attribute to `value`, whose reference is taken; NULL is an error that is passed on. */
static int
set_attribute(PyObject *object, const char *name, PyObject *value)
{
    if (value == NULL) {
        return -1;
    }
    const int result = PyObject_SetAttrString(object, name, value);
    Py_DECREF(value);
    return result;
}

static int
set_location(struct importer_state *state, PyObject *spec, const struct packed_entry *entry)
{
    /* Extension modules have none. Before has_location: setting that makes `cached` computed. */
    if (!entry->is_extension
        && set_attribute(spec, "cached", cached_path(state, entry->path)) < 0)
    {
        return -1;
    }
    return PyObject_SetAttrString(spec, "has_location", Py_True);
}

static int
set_search_locations(struct importer_state *state, PyObject *spec,
                     const struct packed_entry *entry)
{
    PyObject *folder = importer_package_folder(state, entry);
    if (folder == NULL) {
        return -1;
    }
    PyObject *locations = PyList_New(1);
    if (locations == NULL) {
        Py_DECREF(folder);
        return -1;
    }
    PyList_SetItem(locations, 0, folder);
    return set_attribute(spec, "submodule_search_locations", locations);
}

/* A spec that is not filled in further. */
static PyObject *
new_spec(struct importer_state *state, PyObject *name, PyObject *packed_name,
         const struct packed_entry *entry)
{
    PyObject *filename = importer_filename(state, entry);
    PyObject *loader = NULL;
    if (filename != NULL) {
        loader = entry->is_namespace ? Py_NewRef(Py_None)
                                     : packed_loader_new(state, name, packed_name, filename);
    }
    PyObject *spec = NULL;
    if (loader != NULL) {
        PyObject *const arguments[] = {name, loader, filename};
        spec = PyObject_Vectorcall(state->module_spec_type, arguments, 2, state->spec_keywords);
    }
    Py_XDECREF(loader);
    Py_XDECREF(filename);
    return spec;
}

PyObject *
importer_spec(struct importer_state *state, PyObject *name, PyObject *packed_name,
              const struct packed_entry *entry)
{
    PyObject *spec = new_spec(state, name, packed_name, entry);
    if (spec == NULL) {
        return NULL;
    }
    if ((!entry->is_namespace && set_location(state, spec, entry) < 0)
        || (entry->is_package && set_search_locations(state, spec, entry) < 0))
    {
        Py_DECREF(spec);
        return NULL;
    }
    return spec;
}
