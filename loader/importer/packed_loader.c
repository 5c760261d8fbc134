#include "packed_loader.h"

#include "../compat.h"
#include "certificates.h"
#include "damage.h"
#include "entry.h"
#include "virtual_path.h"
#include "../packed_tree.h"

struct packed_loader {
    PyObject_HEAD
    PyObject *alias;            /* str or NULL: name under which it knows `target` */
    PyObject *target;           /* str or NULL: the packed module's own name */
};

static struct importer_state *
state_of(PyObject *self)
{
    return importer_state_of_type(Py_TYPE(self));
}

PyObject *
packed_loader_new(struct importer_state *state, PyObject *alias, PyObject *target)
{
    struct packed_loader *loader = PyObject_GC_New(struct packed_loader, state->loader_type);
    if (loader != NULL) {
        loader->alias = Py_XNewRef(alias);
        loader->target = Py_XNewRef(target);
        PyObject_GC_Track(loader);
    }
    return (PyObject *)loader;
}

/* The type refers to the module, and the module to instances. */
static int
loader_traverse(PyObject *op, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(op));
    return 0;
}

static void
loader_dealloc(PyObject *op)
{
    PyObject_GC_UnTrack(op);
    struct packed_loader *self = (struct packed_loader *)op;
    PyTypeObject *type = Py_TYPE(op);
    Py_XDECREF(self->alias);
    Py_XDECREF(self->target);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

/* Finds the module that this loader knows as `name`. Returns 0, or -1 with ImportError if there is
 * none. */
static int
find(PyObject *op, PyObject *name, struct packed_entry *entry)
{
    struct packed_loader *self = (struct packed_loader *)op;
    struct importer_state *state = state_of(op);
    PyObject *packed_name = name;
    if (self->alias != NULL && PyUnicode_Check(name)
        && PyUnicode_Compare(name, self->alias) == 0)
    {
        packed_name = self->target;
    }
    const int found = importer_find_module(state, packed_name, entry);
    if (found == 0) {
        PyObject *message = PyUnicode_FromFormat("no packed module named %R", name);
        if (message != NULL) {
            PyErr_SetImportError(message, name, state->root);
            Py_DECREF(message);
        }
    }
    return found == 1 ? 0 : -1;
}

PyDoc_STRVAR(create_module_doc,
"create_module($self, spec, /)\n--\n\n"
"Return None: an ordinary module is what is needed.");

static PyObject *
loader_create_module(PyObject *Py_UNUSED(self), PyObject *Py_UNUSED(spec))
{
    Py_RETURN_NONE;
}

PyDoc_STRVAR(exec_module_doc,
"exec_module($self, module, /)\n--\n\n"
"Run the packed module's code in a module.");

static PyObject *
loader_exec_module(PyObject *self, PyObject *module)
{
    struct importer_state *state = state_of(self);
    if (!PyModule_Check(module)) {
        PyErr_Format(PyExc_TypeError, "expected a module, not %.200s", Py_TYPE(module)->tp_name);
        return NULL;
    }
    PyObject *name = PyModule_GetNameObject(module);
    if (name == NULL) {
        return NULL;
    }
    PyObject *namespace = PyModule_GetDict(module);
    PyObject *result = NULL;
    struct packed_entry entry;
    if (find(self, name, &entry) < 0) {
        goto done;
    }
    if (entry.is_namespace) {
        /* What importlib does for its own namespace packages. */
        if (PyDict_SetItemString(namespace, "__file__", Py_None) == 0) {
            result = Py_NewRef(Py_None);
        }
        goto done;
    }
    PyObject *code = importer_code(state, name, &entry);
    if (code == NULL) {
        goto done;
    }
    result = PyObject_CallFunctionObjArgs(state->call_with_frames_removed, state->exec, code,
                                          namespace, NULL);
    Py_DECREF(code);
    if (result != NULL && importer_set_certificates(name, module) < 0) {
        Py_CLEAR(result);
    }
done:
    Py_DECREF(name);
    return result;
}

PyDoc_STRVAR(load_module_doc,
"load_module($self, fullname, /)\n--\n\n"
"Load a module into sys.modules. Deprecated, like that of every loader.");

static PyObject *
loader_load_module(PyObject *self, PyObject *name)
{
    PyObject *importlib = PyImport_ImportModule(COMPAT_IMPORTLIB);
    if (importlib == NULL) {
        return NULL;
    }
    PyObject *module = PyObject_CallMethod(importlib, COMPAT_LOAD_MODULE, "OO", self, name);
    Py_DECREF(importlib);
    return module;
}

PyDoc_STRVAR(get_code_doc,
"get_code($self, fullname, /)\n--\n\n"
"Return the code object of a module; None for a namespace package.");

static PyObject *
loader_get_code(PyObject *self, PyObject *name)
{
    struct packed_entry entry;
    if (find(self, name, &entry) < 0) {
        return NULL;
    }
    if (entry.is_namespace) {
        Py_RETURN_NONE;
    }
    return importer_code(state_of(self), name, &entry);
}

PyDoc_STRVAR(get_source_doc,
"get_source($self, fullname, /)\n--\n\n"
"Return the source text of a module, or None if it is not packed.");

static PyObject *
loader_get_source(PyObject *self, PyObject *name)
{
    struct packed_entry entry;
    return find(self, name, &entry) < 0 ? NULL : importer_source(&entry);
}

PyDoc_STRVAR(get_filename_doc,
"get_filename($self, fullname, /)\n--\n\n"
"Return the __file__ of a module.");

static PyObject *
loader_get_filename(PyObject *self, PyObject *name)
{
    struct packed_entry entry;
    if (find(self, name, &entry) < 0) {
        return NULL;
    }
    if (entry.is_namespace) {
        PyObject *message = PyUnicode_FromFormat("namespace package %R has no file", name);
        if (message != NULL) {
            PyErr_SetImportError(message, name, NULL);
            Py_DECREF(message);
        }
        return NULL;
    }
    return importer_filename(state_of(self), &entry);
}

PyDoc_STRVAR(is_package_doc,
"is_package($self, fullname, /)\n--\n\n"
"Tell whether a module is a package.");

static PyObject *
loader_is_package(PyObject *self, PyObject *name)
{
    struct packed_entry entry;
    return find(self, name, &entry) < 0 ? NULL : PyBool_FromLong(entry.is_package);
}

static PyObject *
set_os_error(PyObject *path, int number)
{
    errno = number;
    return PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, path);
}

PyDoc_STRVAR(get_data_doc,
"get_data($self, path, /)\n--\n\n"
"Return the content of a packed file as bytes. The path starts with that of the executable, as\n"
"__file__ does; OSError if there is no such packed file.");

static PyObject *
loader_get_data(PyObject *self, PyObject *path_like)
{
    struct importer_state *state = state_of(self);
    PyObject *path = NULL;
    if (PyUnicode_FSDecoder(path_like, &path) == 0) {
        return NULL;
    }
    PyObject *relative = NULL;
    PyObject *data = NULL;
    const int inside = importer_relative_path(state, path, &relative);
    if (inside < 0) {
        goto done;
    }
    if (inside == 0) {
        set_os_error(path, ENOENT);
        goto done;
    }
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(relative, &size);
    if (text == NULL) {
        PyErr_Clear();
        set_os_error(path, ENOENT);
        goto done;
    }
    struct packed_node node;
    const enum packed_status status =
        packed_tree_find(state->resources, text, (size_t)size, &node);
    if (status == PACKED_NOT_FOUND) {
        set_os_error(path, ENOENT);
    }
    else if (status != PACKED_OK) {
        importer_set_damaged(status, path);
    }
    else if (node.is_directory) {
        set_os_error(path, EISDIR);
    }
    else {
        data = importer_file_bytes(state, &node, path);
    }
done:
    Py_XDECREF(relative);
    Py_DECREF(path);
    return data;
}

PyDoc_STRVAR(get_resource_reader_doc,
"get_resource_reader($self, fullname, /)\n--\n\n"
"Return the importlib.resources reader of a package; None for a module that is none.");

static PyObject *
loader_get_resource_reader(PyObject *self, PyObject *name)
{
    struct packed_entry entry;
    if (find(self, name, &entry) < 0) {
        return NULL;
    }
    if (!entry.is_package) {
        Py_RETURN_NONE;
    }
    PyObject *resources = PyImport_ImportModule("_packed_importlib.resources");
    if (resources == NULL) {
        return NULL;
    }
    PyObject *reader = NULL;
    PyObject *packed_name = importer_string(entry.name);
    if (packed_name != NULL) {
        reader = PyObject_CallMethod(resources, "PackedReader", "O", packed_name);
        Py_DECREF(packed_name);
    }
    Py_DECREF(resources);
    return reader;
}

static PyMethodDef loader_methods[] = {
    {"create_module", loader_create_module, METH_O, create_module_doc},
    {"exec_module", loader_exec_module, METH_O, exec_module_doc},
    {"load_module", loader_load_module, METH_O, load_module_doc},
    {"get_code", loader_get_code, METH_O, get_code_doc},
    {"get_source", loader_get_source, METH_O, get_source_doc},
    {"get_filename", loader_get_filename, METH_O, get_filename_doc},
    {"is_package", loader_is_package, METH_O, is_package_doc},
    {"get_data", loader_get_data, METH_O, get_data_doc},
    {"get_resource_reader", loader_get_resource_reader, METH_O, get_resource_reader_doc},
    {NULL, NULL, 0, NULL},
};

PyDoc_STRVAR(loader_doc, "Loads modules from the packed resources of the executable.");

static PyType_Slot loader_slots[] = {
    {Py_tp_doc, (void *)(uintptr_t)loader_doc},
    {Py_tp_dealloc, (void *)(uintptr_t)loader_dealloc},
    {Py_tp_traverse, (void *)(uintptr_t)loader_traverse},
    {Py_tp_methods, loader_methods},
    {0, NULL},
};

PyType_Spec packed_loader_type_spec = {
    .name = "_packed_resources.PackedLoader",
    .basicsize = sizeof(struct packed_loader),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE
             | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = loader_slots,
};
