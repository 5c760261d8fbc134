#include "packed_finder.h"

#include "entry.h"
#include "import_module.h"
#include "namespace_package.h"
#include "precedence.h"
#include "search_order.h"
#include "spec.h"

PyObject *
packed_finder_new(struct importer_state *state)
{
    PyObject *finder = PyObject_GC_New(PyObject, state->finder_type);
    if (finder != NULL) {
        PyObject_GC_Track(finder);
    }
    return finder;
}

/* The type refers to the module, and the module to instances. */
static int
finder_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    return 0;
}

static void
finder_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

PyDoc_STRVAR(find_spec_doc,
"find_spec($self, fullname, path=None, target=None)\n--\n\n"
"Return the spec of the packed module with this full name, or None, also if it stands back behind\n"
"a builtin or frozen one. If something goes before it on the path, return what importlib finds\n"
"there. Packed modules called __main__ are left to path finders.");

static PyObject *
finder_find_spec(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *keywords[] = {"fullname", "path", "target", NULL};
    PyObject *name;
    PyObject *path = Py_None;
    PyObject *target;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|OO:find_spec", keywords, &name, &path,
                                     &target))
    {
        return NULL;
    }
    struct importer_state *state = importer_state_of_type(Py_TYPE(self));
    struct packed_entry entry;
    /* Which module is `__main__` depends on the path: runpy puts a folder's in front of sys.path. */
    if (PyUnicode_Check(name) && PyUnicode_CompareWithASCIIString(name, "__main__") == 0) {
        Py_RETURN_NONE;
    }
    const int found = importer_find_module(state, name, &entry);
    const int stands_back = found <= 0 ? 0 : importer_stands_back(state, name, &entry);
    if (found < 0 || stands_back < 0) {
        return NULL;
    }
    if (found == 0 || stands_back > 0) {
        Py_RETURN_NONE;
    }
    if (entry.is_namespace) {
        return importer_namespace_spec(state, name, path, &entry);
    }
    const int is_behind = importer_is_behind(state, name, path, &entry);
    if (is_behind < 0) {
        return NULL;
    }
    return is_behind ? importer_find_on_path(name, path)
                     : importer_spec(state, name, name, &entry);
}

PyDoc_STRVAR(invalidate_caches_doc,
"invalidate_caches($self, /)\n--\n\n"
"Do nothing: what is packed does not change.");

static PyObject *
finder_invalidate_caches(PyObject *Py_UNUSED(self), PyObject *Py_UNUSED(ignored))
{
    Py_RETURN_NONE;
}

PyDoc_STRVAR(find_distributions_doc,
"find_distributions($self, context=None, /)\n--\n\n"
"Return the packed distributions that an importlib.metadata context asks for.");

static PyObject *
finder_find_distributions(PyObject *Py_UNUSED(self), PyObject *args)
{
    PyObject *context = Py_None;
    if (!PyArg_ParseTuple(args, "|O:find_distributions", &context)) {
        return NULL;
    }
    PyObject *metadata = importer_import("_packed_importlib.metadata");
    if (metadata == NULL) {
        return NULL;
    }
    PyObject *found = PyObject_CallMethod(metadata, "find_distributions", "O", context);
    Py_DECREF(metadata);
    return found;
}

static PyMethodDef finder_methods[] = {
    {"find_spec", (PyCFunction)(void (*)(void))finder_find_spec, METH_VARARGS | METH_KEYWORDS,
     find_spec_doc},
    {"invalidate_caches", finder_invalidate_caches, METH_NOARGS, invalidate_caches_doc},
    {"find_distributions", finder_find_distributions, METH_VARARGS, find_distributions_doc},
    {NULL, NULL, 0, NULL},
};

PyDoc_STRVAR(finder_doc, "Finds modules in the packed resources of the executable.");

static PyType_Slot finder_slots[] = {
    {Py_tp_doc, (void *)(uintptr_t)finder_doc},
    {Py_tp_dealloc, (void *)(uintptr_t)finder_dealloc},
    {Py_tp_traverse, (void *)(uintptr_t)finder_traverse},
    {Py_tp_methods, finder_methods},
    {0, NULL},
};

PyType_Spec packed_finder_type_spec = {
    .name = "_packed_resources.PackedFinder",
    .basicsize = sizeof(PyObject),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE
             | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = finder_slots,
};
