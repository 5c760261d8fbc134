#include "iter_modules.h"

#include <string.h>

#include "damage.h"
#include "entry.h"
#include "../packed_tree.h"

/* Appends the pair of `module`. Returns 0, or -1 with an exception set. */
static int
append(PyObject *list, const struct packed_entry *module, PyObject *prefix)
{
    size_t start = module->name.size;
    while (start > 0 && module->name.data[start - 1] != '.') {
        start--;
    }
    struct packed_slice last = {module->name.data + start, module->name.size - start};
    PyObject *name = importer_string(last);
    if (name == NULL) {
        return -1;
    }
    PyObject *full = prefix == NULL ? Py_NewRef(name) : PyUnicode_Concat(prefix, name);
    Py_DECREF(name);
    if (full == NULL) {
        return -1;
    }
    PyObject *pair = PyTuple_Pack(2, full, module->is_package ? Py_True : Py_False);
    Py_DECREF(full);
    if (pair == NULL) {
        return -1;
    }
    const int result = PyList_Append(list, pair);
    Py_DECREF(pair);
    return result;
}

static int
append_top(struct importer_state *state, PyObject *list, PyObject *prefix)
{
    struct packed_entry module;
    enum packed_status status;
    for (uint32_t i = 0;
         (status = packed_resources_entry(state->resources, i, &module)) == PACKED_OK; i++)
    {
        if (module.kind != PACKED_MODULE) {
            return 0;                   /* modules come first */
        }
        if (module.is_namespace || memchr(module.name.data, '.', module.name.size) != NULL
            || packed_slice_equals(module.name, "__main__"))
        {
            continue;
        }
        if (append(list, &module, prefix) < 0) {
            return -1;
        }
    }
    return status == PACKED_END ? 0 : importer_set_damaged(status, NULL);
}

static int
append_package(struct importer_state *state, PyObject *list, const char *path, size_t path_size,
               PyObject *prefix)
{
    struct packed_entry package;
    enum packed_status status =
        packed_tree_find_module(state->resources, path, path_size, true, &package);
    if (status == PACKED_NOT_FOUND) {
        return 0;
    }
    if (status != PACKED_OK) {
        return importer_set_damaged(status, NULL);
    }
    struct packed_entry module;
    for (uint32_t i = 0;
         (status = packed_resources_child(state->resources, &package, i, &module)) == PACKED_OK;
         i++)
    {
        if (!module.is_namespace && append(list, &module, prefix) < 0) {
            return -1;
        }
    }
    return status == PACKED_END ? 0 : importer_set_damaged(status, NULL);
}

PyObject *
importer_iter_modules(struct importer_state *state, const char *path, size_t path_size,
                      PyObject *prefix)
{
    PyObject *list = PyList_New(0);
    if (list == NULL) {
        return NULL;
    }
    const int result = path_size == 0 ? append_top(state, list, prefix)
                                      : append_package(state, list, path, path_size, prefix);
    if (result < 0 || PyList_Sort(list) < 0) {
        Py_DECREF(list);
        return NULL;
    }
    return list;
}
