#include "path_finder.h"

#include <stddef.h>

#include <structmember.h>

#include "entry.h"
#include "iter_modules.h"
#include "search_order.h"
#include "spec.h"
#include "virtual_path.h"
#include "../packed_tree.h"

/* Whether there is a folder at `path`, a str, in the packed tree. Also if that cannot be told: imports
 * will say what is damaged. */
static bool
is_folder(struct importer_state *state, PyObject *path)
{
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(path, &size);
    if (text == NULL) {
        PyErr_Clear();                  /* not UTF-8: no packed folder is called so */
        return false;
    }
    struct packed_node node;
    const enum packed_status status =
        packed_tree_find(state->resources, text, (size_t)size, &node);
    return status == PACKED_OK ? node.is_directory : status != PACKED_NOT_FOUND;
}

/* The path in the packed tree that an entry of sys.path leads to. New reference, or NULL without an
 * exception if it leads elsewhere. */
static PyObject *
packed_folder(struct importer_state *state, PyObject *entry)
{
    PyObject *folder = NULL;
    if (!PyUnicode_Check(entry) || importer_normal_relative_path(state, entry, &folder) <= 0) {
        PyErr_Clear();                  /* it cannot be a path: other hooks may know it */
        return NULL;
    }
    return folder;
}

struct path_finder {
    PyObject_HEAD
    PyObject *path;             /* str: the path the finder is for */
    PyObject *folder;           /* str: the same in the packed tree, normalised */
};

PyObject *
packed_path_hook(struct importer_state *state, PyObject *path)
{
    PyObject *folder = packed_folder(state, path);
    if (folder == NULL) {
        PyErr_SetString(PyExc_ImportError, "only paths inside the executable are supported");
        return NULL;
    }
    /* As for a file in an ordinary folder: runpy.run_path() runs what is no entry of a path. */
    if (!is_folder(state, folder)) {
        PyErr_SetString(PyExc_ImportError, "only folders of the executable are supported");
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

/* Whether the finder has to leave the module `entry`, called `name`, alone: the program's own main
 * module, when runpy looks for that of a folder, which it has put in front of sys.path. Returns 1, 0
 * or, with an exception set, -1. */
static int
is_main_of_another(struct importer_state *state, struct path_finder *self, PyObject *name,
                   const struct packed_entry *entry)
{
    if (PyUnicode_GetLength(self->folder) > 0
        || PyUnicode_CompareWithASCIIString(name, "__main__") != 0)
    {
        return 0;
    }
    return importer_is_behind(state, name, Py_None, entry);
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
    int found = importer_find_module(state, wanted, &entry);
    if (found > 0) {
        const int leave = is_main_of_another(state, self, name, &entry);
        found = leave < 0 ? -1 : !leave;
    }
    if (found == 0) {
        spec = Py_NewRef(Py_None);
    }
    else if (found > 0) {
        spec = importer_spec(state, name, wanted, &entry);
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

static PyMemberDef path_finder_members[] = {
    {"path", T_OBJECT_EX, offsetof(struct path_finder, path), READONLY,
     PyDoc_STR("the path that the finder is for")},
    {NULL, 0, 0, 0, NULL},
};

static PyType_Slot path_finder_slots[] = {
    {Py_tp_doc, (void *)(uintptr_t)path_finder_doc},
    {Py_tp_dealloc, (void *)(uintptr_t)path_finder_dealloc},
    {Py_tp_traverse, (void *)(uintptr_t)path_finder_traverse},
    {Py_tp_repr, (void *)(uintptr_t)path_finder_repr},
    {Py_tp_methods, path_finder_methods},
    {Py_tp_members, path_finder_members},
    {0, NULL},
};

PyType_Spec packed_path_finder_type_spec = {
    .name = "_packed_resources.PackedPathEntryFinder",
    .basicsize = sizeof(struct path_finder),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE
             | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = path_finder_slots,
};
