#include "functions.h"

#include <string.h>

#include "../compat.h"
#include "../importer/module.h"
#include "function_kinds.h"

/* More than any of the functions has. */
#define MAX_ARGUMENTS 32

/* Where in `arguments` the one at `position`, or with the name `name` if that is not NULL, is; -1 if
 * it is missing. */
static Py_ssize_t
find_argument(Py_ssize_t position, const char *name, Py_ssize_t count, PyObject *keywords)
{
    if (position < count) {
        return position;
    }
    const Py_ssize_t keyword_count =
        name == NULL || keywords == NULL ? 0 : PyTuple_Size(keywords);
    for (Py_ssize_t i = 0; i < keyword_count; i++) {
        if (PyUnicode_CompareWithASCIIString(PyTuple_GetItem(keywords, i), name) == 0) {
            return count + i;
        }
    }
    return -1;
}

/* The state of the importer, or NULL if its module is gone. */
static struct importer_state *
importer_state(void)
{
    /* Borrowed, and without the detours of an import. */
    PyObject *importer = PyDict_GetItemString(PyImport_GetModuleDict(), IMPORTER_MODULE_NAME);
    return importer == NULL || !PyModule_Check(importer) ? NULL
                                                         : importer_state_of_module(importer);
}

PyObject *
process_function_call(size_t index, PyObject *const *arguments, Py_ssize_t count,
                      PyObject *keywords)
{
    struct importer_state *state = importer_state();
    if (state == NULL || state->process_functions[index] == NULL) {
        PyErr_SetString(PyExc_RuntimeError, "the importer of packed modules is gone");
        return NULL;
    }
    /* Owned, as the state may be cleared meanwhile. */
    PyObject *original = Py_NewRef(state->process_functions[index]);
    const struct process_function_kind *kind = &process_function_kinds[index];
    const Py_ssize_t total = count + (keywords == NULL ? 0 : PyTuple_Size(keywords));
    const Py_ssize_t executable =
        find_argument(kind->executable, kind->executable_name, count, keywords);
    const Py_ssize_t to_rewrite =
        find_argument(kind->arguments, kind->arguments_name, count, keywords);
    PyObject *rewritten = NULL;
    if (executable >= 0 && to_rewrite >= 0 && total <= MAX_ARGUMENTS) {
        PyObject *folder =
            kind->folder > 0 && kind->folder < count ? arguments[kind->folder] : Py_None;
        rewritten =
            kind->rewrite(state, arguments[executable], arguments[to_rewrite], folder);
    }
    PyObject *result = NULL;
    if (rewritten != NULL) {
        PyObject *copy[MAX_ARGUMENTS];
        memcpy(copy, arguments, (size_t)total * sizeof(PyObject *));
        copy[to_rewrite] = rewritten;
        result = PyObject_Vectorcall(original, copy, (size_t)count, keywords);
        Py_DECREF(rewritten);
    }
    else if (!PyErr_Occurred()) {
        result = PyObject_Vectorcall(original, arguments, (size_t)count, keywords);
    }
    Py_DECREF(original);
    return result;
}

/* Puts a function in the place of the one of the kind number `index`, with the same name, text and
 * signature. */
static int
replace(struct importer_state *state, size_t index)
{
    const struct process_function_kind *kind = &process_function_kinds[index];
    PyObject *module = PyImport_ImportModule(kind->module);
    PyObject *original = module == NULL ? NULL : PyObject_GetAttrString(module, kind->name);
    PyObject *module_name = module == NULL ? NULL : PyModule_GetNameObject(module);
    PyMethodDef *definition = NULL;
    PyObject *wrapper = NULL;
    int result = -1;
    if (original == NULL || module_name == NULL) {
        /* Not every system has all of them. */
        if (module != NULL && PyErr_ExceptionMatches(PyExc_AttributeError)) {
            PyErr_Clear();
            result = 0;
        }
        goto done;
    }
    /* Never freed: nothing else is sure to live as long as the function. */
    definition = PyMem_RawMalloc(sizeof(PyMethodDef));
    if (definition == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    *definition = (PyMethodDef){
        .ml_name = kind->name,
        .ml_meth = (PyCFunction)(void (*)(void))kind->wrapper,
        .ml_flags = METH_FASTCALL | METH_KEYWORDS,
        .ml_doc = compat_builtin_function_text(original),
    };
    wrapper = PyCFunction_NewEx(definition, module, module_name);
    if (wrapper != NULL) {
        state->process_functions[index] = Py_NewRef(original);
        result = PyObject_SetAttrString(module, kind->name, wrapper);
    }
done:
    Py_XDECREF(wrapper);
    Py_XDECREF(module_name);
    Py_XDECREF(original);
    Py_XDECREF(module);
    return result;
}

int
process_functions_replace(void)
{
    PyObject *importer = PyImport_ImportModule(IMPORTER_MODULE_NAME);
    if (importer == NULL) {
        return -1;
    }
    struct importer_state *state = importer_state_of_module(importer);
    int result = 0;
    for (size_t i = 0; result == 0 && i < PROCESS_FUNCTION_COUNT; i++) {
        result = process_function_kinds[i].name == NULL ? 0 : replace(state, i);
    }
    Py_DECREF(importer);
    return result;
}
