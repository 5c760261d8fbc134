#include "packed_loader.h"

#include <stddef.h>

#include <structmember.h>

#include "../compat.h"
#include "adaptations.h"
#include "damage.h"
#include "entry.h"
#include "extension_module.h"
#include "import_module.h"
#include "virtual_path.h"
#include "../packed_tree.h"

/* Like importlib's FileLoader: made for one module, whose name and path it has as attributes, and
 * open for further attributes. It knows every packed module by its name all the same. */
struct packed_loader {
    PyObject_HEAD
    PyObject *name;             /* str: of the module that it was made for */
    PyObject *packed_name;      /* str: what that module is called in the packed resources */
    PyObject *path;             /* str: its __file__; None for a namespace package */
    PyObject *attributes;       /* dict, or NULL as long as nobody asks for it */
    PyObject *weak_references;
};

static struct importer_state *
state_of(PyObject *self)
{
    return importer_state_of_type(Py_TYPE(self));
}

PyObject *
packed_loader_new(struct importer_state *state, PyObject *name, PyObject *packed_name,
                  PyObject *path)
{
    struct packed_loader *loader = PyObject_GC_New(struct packed_loader, state->loader_type);
    if (loader != NULL) {
        loader->name = Py_NewRef(name);
        loader->packed_name = Py_NewRef(packed_name);
        loader->path = Py_NewRef(path);
        loader->attributes = NULL;
        loader->weak_references = NULL;
        PyObject_GC_Track(loader);
    }
    return (PyObject *)loader;
}

/* The type refers to the module, and the module to instances. */
static int
loader_traverse(PyObject *op, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(op));
    Py_VISIT(((struct packed_loader *)op)->attributes);
    return 0;
}

static int
loader_clear(PyObject *op)
{
    Py_CLEAR(((struct packed_loader *)op)->attributes);
    return 0;
}

static void
loader_dealloc(PyObject *op)
{
    PyObject_GC_UnTrack(op);
    struct packed_loader *self = (struct packed_loader *)op;
    PyTypeObject *type = Py_TYPE(op);
    if (self->weak_references != NULL) {
        PyObject_ClearWeakRefs(op);
    }
    loader_clear(op);
    Py_DECREF(self->name);
    Py_DECREF(self->packed_name);
    Py_DECREF(self->path);
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
    if (PyUnicode_Check(name) && PyUnicode_Compare(name, self->name) == 0) {
        packed_name = self->packed_name;
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

/* The argument of the methods that are about a module; without one it is the loader's own. Borrowed
 * reference. `format` is that of PyArg_ParseTuple(). */
static PyObject *
name_argument(PyObject *op, PyObject *args, PyObject *kwargs, const char *format)
{
    static char *keywords[] = {"fullname", NULL};
    PyObject *name = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, format, keywords, &name)) {
        return NULL;
    }
    return name == Py_None ? ((struct packed_loader *)op)->name : name;
}

/* The same, found. Returns 0 or -1 with an exception set. */
static int
find_argument(PyObject *op, PyObject *args, PyObject *kwargs, const char *format,
              PyObject **name, struct packed_entry *entry)
{
    *name = name_argument(op, args, kwargs, format);
    return *name == NULL ? -1 : find(op, *name, entry);
}

PyDoc_STRVAR(create_module_doc,
"create_module($self, spec, /)\n--\n\n"
"Return the module of an extension; None for others: an ordinary module is what is needed.");

static PyObject *
loader_create_module(PyObject *self, PyObject *spec)
{
    PyObject *name = PyObject_GetAttrString(spec, "name");
    if (name == NULL) {
        return NULL;
    }
    struct packed_entry entry;
    PyObject *module = NULL;
    if (find(self, name, &entry) == 0) {
        module = entry.is_extension ? importer_create_extension(&entry, spec) : Py_NewRef(Py_None);
    }
    Py_DECREF(name);
    return module;
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
    if (entry.is_extension) {
        result = importer_exec_extension(&entry, module);
        goto done;
    }
    PyObject *code = importer_code(state, name, &entry);
    if (code == NULL) {
        goto done;
    }
    result = PyObject_CallFunctionObjArgs(state->call_with_frames_removed, state->exec, code,
                                          namespace, NULL);
    Py_DECREF(code);
    if (result != NULL && importer_adapt_module(state, name, module) < 0) {
        Py_CLEAR(result);
    }
done:
    Py_DECREF(name);
    return result;
}

PyDoc_STRVAR(load_module_doc,
"load_module($self, fullname=None)\n--\n\n"
"Load a module into sys.modules. Deprecated, like that of every loader.");

static PyObject *
loader_load_module(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *name = name_argument(self, args, kwargs, "|O:load_module");
    PyObject *importlib = name == NULL ? NULL : importer_import(COMPAT_IMPORTLIB);
    if (importlib == NULL) {
        return NULL;
    }
    PyObject *module = PyObject_CallMethod(importlib, COMPAT_LOAD_MODULE, "OO", self, name);
    Py_DECREF(importlib);
    return module;
}

PyDoc_STRVAR(get_code_doc,
"get_code($self, fullname=None)\n--\n\n"
"Return the code object of a module; None for a namespace package or an extension module.");

static PyObject *
loader_get_code(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *name;
    struct packed_entry entry;
    if (find_argument(self, args, kwargs, "|O:get_code", &name, &entry) < 0) {
        return NULL;
    }
    if (entry.is_namespace || entry.is_extension) {
        Py_RETURN_NONE;
    }
    return importer_code(state_of(self), name, &entry);
}

PyDoc_STRVAR(get_source_doc,
"get_source($self, fullname=None)\n--\n\n"
"Return the source text of a module, or None if it is not packed.");

static PyObject *
loader_get_source(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *name;
    struct packed_entry entry;
    return find_argument(self, args, kwargs, "|O:get_source", &name, &entry) < 0
               ? NULL
               : importer_source(state_of(self), &entry);
}

PyDoc_STRVAR(get_filename_doc,
"get_filename($self, fullname=None)\n--\n\n"
"Return the __file__ of a module.");

static PyObject *
loader_get_filename(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *name;
    struct packed_entry entry;
    if (find_argument(self, args, kwargs, "|O:get_filename", &name, &entry) < 0) {
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
"is_package($self, fullname=None)\n--\n\n"
"Tell whether a module is a package.");

static PyObject *
loader_is_package(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *name;
    struct packed_entry entry;
    return find_argument(self, args, kwargs, "|O:is_package", &name, &entry) < 0
               ? NULL
               : PyBool_FromLong(entry.is_package);
}

PyDoc_STRVAR(get_storage_doc,
"get_storage($self, fullname, /)\n--\n\n"
"Return how a module is packed, for people who want to know: its path, size and stored size of\n"
"its code, size and stored size of its source. A smaller stored size is that of compressed data;\n"
"sizes of 0 mean that there is none. None for what lies beside the executable.");

static PyObject *
loader_get_storage(PyObject *self, PyObject *name)
{
    struct packed_entry entry;
    if (find(self, name, &entry) < 0) {
        return NULL;
    }
    if (entry.data.encoding == PACKED_BESIDE) {
        Py_RETURN_NONE;
    }
    return Py_BuildValue("(Nnnnn)", importer_string(entry.path), (Py_ssize_t)entry.data.raw_size,
                         (Py_ssize_t)entry.data.stored.size, (Py_ssize_t)entry.source.raw_size,
                         (Py_ssize_t)entry.source.stored.size);
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
loader_get_data(PyObject *self, PyObject *path)
{
    struct importer_state *state = state_of(self);
    PyObject *relative = NULL;
    PyObject *data = NULL;
    const int inside = importer_normal_relative_path(state, path, &relative);
    if (inside <= 0) {
        return inside < 0 ? NULL : set_os_error(path, ENOENT);
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
    Py_DECREF(relative);
    return data;
}

/* The folder in the packed tree that a module's resources are in: that of a package, or the one
 * that a module lies in. New reference. */
static PyObject *
resource_folder(const struct packed_entry *module)
{
    if (module->is_namespace) {
        PyObject *name = importer_string(module->name);
        PyObject *folder = name == NULL ? NULL : importer_replace(name, '.', '/');
        Py_XDECREF(name);
        return folder;
    }
    size_t size = module->path.size;
    while (size > 0 && module->path.data[size - 1] != '/') {
        size--;
    }
    return importer_string((struct packed_slice){module->path.data, size == 0 ? 0 : size - 1});
}

PyDoc_STRVAR(get_resource_reader_doc,
"get_resource_reader($self, fullname=None)\n--\n\n"
"Return the importlib.resources reader of a package, or of the folder that a module is in.");

static PyObject *
loader_get_resource_reader(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *name;
    struct packed_entry entry;
    if (find_argument(self, args, kwargs, "|O:get_resource_reader", &name, &entry) < 0) {
        return NULL;
    }
    PyObject *resources = importer_import("_packed_importlib.resources");
    PyObject *folder = resources == NULL ? NULL : resource_folder(&entry);
    PyObject *reader =
        folder == NULL ? NULL : PyObject_CallMethod(resources, "PackedReader", "O", folder);
    Py_XDECREF(folder);
    Py_XDECREF(resources);
    return reader;
}

#define NAME_METHOD(name) \
    {#name, (PyCFunction)(void (*)(void))loader_##name, METH_VARARGS | METH_KEYWORDS, name##_doc}

static PyMethodDef loader_methods[] = {
    {"create_module", loader_create_module, METH_O, create_module_doc},
    {"exec_module", loader_exec_module, METH_O, exec_module_doc},
    NAME_METHOD(load_module),
    NAME_METHOD(get_code),
    NAME_METHOD(get_source),
    NAME_METHOD(get_filename),
    NAME_METHOD(is_package),
    {"get_storage", loader_get_storage, METH_O, get_storage_doc},
    {"get_data", loader_get_data, METH_O, get_data_doc},
    NAME_METHOD(get_resource_reader),
    {NULL, NULL, 0, NULL},
};

static PyMemberDef loader_members[] = {
    {"name", T_OBJECT_EX, offsetof(struct packed_loader, name), READONLY,
     PyDoc_STR("name of the module that the loader was made for")},
    {"path", T_OBJECT_EX, offsetof(struct packed_loader, path), READONLY,
     PyDoc_STR("the __file__ of that module")},
    {"__dictoffset__", T_PYSSIZET, offsetof(struct packed_loader, attributes), READONLY, NULL},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(struct packed_loader, weak_references),
     READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static PyGetSetDef loader_attributes[] = {
    {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

PyDoc_STRVAR(loader_doc, "Loads modules from the packed resources of the executable.");

static PyType_Slot loader_slots[] = {
    {Py_tp_doc, (void *)(uintptr_t)loader_doc},
    {Py_tp_dealloc, (void *)(uintptr_t)loader_dealloc},
    {Py_tp_traverse, (void *)(uintptr_t)loader_traverse},
    {Py_tp_clear, (void *)(uintptr_t)loader_clear},
    {Py_tp_methods, loader_methods},
    {Py_tp_members, loader_members},
    {Py_tp_getset, loader_attributes},
    {0, NULL},
};

PyType_Spec packed_loader_type_spec = {
    .name = "_packed_resources.PackedLoader",
    .basicsize = sizeof(struct packed_loader),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE
             | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = loader_slots,
};
