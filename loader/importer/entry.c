#include "entry.h"

#include <marshal.h>
#include <string.h>

#include "../compat.h"
#include "damage.h"
#include "import_module.h"
#include "virtual_path.h"
#include "../packed_resources_zlib.h"

/* Finds what `name` is the name of if it ends in ".__init__": a package's own code as a module in
 * the package, which importlib finds since there is such a file (`from .__init__ import x`). */
static enum packed_status
find_init(struct importer_state *state, const char *name, size_t size, struct packed_entry *entry)
{
    static const char end[] = ".__init__";
    const size_t end_size = sizeof(end) - 1;
    if (size <= end_size || memcmp(name + size - end_size, end, end_size) != 0) {
        return PACKED_NOT_FOUND;
    }
    const enum packed_status status =
        packed_resources_find(state->resources, PACKED_MODULE, name, size - end_size, entry);
    if (status != PACKED_OK) {
        return status;
    }
    if (!entry->is_package || entry->is_namespace) {
        return PACKED_NOT_FOUND;
    }
    entry->is_package = false;
    return PACKED_OK;
}

int
importer_find_module(struct importer_state *state, PyObject *name, struct packed_entry *entry)
{
    if (!PyUnicode_Check(name)) {
        PyErr_Format(PyExc_TypeError, "the name of a module must be str, not %.200s",
                     Py_TYPE(name)->tp_name);
        return -1;
    }
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(name, &size);
    if (text == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) {
            return -1;
        }
        /* A lone surrogate is in no packed name. */
        PyErr_Clear();
        return 0;
    }
    enum packed_status status =
        packed_resources_find(state->resources, PACKED_MODULE, text, (size_t)size, entry);
    if (status == PACKED_NOT_FOUND) {
        status = find_init(state, text, (size_t)size, entry);
    }
    if (status == PACKED_OK) {
        return 1;
    }
    return status == PACKED_NOT_FOUND ? 0 : importer_set_damaged(status, name);
}

PyObject *
importer_string(struct packed_slice slice)
{
    return PyUnicode_DecodeUTF8(slice.data, (Py_ssize_t)slice.size, NULL);
}

PyObject *
importer_replace(PyObject *text, char old, char new)
{
    PyObject *old_string = PyUnicode_FromStringAndSize(&old, 1);
    PyObject *new_string = PyUnicode_FromStringAndSize(&new, 1);
    PyObject *replaced = NULL;
    if (old_string != NULL && new_string != NULL) {
        replaced = PyUnicode_Replace(text, old_string, new_string, -1);
    }
    Py_XDECREF(old_string);
    Py_XDECREF(new_string);
    return replaced;
}

/* Calls a function of the packed module about files beside the executable with a path in the packed
 * tree. New reference. */
static PyObject *
call_beside(const char *function, struct packed_slice path)
{
    PyObject *beside = importer_import("_packed_importlib.beside");
    PyObject *argument = beside == NULL ? NULL : importer_string(path);
    PyObject *result = NULL;
    if (argument != NULL) {
        result = PyObject_CallMethod(beside, function, "O", argument);
        Py_DECREF(argument);
    }
    Py_XDECREF(beside);
    return result;
}

PyObject *
importer_filename(struct importer_state *state, const struct packed_entry *module)
{
    if (module->is_namespace) {
        Py_RETURN_NONE;
    }
    if (module->data.encoding == PACKED_BESIDE) {
        return call_beside("path", module->path);
    }
    return importer_virtual_path(state, importer_string(module->path));
}

PyObject *
importer_package_folder(struct importer_state *state, const struct packed_entry *package)
{
    PyObject *name = importer_string(package->name);
    if (name == NULL) {
        return NULL;
    }
    PyObject *folder = importer_replace(name, '.', '/');
    Py_DECREF(name);
    return importer_virtual_path(state, folder);
}

/* The object that a blob is made of. New reference; NULL, perhaps without an exception, if it is
 * damaged. */
static PyObject *
unmarshal(const struct packed_blob *blob)
{
    if (blob->encoding == PACKED_STORED) {
        if (!packed_blob_is_intact(blob)) {
            return NULL;
        }
        return PyMarshal_ReadObjectFromString(blob->stored.data, (Py_ssize_t)blob->stored.size);
    }
    void *buffer = PyMem_Malloc(blob->raw_size);
    if (buffer == NULL) {
        return PyErr_NoMemory();
    }
    PyObject *object = NULL;
    if (packed_blob_decode(blob, buffer)) {
        object = PyMarshal_ReadObjectFromString(buffer, (Py_ssize_t)blob->raw_size);
    }
    PyMem_Free(buffer);
    return object;
}

PyObject *
importer_code(struct importer_state *state, PyObject *name, const struct packed_entry *module)
{
    PyObject *code = unmarshal(&module->data);
    if (code == NULL || !PyCode_Check(code)) {
        Py_XDECREF(code);
        if (!PyErr_ExceptionMatches(PyExc_MemoryError)) {
            importer_set_damaged(PACKED_BAD_CONTENT, name);
        }
        return NULL;
    }
    /* As importlib does: the name of the file in tracebacks is the one of __file__. The compiled
     * name is relative, and a relative name would be looked for in the current folder. */
    PyObject *filename = importer_filename(state, module);
    PyObject *result = NULL;
    if (filename != NULL) {
        result = PyObject_CallFunctionObjArgs(state->fix_filename, code, filename, NULL);
        Py_DECREF(filename);
    }
    if (result == NULL) {
        Py_DECREF(code);
        return NULL;
    }
    Py_DECREF(result);
    return code;
}

PyObject *
importer_source(struct importer_state *state, const struct packed_entry *module)
{
    if (module->is_extension) {
        Py_RETURN_NONE;                 /* the file at its path is the shared library */
    }
    struct packed_blob blob;
    const enum packed_status status = packed_tree_source(state->resources, module, &blob);
    if (status == PACKED_NOT_FOUND) {
        Py_RETURN_NONE;
    }
    PyObject *path = importer_string(module->path);
    PyObject *bytes = NULL;
    if (path != NULL && status == PACKED_OK) {
        bytes = importer_blob_bytes(&blob, path);
    }
    else if (path != NULL) {
        importer_set_damaged(status, path);
    }
    Py_XDECREF(path);
    if (bytes == NULL) {
        return NULL;
    }
    /* Knows about encoding declarations and line ends. */
    PyObject *external = importer_import(COMPAT_IMPORTLIB_EXTERNAL);
    PyObject *source = NULL;
    if (external != NULL) {
        source = PyObject_CallMethod(external, "decode_source", "O", bytes);
        Py_DECREF(external);
    }
    Py_DECREF(bytes);
    return source;
}

/* Bytes of which the first `header_size` are `header`, and the rest is the content of a blob. New
 * reference. */
static PyObject *
bytes_with_header(const unsigned char *header, size_t header_size, const struct packed_blob *blob,
                  PyObject *path)
{
    if (blob->raw_size > (size_t)PY_SSIZE_T_MAX - header_size) {
        return PyErr_NoMemory();
    }
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(header_size + blob->raw_size));
    if (bytes == NULL) {
        return NULL;
    }
    char *buffer = PyBytes_AsString(bytes);
    bool decoded;
    Py_BEGIN_ALLOW_THREADS
    if (header_size != 0) {
        memcpy(buffer, header, header_size);
    }
    decoded = packed_blob_decode(blob, buffer + header_size);
    Py_END_ALLOW_THREADS
    if (!decoded) {
        importer_set_damaged(PACKED_BAD_CONTENT, path);
        Py_DECREF(bytes);
        return NULL;
    }
    return bytes;
}

PyObject *
importer_blob_bytes(const struct packed_blob *blob, PyObject *path)
{
    return bytes_with_header(NULL, 0, blob, path);
}

PyObject *
importer_file_bytes(struct importer_state *state, const struct packed_node *file, PyObject *path)
{
    if (file->content.encoding == PACKED_BESIDE) {
        PyObject *view = call_beside("read", file->beside);
        PyObject *bytes = view == NULL ? NULL : PyBytes_FromObject(view);
        Py_XDECREF(view);
        return bytes;
    }
    if (!file->is_bytecode) {
        return importer_blob_bytes(&file->content, path);
    }
    unsigned char header[PACKED_BYTECODE_HEADER_SIZE];
    packed_tree_bytecode_header(state->resources, header);
    return bytes_with_header(header, sizeof(header), &file->content, path);
}

PyObject *
importer_file_view(struct importer_state *state, const struct packed_node *file, PyObject *path)
{
    const struct packed_blob *const blob = &file->content;
    if (blob->encoding == PACKED_BESIDE) {
        return call_beside("read", file->beside);
    }
    if (blob->encoding == PACKED_STORED && !file->is_bytecode) {
        bool intact;
        Py_BEGIN_ALLOW_THREADS
        intact = packed_blob_is_intact(blob);
        Py_END_ALLOW_THREADS
        if (!intact) {
            importer_set_damaged(PACKED_BAD_CONTENT, path);
            return NULL;
        }
        /* Python's function takes a pointer to non-const, and does not write with PyBUF_READ. */
        union {
            const char *read_only;
            char *writable;
        } data = {.read_only = blob->stored.data};
        return PyMemoryView_FromMemory(data.writable, (Py_ssize_t)blob->stored.size, PyBUF_READ);
    }
    PyObject *bytes = importer_file_bytes(state, file, path);
    if (bytes == NULL) {
        return NULL;
    }
    PyObject *view = PyMemoryView_FromObject(bytes);
    Py_DECREF(bytes);
    return view;
}
