#include <Python.h>                     /* must come before the system's headers */

#include "packed_answer.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "../compat.h"
#include "../importer/damage.h"
#include "../importer/import_module.h"
#include "../importer/module.h"
#include "../importer/state.h"
#include "../importer/virtual_path.h"
#include "../loader.h"
#include "../packed_tree.h"
#include "absolute_path.h"

/* An argument of the call, or NULL if it is not given. Borrowed reference. */
static PyObject *
argument(const struct overlay_call *call, Py_ssize_t position, const char *keyword)
{
    if (position >= 0 && position < call->nargs) {
        return call->args[position];
    }
    const Py_ssize_t count = call->kwnames == NULL ? 0 : PyTuple_Size(call->kwnames);
    for (Py_ssize_t i = 0; keyword != NULL && i < count; i++) {
        if (PyUnicode_CompareWithASCIIString(PyTuple_GetItem(call->kwnames, i), keyword) == 0) {
            return call->args[call->nargs + i];
        }
    }
    return NULL;
}

/* Turns the path that the call is about into one of the packed tree. Returns a new reference to
 * a str, or NULL, without an exception, if it leads elsewhere. */
static PyObject *
relative_path(const struct overlay_call *call, bool *names_folder)
{
    PyObject *path = argument(call, 0, call->question->path);
    PyObject *elsewhere =
        argument(call, call->question->elsewhere_position, call->question->elsewhere);
    if (path == NULL || (elsewhere != NULL && elsewhere != Py_None)) {
        return NULL;
    }
    PyObject *relative = NULL;
    PyObject *text = NULL;
    if (!PyUnicode_FSConverter(path, &text)) {
        goto done;                      /* a file descriptor, or nothing that can be a path */
    }
    const char *const bytes = PyBytes_AsString(text);
    if (!path_may_be_below(bytes, loader.executable)) {
        goto done;
    }
    *names_folder = path_names_folder(bytes);
    char *absolute = absolute_path(bytes);
    PyObject *absolute_text = absolute == NULL ? NULL : PyUnicode_DecodeFSDefault(absolute);
    free(absolute);
    PyObject *module_name = PyUnicode_FromString(IMPORTER_MODULE_NAME);
    PyObject *module = module_name == NULL ? NULL : PyImport_GetModule(module_name);
    if (absolute_text != NULL && module != NULL
        && importer_relative_path(importer_state_of_module(module), absolute_text, &relative) <= 0)
    {
        relative = NULL;
    }
    Py_XDECREF(module);
    Py_XDECREF(module_name);
    Py_XDECREF(absolute_text);
done:
    Py_XDECREF(text);
    PyErr_Clear();
    return relative;
}

bool
overlay_mode_writes(const struct overlay_call *call)
{
    PyObject *mode = argument(call, 1, "mode");
    const char *text = mode == NULL ? NULL : PyUnicode_AsUTF8(mode);
    return text != NULL && strpbrk(text, "wax+") != NULL;
}

bool
overlay_flags_write(const struct overlay_call *call)
{
    PyObject *flags = argument(call, 1, "flags");
    const long number = flags == NULL ? 0 : PyLong_AsLong(flags);
    if (number == -1 && PyErr_Occurred()) {
        PyErr_Clear();
        return false;
    }
    return (number & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0;
}

/* Whether a part of `path` before the last one is a packed file. */
static bool
is_below_file(const char *path)
{
    struct packed_node node;
    for (const char *end = strchr(path, '/'); end != NULL; end = strchr(end + 1, '/')) {
        const enum packed_status status =
            packed_tree_find(&loader.resources, path, (size_t)(end - path), &node);
        if (status == PACKED_OK && !node.is_directory) {
            return true;
        }
    }
    return false;
}

/* Sets an OSError about the same file as `error`. Returns NULL. */
static PyObject *
set_os_error(int number, PyObject *error)
{
    PyObject *filename = PyObject_GetAttrString(error, "filename");
    if (filename != NULL) {
        errno = number;
        PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, filename);
        Py_DECREF(filename);
    }
    return NULL;
}

/* Loads the packed module `name`. The empty path says to look into no other place first, as that
 * could end in a call like the one that is being answered. New reference. */
static PyObject *
load_packed(PyObject *name)
{
    PyObject *packed_resources = importer_import(IMPORTER_MODULE_NAME);
    PyObject *finder = packed_resources == NULL
                           ? NULL
                           : PyObject_GetAttrString(packed_resources, "finder");
    PyObject *spec = finder == NULL ? NULL : PyObject_CallMethod(finder, "find_spec", "O()", name);
    PyObject *importlib = spec == NULL ? NULL : importer_import(COMPAT_IMPORTLIB);
    PyObject *module =
        importlib == NULL ? NULL : PyObject_CallMethod(importlib, COMPAT_LOAD, "O", spec);
    Py_XDECREF(importlib);
    Py_XDECREF(spec);
    Py_XDECREF(finder);
    Py_XDECREF(packed_resources);
    return module;
}

/* The Python module that answers. New reference.
 *
 * It is not imported: an interpreter imports in the order of sys.path, and the call may be about an
 * entry of that, for such an import. So neither must the modules be that it imports first. */
static PyObject *
answering_module(void)
{
    static const char *const names[] = {
        "__future__", "_packed_importlib", "_packed_importlib.file_system",
    };
    PyObject *module = NULL;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        Py_XDECREF(module);
        PyObject *name = PyUnicode_FromString(names[i]);
        module = name == NULL ? NULL : PyImport_GetModule(name);
        if (module == NULL && !PyErr_Occurred()) {
            module = load_packed(name);
        }
        Py_XDECREF(name);
        if (module == NULL) {
            return NULL;
        }
    }
    return module;
}

/* Calls the Python function that answers, with the path in the packed tree before the arguments of
 * the call. New reference. */
static PyObject *
call_python(const struct overlay_call *call, PyObject *relative)
{
    PyObject *module = answering_module();
    if (module == NULL) {
        return NULL;
    }
    PyObject *function = PyObject_GetAttrString(module, call->question->answer);
    Py_DECREF(module);
    if (function == NULL) {
        return NULL;
    }
    const size_t given =
        (size_t)call->nargs + (call->kwnames == NULL ? 0 : (size_t)PyTuple_Size(call->kwnames));
    PyObject *answer = NULL;
    PyObject **args = PyMem_Calloc(given + 1, sizeof(PyObject *));
    if (args == NULL) {
        PyErr_NoMemory();
    }
    else {
        args[0] = relative;
        memcpy(args + 1, call->args, given * sizeof(PyObject *));
        answer = PyObject_Vectorcall(function, args, (size_t)call->nargs + 1, call->kwnames);
        PyMem_Free(args);
    }
    Py_DECREF(function);
    return answer;
}

/* Whether the exception that is set may be about a packed file: the system knows no such file, says
 * that the executable is no folder, or finds the path too long, as one below an executable with a
 * long path may be. */
static bool
may_be_packed(void)
{
    if (PyErr_ExceptionMatches(PyExc_FileNotFoundError)
        || PyErr_ExceptionMatches(PyExc_NotADirectoryError))
    {
        return true;
    }
    if (!PyErr_ExceptionMatches(PyExc_OSError)) {
        return false;
    }
    PyObject *error = PyErr_GetRaisedException();
    PyObject *number = PyObject_GetAttrString(error, "errno");
    const bool too_long =
        number != NULL && PyLong_Check(number) && PyLong_AsLong(number) == ENAMETOOLONG;
    Py_XDECREF(number);
    PyErr_SetRaisedException(error);
    return too_long;
}

/* Answers for a path in the packed tree at which there is nothing; `text` is the path, or NULL
 * if it is not UTF-8. The system says that the executable is no folder, or that the path is too
 * long, but a program that asks for a file expects to hear that there is none. As answer()
 * below. */
static PyObject *
answer_missing(const char *text, PyObject *error)
{
    if (error != NULL && !PyErr_GivenExceptionMatches(error, PyExc_FileNotFoundError)
        && !(text != NULL && is_below_file(text)))
    {
        return set_os_error(ENOENT, error);
    }
    Py_RETURN_NOTIMPLEMENTED;
}

/* Answers for a path in the packed tree. `error` is the system's exception, or NULL if the system's
 * answer is False. New reference: NotImplemented if the system's answer holds. */
static PyObject *
answer(const struct overlay_call *call, PyObject *relative, bool names_folder, PyObject *error)
{
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(relative, &size);
    if (text == NULL) {
        PyErr_Clear();                  /* a lone surrogate is in no packed name */
        return answer_missing(NULL, error);
    }
    if (size == 0 && !call->question->lists) {
        Py_RETURN_NOTIMPLEMENTED;       /* the executable itself is a file, or is not there */
    }
    if (call->question->writes != NULL && call->question->writes(call)) {
        return set_os_error(EROFS, error);
    }
    struct packed_node node;
    const enum packed_status status =
        packed_tree_find(&loader.resources, text, (size_t)size, &node);
    if (status == PACKED_OK && (node.is_directory || !names_folder)) {
        return call_python(call, relative);
    }
    if (status == PACKED_NOT_FOUND) {
        return answer_missing(text, error);
    }
    if (status == PACKED_OK) {
        Py_RETURN_NOTIMPLEMENTED;       /* a file with a separator at its end */
    }
    importer_set_damaged(status, relative);
    return NULL;
}

PyObject *
overlay_result(const struct overlay_call *call, PyObject *result)
{
    if (result == NULL && !may_be_packed()) {
        return NULL;
    }
    PyObject *error = result == NULL ? PyErr_GetRaisedException() : NULL;
    bool names_folder = false;
    PyObject *relative = relative_path(call, &names_folder);
    PyObject *packed = relative == NULL ? Py_NewRef(Py_NotImplemented)
                                        : answer(call, relative, names_folder, error);
    Py_XDECREF(relative);
    if (packed != Py_NotImplemented) {
        Py_XDECREF(error);
        Py_XDECREF(result);
        return packed;
    }
    Py_DECREF(packed);
    if (error != NULL) {
        PyErr_SetRaisedException(error);
    }
    return result;
}
