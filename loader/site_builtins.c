#include "site_builtins.h"

#include <stddef.h>

#include <structmember.h>

/* What `site` tells people to type at the prompt. */
#ifdef MS_WINDOWS
#define END_OF_INPUT "Ctrl-Z plus Return"
#else
#define END_OF_INPUT "Ctrl-D (i.e. EOF)"
#endif

/* Stands for a builtin of `site` until it is called or shown. */
struct site_builtin {
    PyObject_HEAD
    PyObject *name;             /* str, never NULL */
    PyObject *real;             /* what `site` would have made, or NULL if not made yet */
};

static PyObject *
make_printer(PyObject *site_builtins, PyObject *name)
{
    /* site's text for license() names files that an executable does not have. */
    PyObject *credits = NULL;
    PyObject *text;
    if (PyUnicode_CompareWithASCIIString(name, "credits") == 0) {
        text = credits = PyUnicode_FromString(
            "Thanks to CWI, CNRI, BeOpen, Zope Corporation, the Python Software Foundation,\n"
            "and a cast of thousands for supporting Python development.  See www.python.org for "
            "more information.");
    }
    else if (PyUnicode_CompareWithASCIIString(name, "license") == 0) {
        text = credits = PyUnicode_FromString("See https://docs.python.org/3/license.html");
    }
    else {
        text = PySys_GetObject("copyright");            /* borrowed */
    }
    PyObject *printer = NULL;
    if (text != NULL) {
        printer = PyObject_CallMethod(site_builtins, "_Printer", "OO", name, text);
    }
    else if (!PyErr_Occurred()) {
        PyErr_SetString(PyExc_RuntimeError, "lost sys.copyright");
    }
    Py_XDECREF(credits);
    return printer;
}

/* What `site` would have made. Borrowed reference. */
static PyObject *
real_builtin(struct site_builtin *self)
{
    if (self->real != NULL) {
        return self->real;
    }
    PyObject *module = PyImport_ImportModule("_sitebuiltins");
    if (module == NULL) {
        return NULL;
    }
    if (PyUnicode_CompareWithASCIIString(self->name, "exit") == 0
        || PyUnicode_CompareWithASCIIString(self->name, "quit") == 0)
    {
        self->real = PyObject_CallMethod(module, "Quitter", "Os", self->name, END_OF_INPUT);
    }
    else if (PyUnicode_CompareWithASCIIString(self->name, "help") == 0) {
        self->real = PyObject_CallMethod(module, "_Helper", NULL);
    }
    else {
        self->real = make_printer(module, self->name);
    }
    Py_DECREF(module);
    return self->real;
}

static PyObject *
site_builtin_repr(PyObject *self)
{
    PyObject *real = real_builtin((struct site_builtin *)self);
    return real == NULL ? NULL : PyObject_Repr(real);
}

static PyObject *
site_builtin_call(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *real = real_builtin((struct site_builtin *)self);
    return real == NULL ? NULL : PyObject_Call(real, args, kwargs);
}

static int
site_builtin_traverse(PyObject *op, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(op));
    Py_VISIT(((struct site_builtin *)op)->real);
    return 0;
}

static int
site_builtin_clear(PyObject *op)
{
    Py_CLEAR(((struct site_builtin *)op)->real);
    return 0;
}

static void
site_builtin_dealloc(PyObject *op)
{
    PyTypeObject *type = Py_TYPE(op);
    PyObject_GC_UnTrack(op);
    site_builtin_clear(op);
    Py_DECREF(((struct site_builtin *)op)->name);
    PyObject_GC_Del(op);
    Py_DECREF(type);
}

static PyMemberDef site_builtin_members[] = {
    {"name", T_OBJECT_EX, offsetof(struct site_builtin, name), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static PyType_Slot site_builtin_slots[] = {
    {Py_tp_dealloc, (void *)(uintptr_t)site_builtin_dealloc},
    {Py_tp_traverse, (void *)(uintptr_t)site_builtin_traverse},
    {Py_tp_clear, (void *)(uintptr_t)site_builtin_clear},
    {Py_tp_repr, (void *)(uintptr_t)site_builtin_repr},
    {Py_tp_call, (void *)(uintptr_t)site_builtin_call},
    {Py_tp_members, site_builtin_members},
    {0, NULL},
};

static PyType_Spec site_builtin_spec = {
    .name = "_sitebuiltins.LazyBuiltin",
    .basicsize = sizeof(struct site_builtin),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = site_builtin_slots,
};

static int
add_builtin(PyObject *builtins, PyTypeObject *type, const char *name)
{
    PyObject *name_string = PyUnicode_InternFromString(name);
    if (name_string == NULL) {
        return -1;
    }
    struct site_builtin *builtin = PyObject_GC_New(struct site_builtin, type);
    if (builtin == NULL) {
        Py_DECREF(name_string);
        return -1;
    }
    builtin->name = name_string;
    builtin->real = NULL;
    PyObject_GC_Track(builtin);
    /* If `site` has been run, there is the real one. */
    PyObject *added = PyDict_SetDefault(builtins, name_string, (PyObject *)builtin);  /* borrowed */
    const int result = added == NULL ? -1 : 0;
    Py_DECREF(builtin);
    return result;
}

int
site_builtins_add(void)
{
    static const char *const names[] = {"exit", "quit", "copyright", "credits", "license", "help"};
    PyObject *builtins = PyEval_GetBuiltins();          /* borrowed */
    PyTypeObject *type = (PyTypeObject *)PyType_FromSpec(&site_builtin_spec);
    if (type == NULL) {
        return -1;
    }
    int result = 0;
    for (size_t i = 0; result == 0 && i < sizeof(names) / sizeof(names[0]); i++) {
        result = add_builtin(builtins, type, names[i]);
    }
    Py_DECREF(type);
    return result;
}
