#include <Python.h>                     /* must come before the system's headers */

#include "embedded.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exception_line.h"
#include "host_arguments.h"
#include "loader.h"
#include "locator.h"
#include "process_start.h"
#include "processes/command_line.h"
#include "program.h"
#include "run_main.h"
#include "system.h"

/* The packed resources, see embedded_resources.S. */
extern const unsigned char python_embedded_resources[] __attribute__((visibility("hidden")));
extern const uint64_t python_embedded_resources_size __attribute__((visibility("hidden")));

/* They are linked in. Nothing is cut off: without its last part the program would not have been
 * started. */
static enum locator_status
locate(const void **address, size_t *size)
{
    *address = python_embedded_resources;
    *size = (size_t)python_embedded_resources_size;
    return LOCATOR_OK;
}

/* Describes a failure and returns `status`. */
static enum python_embedded_status
fail(struct python_embedded_error *error, enum python_embedded_status status, const char *what,
     const char *mend)
{
    if (error != NULL) {
        snprintf(error->message, sizeof(error->message), "%s: %s", what, mend);
    }
    return status;
}

/* Describes the exception that is set, and clears it. */
static enum python_embedded_status
fail_with_exception(struct python_embedded_error *error)
{
    if (error == NULL) {
        PyErr_Clear();
    }
    else {
        exception_line(error->message, sizeof(error->message));
    }
    return PYTHON_EMBEDDED_EXCEPTION;
}

/* PYTHON_EMBEDDED_OK if Python is there. */
static enum python_embedded_status
check_running(struct python_embedded_error *error)
{
    switch (loader.host.stage) {
    case LOADER_RUNNING:
        return PYTHON_EMBEDDED_OK;
    case LOADER_ENDED:
        return fail(error, PYTHON_EMBEDDED_MISUSE, "Python has been finalised",
                    "call python_embedded_finalize() last");
    default:
        return fail(error, PYTHON_EMBEDDED_MISUSE, "Python has not been initialised",
                    "call python_embedded_initialize() before");
    }
}

/* PYTHON_EMBEDDED_OK if Python can be initialised. */
static enum python_embedded_status
check_not_used(struct python_embedded_error *error)
{
    if (loader.host.stage == LOADER_ENDED) {
        /* Many extension modules do not bear it, and ours have not been tried. */
        return fail(error, PYTHON_EMBEDDED_MISUSE,
                    "Python can be initialised only once in a process",
                    "finalise it when the process ends");
    }
    if (loader.host.stage == LOADER_RUNNING) {
        return fail(error, PYTHON_EMBEDDED_MISUSE, "Python has been initialised already",
                    "call python_embedded_initialize() once");
    }
    if (Py_IsInitialized()) {
        return fail(error, PYTHON_EMBEDDED_MISUSE,
                    "the program has initialised Python without its packed application",
                    "call python_embedded_initialize() instead of Py_Initialize()");
    }
    return PYTHON_EMBEDDED_OK;
}

bool
python_embedded_handle_arguments(int argc, char **argv, int *exit_code)
{
    loader.host.present = true;
    loader.host.handles_arguments = true;
    *exit_code = PROGRAM_EXIT_BAD_INTERPRETER;
    int count;
    char **arguments = host_arguments(argc, argv, &count);      /* in use until Python ends */
    if (arguments == NULL) {
        system_write_error("python-executable: out of memory: free some memory\n");
        return true;
    }
    bool handled = false;
    if (command_line_origin(count, arguments) != COMMAND_LINE_OF_USER) {
        *exit_code = program_open(arguments[0], locate);
        handled = *exit_code != 0 || loader.configuration.child_interpreter;
        if (handled && *exit_code == 0) {
            *exit_code = program_run(count, arguments);
        }
    }
    free(arguments);
    return handled;
}

/* Opens the packed resources and initialises Python. Returns 0, or an exit code with the error
 * described. */
static int
start(const struct python_embedded_config *config)
{
    int code = program_open(config->argc > 0 ? config->argv[0] : NULL, locate);
    if (code != 0) {
        return code;
    }
    if (!loader.host.handles_arguments) {
        loader.configuration.child_interpreter = false;
    }
    loader.host.installs_signal_handlers = config->install_signal_handlers;
    const struct process_start process = {
        .origin = COMMAND_LINE_OF_USER,
        .argc = config->argc,
        .argv = config->argv,
    };
    if (!program_initialize(&process, &code)) {
        return code == 0 ? PROGRAM_EXIT_BAD_INTERPRETER : code;
    }
    return 0;
}

enum python_embedded_status
python_embedded_initialize(const struct python_embedded_config *config,
                           struct python_embedded_error *error)
{
    static const struct python_embedded_config defaults = PYTHON_EMBEDDED_CONFIG_INIT;
    if (config == NULL) {
        config = &defaults;
    }
    if (config->size != sizeof(*config)) {
        return fail(error, PYTHON_EMBEDDED_MISUSE, "the configuration has the wrong size",
                    "begin with PYTHON_EMBEDDED_CONFIG_INIT of the header that is linked");
    }
    if (config->argc < 0 || (config->argc > 0 && config->argv == NULL)) {
        return fail(error, PYTHON_EMBEDDED_MISUSE, "argc and argv do not fit each other",
                    "pass those of main(), or 0 and NULL");
    }
    const enum python_embedded_status usable = check_not_used(error);
    if (usable != PYTHON_EMBEDDED_OK) {
        return usable;
    }
    struct python_embedded_error unwanted;
    loader.host.present = true;
    loader.host.error = error == NULL ? unwanted.message : error->message;
    loader.host.error_size = sizeof(unwanted.message);
    const int code = start(config);
    loader.host.error = NULL;
    loader.host.stage = code == 0 ? LOADER_RUNNING : LOADER_ENDED;
    return (enum python_embedded_status)code;
}

enum python_embedded_status
python_embedded_run(int *exit_code, struct python_embedded_error *error)
{
    const enum python_embedded_status running = check_running(error);
    if (running != PYTHON_EMBEDDED_OK) {
        return running;
    }
    const struct run_configuration *const configuration = &loader.configuration;
    if (configuration->run_module.size == 0 && configuration->entry_point.size == 0) {
        return fail(error, PYTHON_EMBEDDED_NO_ENTRY_POINT, "there is nothing to run",
                    "give the python_embedded_library a `main` or an `entry_point`");
    }
    const PyGILState_STATE gil = PyGILState_Ensure();
    const struct run_result result = run_main(configuration);
    PyGILState_Release(gil);
    if (result.not_found != NULL) {
        fail(error, PYTHON_EMBEDDED_NO_ENTRY_POINT, result.not_found,
             "check the program's main module or entry point and its dependencies");
        free(result.not_found);
        return PYTHON_EMBEDDED_NO_ENTRY_POINT;
    }
    *exit_code = result.code;
    return PYTHON_EMBEDDED_OK;
}

/* A tuple of str. New reference; NULL with an exception set. */
static PyObject *
decode_arguments(const char *const *arguments, size_t count)
{
    PyObject *tuple = PyTuple_New((Py_ssize_t)count);
    for (size_t i = 0; tuple != NULL && i < count; i++) {
        PyObject *text = PyUnicode_FromString(arguments[i]);
        if (text == NULL) {
            Py_CLEAR(tuple);
        }
        else {
            PyTuple_SetItem(tuple, (Py_ssize_t)i, text);
        }
    }
    return tuple;
}

/* Calls the function. New reference; NULL with an exception set. */
static PyObject *
call(const char *module_name, const char *function_name, const char *const *arguments,
     size_t count)
{
    PyObject *module = PyImport_ImportModule(module_name);
    PyObject *function = module == NULL ? NULL : PyObject_GetAttrString(module, function_name);
    PyObject *tuple = function == NULL ? NULL : decode_arguments(arguments, count);
    PyObject *value = tuple == NULL ? NULL : PyObject_CallObject(function, tuple);
    Py_XDECREF(tuple);
    Py_XDECREF(function);
    Py_XDECREF(module);
    return value;
}

/* Sets *result to a copy of `value`, a str, or to NULL for None. Returns 0, or -1 with an exception
 * set. */
static int
copy_result(PyObject *value, char **result)
{
    *result = NULL;
    if (value == Py_None) {
        return 0;
    }
    if (!PyUnicode_Check(value)) {
        PyErr_Format(PyExc_TypeError, "the function has to return str or None, not %s",
                     Py_TYPE(value)->tp_name);
        return -1;
    }
    Py_ssize_t size;
    const char *const text = PyUnicode_AsUTF8AndSize(value, &size);
    if (text == NULL) {
        return -1;
    }
    if (strlen(text) != (size_t)size) {
        PyErr_SetString(PyExc_ValueError, "the function returned a str with a null character");
        return -1;
    }
    *result = malloc((size_t)size + 1);
    if (*result == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    memcpy(*result, text, (size_t)size + 1);
    return 0;
}

enum python_embedded_status
python_embedded_call(const char *module, const char *function, const char *const *arguments,
                     size_t argument_count, char **result, struct python_embedded_error *error)
{
    char *copy = NULL;
    if (result != NULL) {
        *result = NULL;
    }
    enum python_embedded_status status = check_running(error);
    if (status != PYTHON_EMBEDDED_OK) {
        return status;
    }
    const PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *value = call(module, function, arguments, argument_count);
    if (value == NULL || copy_result(value, &copy) < 0) {
        status = fail_with_exception(error);
    }
    Py_XDECREF(value);
    PyGILState_Release(gil);
    if (result == NULL) {
        free(copy);
    }
    else {
        *result = copy;
    }
    return status;
}

void
python_embedded_free(char *result)
{
    free(result);
}

enum python_embedded_status
python_embedded_finalize(struct python_embedded_error *error)
{
    const enum python_embedded_status running = check_running(error);
    if (running != PYTHON_EMBEDDED_OK) {
        return running;
    }
    if (!PyGILState_Check()) {
        return fail(error, PYTHON_EMBEDDED_MISUSE, "the calling thread does not have the GIL",
                    "call python_embedded_finalize() where Python was initialised, after "
                    "PyEval_RestoreThread()");
    }
    loader.host.stage = LOADER_ENDED;
    if (Py_FinalizeEx() < 0) {
        return fail(error, PYTHON_EMBEDDED_EXCEPTION, "the standard streams could not be flushed",
                    "see to what they are connected with");
    }
    return PYTHON_EMBEDDED_OK;
}
