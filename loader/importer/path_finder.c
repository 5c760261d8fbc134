#include "path_finder.h"

#include "entry.h"
#include "iter_modules.h"
#include "packed_loader.h"
#include "packed_path.h"
#include "spec.h"
#include "virtual_path.h"

/* Whether a file, or a module's source that may be packed or not, and no folder is at `path`, a
 * str. Returns 1, 0 or, with an exception set, -1. */
static int
is_file(struct importer_state *state, PyObject *path)
{
    struct packed_node node;
    struct packed_entry module;
    int found = importer_find_node_at(state, path, &node);
    if (found > 0) {
        return !node.is_directory;
    }
    if (found == 0) {
        found = importer_find_module_at(state, path, &module);
    }
    return found;
}

struct path_finder {
    PyObject_HEAD
    PyObject *path;             /* str: the path the finder is for */
    PyObject *folder;           /* str: the same, below the root */
};

PyObject *
packed_path_hook(struct importer_state *state, PyObject *path)
{
    PyObject *folder = NULL;
    const int inside = PyUnicode_Check(path) ? importer_relative_path(state, path, &folder) : 0;
    if (inside < 0) {
        return NULL;
    }
    if (inside == 0) {
        PyErr_SetString(PyExc_ImportError, "only paths inside the executable are supported");
        return NULL;
    }
    /* As for a file in an ordinary folder: runpy.run_path() runs what is no entry of a path. */
    const int names_file = is_file(state, path);
    if (names_file != 0) {
        if (names_file > 0) {
            PyErr_SetString(PyExc_ImportError, "only folders of the executable are supported");
        }
        Py_DECREF(folder);
        return NULL;
    }
    struct path_finder *finder = PyObject_GC_New(struct path_finder, state->path_finder_type);
    if (finder == NULL) {
        Py_DECREF(folder);
        return NULL;
    }
    finder->path = Py_NewRef(path);
    finder->folder = folder;
    PyObject_GC_Track(finder);
    return (PyObject *)finder;
}

/* The type refers to the module, and the module to instances. */
static int
path_finder_traverse(PyObject *op, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(op));
    return 0;
}

static void
path_finder_dealloc(PyObject *op)
{
    PyObject_GC_UnTrack(op);
    struct path_finder *self = (struct path_finder *)op;
    PyTypeObject *type = Py_TYPE(op);
    Py_XDECREF(self->path);
    Py_XDECREF(self->folder);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

/* The dotted name of the module that is called as the last part of `name` in the folder; NULL with
 * an exception set. */
static PyObject *
packed_name(struct path_finder *self, PyObject *name)
{
    const Py_ssize_t length = PyUnicode_GetLength(name);
    const Py_ssize_t dot = PyUnicode_FindChar(name, '.', 0, length, -1);
    if (dot < -1) {
        return NULL;
    }
    PyObject *tail = PyUnicode_Substring(name, dot + 1, length);
    if (tail == NULL || PyUnicode_GetLength(self->folder) == 0) {
        return tail;
    }
    PyObject *path = PyUnicode_FromFormat("%U/%U", self->folder, tail);
    Py_DECREF(tail);
    if (path == NULL) {
        return NULL;
    }
    PyObject *dotted = importer_replace(path, '/', '.');
    Py_DECREF(path);
    return dotted;
}

PyDoc_STRVAR(find_spec_doc,
"find_spec($self, fullname, target=None)\n--\n\n"
"Return the spec of the packed module with the last part of this name in the finder's folder, or\n"
"None.");

static PyObject *
path_finder_find_spec(PyObject *op, PyObject *args, PyObject *kwargs)
{
    static char *keywords[] = {"fullname", "target", NULL};
    PyObject *name;
    PyObject *target;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "U|O:find_spec", keywords, &name, &target)) {
        return NULL;
    }
    struct path_finder *self = (struct path_finder *)op;
    struct importer_state *state = importer_state_of_type(Py_TYPE(op));
    PyObject *wanted = packed_name(self, name);
    if (wanted == NULL) {
        return NULL;
    }
    PyObject *spec = NULL;
    struct packed_entry entry;
    const int found = importer_find_module(state, wanted, &entry);
    if (found == 0) {
        spec = Py_NewRef(Py_None);
    }
    else if (found > 0 && entry.is_namespace) {
        /* One part of a namespace package, as FileFinder says it. */
        spec = importer_spec(state, name, Py_None, &entry);
    }
    else if (found > 0 && PyUnicode_Compare(wanted, name) == 0) {
        spec = importer_spec(state, name, state->loader, &entry);
    }
    else if (found > 0) {
        PyObject *loader = packed_loader_new(state, name, wanted);
        if (loader != NULL) {
            spec = importer_spec(state, name, loader, &entry);
            Py_DECREF(loader);
        }
    }
    Py_DECREF(wanted);
    return spec;
}

PyDoc_STRVAR(invalidate_caches_doc,
"invalidate_caches($self, /)\n--\n\n"
"Do nothing: what is packed does not change.");

static PyObject *
path_finder_invalidate_caches(PyObject *Py_UNUSED(self), PyObject *Py_UNUSED(ignored))
{
    Py_RETURN_NONE;
}

PyDoc_STRVAR(iter_modules_doc,
"iter_modules($self, prefix='', /)\n--\n\n"
"Return what pkgutil.iter_modules() yields for the finder's folder: pairs of a name with the\n"
"prefix before it, and whether it is a package.");

static PyObject *
path_finder_iter_modules(PyObject *op, PyObject *args)
{
    PyObject *prefix = NULL;
    if (!PyArg_ParseTuple(args, "|U:iter_modules", &prefix)) {
        return NULL;
    }
    Py_ssize_t size;
    const char *folder = PyUnicode_AsUTF8AndSize(((struct path_finder *)op)->folder, &size);
    if (folder == NULL) {
        PyErr_Clear();                  /* not UTF-8: no packed folder is called so */
        return PyList_New(0);
    }
    return importer_iter_modules(importer_state_of_type(Py_TYPE(op)), folder, (size_t)size,
                                 prefix);
}

static PyObject *
path_finder_repr(PyObject *op)
{
    return PyUnicode_FromFormat("PackedPathEntryFinder(%R)", ((struct path_finder *)op)->path);
}

static PyMethodDef path_finder_methods[] = {
    {"find_spec", (PyCFunction)(void (*)(void))path_finder_find_spec,
     METH_VARARGS | METH_KEYWORDS, find_spec_doc},
    {"invalidate_caches", path_finder_invalidate_caches, METH_NOARGS, invalidate_caches_doc},
    {"iter_modules", path_finder_iter_modules, METH_VARARGS, iter_modules_doc},
    {NULL, NULL, 0, NULL},
};

PyDoc_STRVAR(path_finder_doc, "Finds packed modules for a path inside the executable.");

static PyType_Slot path_finder_slots[] = {
    {Py_tp_doc, (void *)(uintptr_t)path_finder_doc},
    {Py_tp_dealloc, (void *)(uintptr_t)path_finder_dealloc},
    {Py_tp_traverse, (void *)(uintptr_t)path_finder_traverse},
    {Py_tp_repr, (void *)(uintptr_t)path_finder_repr},
    {Py_tp_methods, path_finder_methods},
    {0, NULL},
};

PyType_Spec packed_path_finder_type_spec = {
    .name = "_packed_resources.PackedPathEntryFinder",
    .basicsize = sizeof(struct path_finder),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE
             | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = path_finder_slots,
};
