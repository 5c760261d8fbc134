#include <Python.h>                     /* must come before the system's headers */

#include "program.h"

#include <stdio.h>
#include <stdlib.h>

#include "compat.h"
#include "error_line.h"
#include "exception_line.h"
#include "executable_path.h"
#include "importer/damage.h"
#include "importer/module.h"
#include "importer/open_code.h"
#include "interpreter_config.h"
#include "interpreter_setup.h"
#include "linked_extensions.h"
#include "loader.h"
#include "process_start.h"
#include "run_main.h"
#include "start_report.h"
#include "subinterpreter.h"
#include "system.h"

/* Writes the loader's one line and returns `code`. */
static int
fail(int code, const char *what, const char *mend)
{
    error_line_write(what, mend);
    return code;
}

int
program_open(const char *argv0, locator locate)
{
    loader.executable = executable_path(argv0);
    if (loader.executable == NULL) {
        return fail(PROGRAM_EXIT_BAD_INTERPRETER, "out of memory", "free some memory");
    }
    const void *address;
    size_t size;
    const enum locator_status located = locate(&address, &size);
    if (located == LOCATOR_NOT_ATTACHED) {
        return fail(PROGRAM_EXIT_BAD_RESOURCES, locator_status_message(located),
                    "build a program with the rule python_executable");
    }
    if (located != LOCATOR_OK) {
        return fail(PROGRAM_EXIT_BAD_RESOURCES, locator_status_message(located),
                    ERROR_LINE_COPY_AGAIN);
    }
    enum packed_status status = packed_resources_open(&loader.resources, address, size);
    if (status == PACKED_OK) {
        status = run_configuration_read(&loader.configuration, &loader.resources);
    }
    if (status == PACKED_OK) {
        status = subinterpreter_prepare();
    }
    if (status != PACKED_OK) {
        return fail(PROGRAM_EXIT_BAD_RESOURCES, packed_status_message(status),
                    ERROR_LINE_COPY_AGAIN);
    }
    if (packed_resources_bytecode_magic(&loader.resources) != COMPAT_BYTECODE_MAGIC) {
        return fail(PROGRAM_EXIT_BAD_RESOURCES,
                    "the packed bytecode is for another version than Python " PY_VERSION,
                    "build interpreter and bytecode for the same version");
    }
    return 0;
}

/* Says why Python could not be initialised. Returns an exit code. */
static int
fail_initialization(const PyStatus *status, int has_exception)
{
    if (PyStatus_IsExit(*status)) {
        return status->exitcode;
    }
    if (importer_has_reported_damage()) {
        return PROGRAM_EXIT_BAD_RESOURCES;
    }
    char what[512];
    /* Python's own initialisation may leave one behind, too: it says why. */
    const bool raised = has_exception || compat_error_occurred();
    if (raised && loader.host.error != NULL) {
        exception_line(what, sizeof(what));
        return fail(PROGRAM_EXIT_BAD_INTERPRETER, what, "build the program again");
    }
    if (raised) {
        PyErr_Print();
    }
    snprintf(what, sizeof(what), "Python could not be initialised (%s%s%s)",
             status->func == NULL ? "" : status->func, status->func == NULL ? "" : ": ",
             status->err_msg == NULL ? "unknown error" : status->err_msg);
    return fail(PROGRAM_EXIT_BAD_INTERPRETER, what, "build the program again");
}

bool
program_initialize(const struct process_start *start, int *code)
{
    *code = PROGRAM_EXIT_BAD_INTERPRETER;
    if (run_configuration_set_environment(&loader.configuration) < 0
        || PyImport_AppendInittab(IMPORTER_MODULE_NAME, PyInit__packed_resources) < 0
        || PyImport_ExtendInittab(linked_extensions) < 0
        || PyImport_AppendInittab(SUBINTERPRETER_MODULE_NAME, PyInit__packed_interpreter) < 0)
    {
        fail(PROGRAM_EXIT_BAD_INTERPRETER, "out of memory", "free some memory");
        return false;
    }
    loader.finds_by_path = process_start_finds_by_path(start, &loader);
    start_report(&loader, start);
    struct interpreter_config config;
    process_start_configure(start, &loader, &config);
    if (config.argv == NULL) {
        fail(PROGRAM_EXIT_BAD_INTERPRETER, "out of memory", "free some memory");
        return false;
    }
    int install_failed = 0;
    PyStatus status = PyStatus_Error("there is a hook of io.open_code() already");
    if (importer_set_open_code_hook() == 0) {
        status = interpreter_initialize(&config, interpreter_setup_early, &install_failed);
    }
    free(config.argv);
    if (PyStatus_Exception(status)) {
        *code = fail_initialization(&status, install_failed);
        return false;
    }
    if (interpreter_setup_late() < 0) {
        status = PyStatus_Error("the importer could not be installed");
        *code = fail_initialization(&status, 1);
        return false;
    }
    return true;
}

int
program_main(int argc, char **argv, locator locate)
{
    const int code = program_open(argc > 0 ? argv[0] : NULL, locate);
    return code != 0 ? code : program_run(argc, argv);
}

int
program_run(int argc, char **argv)
{
    int code;
    const struct process_start start = process_start_read(&loader, argc, argv);
    if (!program_initialize(&start, &code)) {
        return code;
    }

    struct run_result result;
    if (start.command_line.kind == COMMAND_LINE_SCRIPT && start.origin != COMMAND_LINE_OF_PROGRAM
        && run_packed_script(start.argv[start.command_line.script], &result))
    {
        /* Py_RunMain() would look for it in the file system. */
    }
    else if (loader.configuration.interpreter || start.origin == COMMAND_LINE_OF_INTERPRETER) {
        return Py_RunMain();
    }
    else {
        result = run_main(&loader.configuration);
    }
    if (result.not_found != NULL) {
        code = fail(PROGRAM_EXIT_NO_ENTRY_POINT, result.not_found,
                    "check the program's main module or entry point and its dependencies");
        free(result.not_found);
    }
    else {
        code = result.code;
    }
    if (Py_FinalizeEx() < 0) {
        code = 120;                     /* as Py_RunMain() */
    }
    return result.interrupted ? system_exit_by_interrupt() : code;
}
