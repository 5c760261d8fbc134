#include <Python.h>                     /* must come before the system's headers */

#include "open_code.h"

#include <marshal.h>
#include <string.h>

#include "../compat.h"
#include "entry.h"
#include "import_module.h"
#include "module.h"
#include "packed_path.h"

/* Magic number, flags, and the source's time and size, which nobody compares. */
#define PYC_HEADER_SIZE 16

/* The content of the .pyc file that a module might have been compiled to. New reference. */
static PyObject *
pyc_bytes(struct importer_state *state, const struct packed_entry *module)
{
    PyObject *name = importer_string(module->name);
    PyObject *code = name == NULL ? NULL : importer_code(state, name, module);
    Py_XDECREF(name);
    if (code == NULL) {
        return NULL;
    }
    PyObject *marshalled = PyMarshal_WriteObjectToString(code, Py_MARSHAL_VERSION);
    Py_DECREF(code);
    if (marshalled == NULL) {
        return NULL;
    }
    const size_t size = (size_t)PyBytes_Size(marshalled);
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(PYC_HEADER_SIZE + size));
    if (bytes != NULL) {
        char *content = PyBytes_AsString(bytes);
        memset(content, 0, PYC_HEADER_SIZE);
        for (int i = 0; i < 4; i++) {
            content[i] = (char)(COMPAT_BYTECODE_MAGIC >> (8 * i) & 0xFF);
        }
        memcpy(content + PYC_HEADER_SIZE, PyBytes_AsString(marshalled), size);
    }
    Py_DECREF(marshalled);
    return bytes;
}

/* The content of a packed module or file as bytes, a new reference. NULL without an exception if
 * none is packed at `path`. */
static PyObject *
packed_bytes(struct importer_state *state, PyObject *path)
{
    struct packed_node node;
    const int found_node = importer_find_node_at(state, path, &node);
    if (found_node < 0) {
        return NULL;
    }
    if (found_node > 0) {
        return node.is_directory ? NULL : importer_file_bytes(state, &node, path);
    }
    struct packed_entry module;
    return importer_find_module_at(state, path, &module) > 0 ? pyc_bytes(state, &module) : NULL;
}

static PyObject *
open_code(PyObject *path, void *Py_UNUSED(data))
{
    PyObject *io = importer_import("_io");
    PyObject *module = importer_import(IMPORTER_MODULE_NAME);
    PyObject *file = NULL;
    if (io != NULL && module != NULL) {
        PyObject *bytes = packed_bytes(importer_state_of_module(module), path);
        if (bytes != NULL) {
            file = PyObject_CallMethod(io, "BytesIO", "O", bytes);
            Py_DECREF(bytes);
        }
        else if (!PyErr_Occurred()) {
            file = PyObject_CallMethod(io, "open", "Os", path, "rb");
        }
    }
    Py_XDECREF(module);
    Py_XDECREF(io);
    return file;
}

int
importer_set_open_code_hook(void)
{
    return PyFile_SetOpenCodeHook(open_code, NULL);
}
