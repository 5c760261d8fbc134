#include "packed_path.h"

#include "damage.h"
#include "virtual_path.h"

/* Turns the outcome of a search into what the functions of this file return. */
static int
found(enum packed_status status, PyObject *path)
{
    if (status == PACKED_OK || status == PACKED_NOT_FOUND) {
        return status == PACKED_OK;
    }
    return importer_set_damaged(status, path);
}

/* The path in the packed tree as UTF-8, which lives as long as *relative, a new reference. NULL
 * without an exception if nothing can be packed at `path`. */
static const char *
tree_path(struct importer_state *state, PyObject *path, PyObject **relative, Py_ssize_t *size)
{
    if (importer_relative_path(state, path, relative) <= 0) {
        return NULL;
    }
    const char *text = PyUnicode_AsUTF8AndSize(*relative, size);
    if (text == NULL) {
        Py_CLEAR(*relative);
        if (PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) {
            PyErr_Clear();
        }
    }
    return text;
}

int
importer_find_module_at(struct importer_state *state, PyObject *path, struct packed_entry *module)
{
    PyObject *relative = NULL;
    Py_ssize_t size;
    const char *text = tree_path(state, path, &relative, &size);
    if (text == NULL) {
        return PyErr_Occurred() ? -1 : 0;
    }
    const int result = found(
        packed_tree_find_module(state->resources, text, (size_t)size, false, module), path);
    Py_DECREF(relative);
    return result;
}

int
importer_find_main_of_folder(struct importer_state *state, PyObject *path,
                             struct packed_entry *module)
{
    PyObject *main_path = PyUnicode_FromFormat("%U/__main__.py", path);
    if (main_path == NULL) {
        return -1;
    }
    const int result = importer_find_module_at(state, main_path, module);
    Py_DECREF(main_path);
    return result;
}

int
importer_find_node_at(struct importer_state *state, PyObject *path, struct packed_node *node)
{
    PyObject *relative = NULL;
    Py_ssize_t size;
    const char *text = tree_path(state, path, &relative, &size);
    if (text == NULL) {
        return PyErr_Occurred() ? -1 : 0;
    }
    const int result =
        found(packed_tree_find(state->resources, text, (size_t)size, node), path);
    Py_DECREF(relative);
    return result;
}
