#include "virtual_path.h"

#include <stdlib.h>

#include "entry.h"
#include "../executable_path.h"
#include "../loader.h"
#include "../native_text.h"
#include "../overlay/absolute_path.h"
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

/* The other path that the root has, or None. Borrowed reference; NULL with an exception set. */
static PyObject *
final_root(struct importer_state *state)
{
    if (state->final_root == NULL) {
        char *path = executable_final_path(loader.executable);
        state->final_root =
            path == NULL ? Py_NewRef(Py_None) : PyUnicode_DecodeFSDefault(path);
        free(path);
    }
    return state->final_root;
}

/* Like relative_to(), for paths whose separators are all '/'. */
static int
relative_to_slashed(PyObject *root, PyObject *path, PyObject **relative)
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

/* Like importer_relative_path(), for a root. */
static int
relative_to(PyObject *root, PyObject *path, PyObject **relative)
{
    if (!HAS_OWN_SEPARATOR) {
        return relative_to_slashed(root, path, relative);
    }
    PyObject *slashed_root = importer_replace(root, SYSTEM_SEPARATOR, '/');
    PyObject *slashed_path = importer_replace(path, SYSTEM_SEPARATOR, '/');
    int result = -1;
    if (slashed_root != NULL && slashed_path != NULL) {
        result = relative_to_slashed(slashed_root, slashed_path, relative);
    }
    Py_XDECREF(slashed_root);
    Py_XDECREF(slashed_path);
    return result;
}

int
importer_relative_path(struct importer_state *state, PyObject *path, PyObject **relative)
{
    const int result = relative_to(state->root, path, relative);
    if (result != 0) {
        return result;
    }
    PyObject *root = final_root(state);
    if (root == NULL || root == Py_None) {
        return root == NULL ? -1 : 0;
    }
    return relative_to(root, path, relative);
}

int
importer_normal_relative_path(struct importer_state *state, PyObject *path, PyObject **relative)
{
    PyObject *text = NULL;
    if (!PyUnicode_FSConverter(path, &text)) {
        return -1;
    }
    char *absolute = absolute_path(PyBytes_AsString(text));
    Py_DECREF(text);
    if (absolute == NULL) {
        return 0;                       /* there is no current folder */
    }
    PyObject *absolute_text = PyUnicode_DecodeFSDefault(absolute);
    free(absolute);
    if (absolute_text == NULL) {
        return -1;
    }
    const int result = importer_relative_path(state, absolute_text, relative);
    Py_DECREF(absolute_text);
    return result;
}
