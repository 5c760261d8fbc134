#include "virtual_path.h"

#include "entry.h"
#include "../native_text.h"
#include "../system.h"

/* Whether a path needs other separators in the packed tree than in the system. */
#define HAS_OWN_SEPARATOR (SYSTEM_SEPARATOR != '/')

PyObject *
importer_virtual_path(struct importer_state *state, PyObject *path)
{
    if (path != NULL && HAS_OWN_SEPARATOR) {
        Py_SETREF(path, importer_replace(path, '/', SYSTEM_SEPARATOR));
    }
    if (path == NULL) {
        return NULL;
    }
    PyObject *joined = PyUnicode_FromFormat("%U%c%U", state->root, SYSTEM_SEPARATOR, path);
    Py_DECREF(path);
    return joined;
}

/* Like importer_relative_path(), for a path whose separators are all '/'. */
static int
relative_path(PyObject *root, PyObject *path, PyObject **relative)
{
    const Py_ssize_t root_length = PyUnicode_GetLength(root);
    const Py_ssize_t length = PyUnicode_GetLength(path);
    if (length < root_length
        || (length > root_length && PyUnicode_ReadChar(path, root_length) != '/'))
    {
        return 0;
    }
    PyObject *beginning = PyUnicode_Substring(path, 0, root_length);
    if (beginning == NULL) {
        return -1;
    }
    const int same = native_text_same_path(beginning, root);
    Py_DECREF(beginning);
    if (same <= 0) {
        return same;
    }
    *relative = PyUnicode_Substring(path, root_length + 1, length);
    return *relative == NULL ? -1 : 1;
}

int
importer_relative_path(struct importer_state *state, PyObject *path, PyObject **relative)
{
    if (!HAS_OWN_SEPARATOR) {
        return relative_path(state->root, path, relative);
    }
    PyObject *root = importer_replace(state->root, SYSTEM_SEPARATOR, '/');
    PyObject *slashed = importer_replace(path, SYSTEM_SEPARATOR, '/');
    int result = -1;
    if (root != NULL && slashed != NULL) {
        result = relative_path(root, slashed, relative);
    }
    Py_XDECREF(root);
    Py_XDECREF(slashed);
    return result;
}
