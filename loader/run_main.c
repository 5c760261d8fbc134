#include <Python.h>                     /* must come before the system's headers */

#include "run_main.h"

#include <stdio.h>
#include <string.h>

#include "compat.h"
#include "importer/entry.h"
#include "importer/module.h"
#include "importer/packed_loader.h"
#include "importer/packed_path.h"
#include "importer/state.h"
#include "loader.h"
#include "system.h"
#include "system_exit.h"

/* Prints the exception that is set. Does not return for SystemExit, unless to a host program. */
static struct run_result
report_exception(void)
{
    if (loader.host.present && PyErr_ExceptionMatches(PyExc_SystemExit)) {
        return (struct run_result){.code = system_exit_code()};
    }
    /* The exact type, as in CPython: a subclass is an ordinary exception. */
    struct run_result result = {
        .code = 1,
        .interrupted = PyErr_Occurred() == PyExc_KeyboardInterrupt,
    };
    PyErr_Print();
    return result;
}

static struct run_result
report_missing(const char *what, struct packed_slice name)
{
    const char *const rest = " is not in the executable";
    const size_t size = strlen(what) + name.size + strlen(rest) + 4;
    struct run_result result = {.code = 1, .not_found = malloc(size)};
    PyErr_Clear();
    if (result.not_found != NULL) {
        snprintf(result.not_found, size, "%s '%.*s'%s", what, (int)name.size, name.data, rest);
    }
    return result;
}

/* Gives the module __main__ the attributes of a script: no spec and no package, because programs
 * take those as a sign that they were run by `python -m`. Its code is that of the packed module
 * `packed_name`, and its file is `filename`. */
static int
set_main_attributes(struct importer_state *state, PyObject *namespace, PyObject *packed_name,
                    PyObject *filename)
{
    PyObject *name = PyUnicode_FromString("__main__");
    PyObject *module_loader =
        name == NULL ? NULL : packed_loader_new(state, name, packed_name, filename);
    Py_XDECREF(name);
    if (module_loader == NULL) {
        return -1;
    }
    const struct {
        const char *name;
        PyObject *value;
    } attributes[] = {
        {"__file__", filename},   {"__cached__", Py_None},      {"__spec__", Py_None},
        {"__package__", Py_None}, {"__loader__", module_loader},
    };
    int result = 0;
    for (size_t i = 0; result == 0 && i < sizeof(attributes) / sizeof(attributes[0]); i++) {
        result = PyDict_SetItemString(namespace, attributes[i].name, attributes[i].value);
    }
    Py_DECREF(module_loader);
    return result;
}

/* The state of the importer. NULL with an exception set if its module is gone. */
static struct importer_state *
importer_state(void)
{
    PyObject *module = PyImport_ImportModule(IMPORTER_MODULE_NAME);
    if (module == NULL) {
        return NULL;
    }
    struct importer_state *state = importer_state_of_module(module);
    Py_DECREF(module);                  /* sys.modules keeps it */
    return state;
}

/* The namespace of the module __main__. Borrowed reference. */
static PyObject *
main_namespace(void)
{
    PyObject *main_module = PyImport_AddModule("__main__");
    return main_module == NULL ? NULL : PyModule_GetDict(main_module);
}

/* Runs the packed module `entry`, called `name`, as __main__. Returns 0, or -1 with an exception
 * set. */
static int
run_entry(struct importer_state *state, PyObject *name, const struct packed_entry *entry)
{
    PyObject *namespace = main_namespace();
    PyObject *code = namespace == NULL ? NULL : importer_code(state, name, entry);
    PyObject *filename = code == NULL ? NULL : importer_filename(state, entry);
    PyObject *value = NULL;
    if (filename != NULL && set_main_attributes(state, namespace, name, filename) == 0) {
        value = PyEval_EvalCode(code, namespace, namespace);
    }
    const int result = value == NULL ? -1 : 0;
    Py_XDECREF(value);
    Py_XDECREF(filename);
    Py_XDECREF(code);
    return result;
}

static struct run_result
run_module(struct packed_slice name)
{
    struct run_result result = {.code = 0};
    struct importer_state *state = importer_state();
    PyObject *name_string = importer_string(name);
    struct packed_entry entry;
    int found = -1;
    if (state != NULL && name_string != NULL) {
        found = importer_find_module(state, name_string, &entry);
    }
    if (found == 0 || (found > 0 && entry.is_namespace)) {
        result = report_missing("the main module", name);
    }
    else if (found < 0 || run_entry(state, name_string, &entry) < 0) {
        result = report_exception();
    }
    Py_XDECREF(name_string);
    return result;
}

/* Puts the folder of a script in front of sys.path, unless flags say that it must not be there. */
static int
add_folder_of_script(PyObject *script)
{
    PyObject *flags = PySys_GetObject("flags");         /* borrowed */
    PyObject *path = PySys_GetObject("path");           /* borrowed */
    PyObject *safe_path = flags == NULL ? NULL : PyObject_GetAttrString(flags, "safe_path");
    const int is_safe = safe_path == NULL ? -1 : PyObject_IsTrue(safe_path);
    Py_XDECREF(safe_path);
    if (is_safe != 0 || path == NULL) {
        return is_safe < 0 ? -1 : 0;
    }
    const Py_ssize_t separator =
        PyUnicode_FindChar(script, SYSTEM_SEPARATOR, 0, PyUnicode_GetLength(script), -1);
    PyObject *folder = separator < 0 ? NULL : PyUnicode_Substring(script, 0, separator);
    const int result = folder == NULL ? -1 : PyList_Insert(path, 0, folder);
    Py_XDECREF(folder);
    return result;
}

bool
run_packed_script(const char *path, struct run_result *result)
{
    struct importer_state *state = importer_state();
    PyObject *script = state == NULL ? NULL : PyUnicode_DecodeFSDefault(path);
    PyObject *name = NULL;
    struct packed_entry module;
    const int found = script == NULL ? -1 : importer_find_module_at(state, script, &module);
    if (found > 0) {
        name = importer_string(module.name);
    }
    *result = (struct run_result){.code = 0};
    if (found != 0
        && (name == NULL || add_folder_of_script(script) < 0
            || run_entry(state, name, &module) < 0))
    {
        *result = report_exception();
    }
    Py_XDECREF(name);
    Py_XDECREF(script);
    return found != 0;
}

/* Whether the exception that is set says that `module`, or a package it is in, does not exist. */
static bool
is_about_missing_module(PyObject *module)
{
    if (!PyErr_ExceptionMatches(PyExc_ModuleNotFoundError)) {
        return false;
    }
    bool missing = false;
    PyObject *error = PyErr_GetRaisedException();
    PyObject *name = PyObject_GetAttrString(error, "name");
    if (name == NULL) {
        PyErr_Clear();
    }
    else if (PyUnicode_Check(name)) {
        const Py_ssize_t length = PyUnicode_GetLength(name);
        missing = PyUnicode_Tailmatch(module, name, 0, length, -1) == 1
                  && (PyUnicode_GetLength(module) == length
                      || PyUnicode_ReadChar(module, length) == '.');
    }
    Py_XDECREF(name);
    PyErr_SetRaisedException(error);
    return missing;
}

/* Follows the dotted `path` from `module`. New reference; NULL with AttributeError set. */
static PyObject *
resolve_attribute(PyObject *module, PyObject *path)
{
    PyObject *dot = PyUnicode_FromString(".");
    PyObject *names = dot == NULL ? NULL : PyUnicode_Split(path, dot, -1);
    Py_XDECREF(dot);
    if (names == NULL) {
        return NULL;
    }
    PyObject *object = Py_NewRef(module);
    for (Py_ssize_t i = 0; object != NULL && i < PyList_Size(names); i++) {
        PyObject *next = PyObject_GetAttr(object, PyList_GetItem(names, i));
        Py_DECREF(object);
        object = next;
    }
    Py_DECREF(names);
    return object;
}

static struct run_result
run_entry_point(struct packed_slice entry_point)
{
    struct run_result result = {.code = 0};
    struct importer_state *state = importer_state();
    PyObject *namespace = main_namespace();
    PyObject *main_name = PyUnicode_FromString("__main__");
    PyObject *module_name = NULL;
    PyObject *path = NULL;
    PyObject *module = NULL;
    PyObject *function = NULL;
    PyObject *value = NULL;
    const char *colon = memchr(entry_point.data, ':', entry_point.size);
    if (colon == NULL) {
        Py_XDECREF(main_name);
        return report_missing("the entry point", entry_point);
    }
    const size_t colon_index = (size_t)(colon - entry_point.data);
    const struct packed_slice module_part = {entry_point.data, colon_index};
    const struct packed_slice path_part = {colon + 1, entry_point.size - colon_index - 1};

    /* The script that an installer would have made for this entry point is the executable. */
    if (state == NULL || namespace == NULL || main_name == NULL
        || set_main_attributes(state, namespace, main_name, state->root) < 0)
    {
        goto error;
    }
    module_name = importer_string(module_part);
    path = importer_string(path_part);
    if (module_name == NULL || path == NULL) {
        goto error;
    }
    module = PyImport_Import(module_name);
    if (module == NULL) {
        if (is_about_missing_module(module_name)) {
            result = report_missing("the entry point's module", module_part);
            goto done;
        }
        goto error;
    }
    function = resolve_attribute(module, path);
    if (function == NULL) {
        if (PyErr_ExceptionMatches(PyExc_AttributeError)) {
            result = report_missing("the entry point", entry_point);
            goto done;
        }
        goto error;
    }
    value = PyObject_CallNoArgs(function);
    if (value == NULL) {
        goto error;
    }
    /* sys.exit(function()) */
    PyErr_SetObject(PyExc_SystemExit, value);
error:
    Py_XDECREF(value);
    value = NULL;
    result = report_exception();
done:
    Py_XDECREF(function);
    Py_XDECREF(module);
    Py_XDECREF(path);
    Py_XDECREF(module_name);
    Py_XDECREF(main_name);
    return result;
}

struct run_result
run_main(const struct run_configuration *configuration)
{
    if (configuration->entry_point.size != 0) {
        return run_entry_point(configuration->entry_point);
    }
    return run_module(configuration->run_module);
}
