#include "search_order.h"

#include "entry.h"
#include "import_module.h"
#include "../compat.h"

/* The folder that `entry` is in. New reference. */
static PyObject *
folder_of(struct importer_state *state, const struct packed_entry *entry)
{
    size_t size = entry->name.size;
    while (size > 0 && entry->name.data[size - 1] != '.') {
        size--;
    }
    if (size == 0) {
        return Py_NewRef(state->root);
    }
    const struct packed_entry parent = {.name = {entry->name.data, size - 1}};
    return importer_package_folder(state, &parent);
}

/* Whether the first item of `path`, a sequence that is not empty, is another one than `folder`. */
static int
begins_otherwise(PyObject *path, PyObject *folder)
{
    PyObject *first = PySequence_GetItem(path, 0);
    const int same = first == NULL ? -1 : PyObject_RichCompareBool(first, folder, Py_EQ);
    Py_XDECREF(first);
    return same < 0 ? -1 : !same;
}

static int
is_behind_on_sys_path(struct importer_state *state, PyObject *name)
{
    PyObject *path = PySys_GetObject("path");           /* borrowed */
    if (path == NULL || !PyList_Check(path) || PyList_Size(path) == 0
        || PyUnicode_FindChar(name, '.', 0, PyUnicode_GetLength(name), 1) >= 0)
    {
        return 0;                       /* a name with a dot is looked for in its parent's path */
    }
    Py_INCREF(path);                    /* comparing can run any code */
    int result = begins_otherwise(path, state->root);
    if (result > 0) {
        result = PySequence_Contains(path, state->root);
    }
    Py_DECREF(path);
    return result;
}

int
importer_is_behind(struct importer_state *state, PyObject *name, PyObject *path,
                   const struct packed_entry *entry)
{
    if (!state->finds_on_path) {
        return 0;                       /* Python is being initialised */
    }
    if (path == Py_None) {
        return is_behind_on_sys_path(state, name);
    }
    const Py_ssize_t size = PySequence_Check(path) ? PySequence_Size(path) : 0;
    if (size <= 0) {
        return size < 0 ? -1 : 0;
    }
    PyObject *folder = folder_of(state, entry);
    const int result = folder == NULL ? -1 : begins_otherwise(path, folder);
    Py_XDECREF(folder);
    return result;
}

PyObject *
importer_find_on_path(PyObject *name, PyObject *path)
{
    PyObject *importlib = importer_import(COMPAT_IMPORTLIB_EXTERNAL);
    PyObject *finder = importlib == NULL ? NULL : PyObject_GetAttrString(importlib, "PathFinder");
    PyObject *spec =
        finder == NULL ? NULL : PyObject_CallMethod(finder, "find_spec", "OO", name, path);
    Py_XDECREF(finder);
    Py_XDECREF(importlib);
    return spec;
}
