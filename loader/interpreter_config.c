#include "interpreter_config.h"

#include <osdefs.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "interpreter_fields.h"
#include "native_text.h"
#include "terminal_locale.h"

/* Whether the packed configuration sets the flag `name`; `otherwise` if it does not have it. */
static bool
flag_of_field(const struct interpreter_config *wanted, const char *name, bool otherwise)
{
    bool flag = otherwise;
    struct config_field field;
    uint64_t cursor = 0;
    while (run_configuration_next_field(wanted->fields, &cursor, &field)) {
        if (strcmp(field.name, name) == 0) {
            flag = field.number != 0;
        }
    }
    return flag;
}

/* Whether PYTHON* variables count: for an interpreter, unless its command line says otherwise (-I,
 * -E); for a program and its children, if the packed configuration says so. */
static bool
reads_environment(const struct interpreter_config *wanted)
{
    return flag_of_field(wanted, "use_environment", wanted->interpreter && !wanted->child);
}

/* Whether the locale C is changed when somebody needs another one. If the packed configuration says
 * that it is coerced, CPython does that at once. */
static bool
replaces_c_locale(const struct interpreter_config *wanted)
{
    return (wanted->interpreter ? wanted->child : wanted->configure_locale)
           && flag_of_field(wanted, "configure_locale", true)
           && flag_of_field(wanted, "coerce_c_locale", true);
}

static PyStatus
preinitialize(const struct interpreter_config *wanted, bool environment)
{
    PyPreConfig preconfig;
    if (!wanted->interpreter && !environment) {
        PyPreConfig_InitIsolatedConfig(&preconfig);
    }
    else {
        PyPreConfig_InitPythonConfig(&preconfig);
        preconfig.isolated = wanted->isolated && !environment;
        preconfig.use_environment = environment;
        preconfig.parse_argv = wanted->interpreter;
    }
    if (!wanted->interpreter || wanted->child) {
        preconfig.utf8_mode = 1;
        /* Like an ordinary Python: readline and curses depend on LC_CTYPE. See terminal_locale.h for
         * the locale C. */
        preconfig.configure_locale = wanted->interpreter || wanted->configure_locale;
        preconfig.coerce_c_locale = 0;
        preconfig.coerce_c_locale_warn = 0;
    }
    struct config_field field;
    uint64_t cursor = 0;
    while (run_configuration_next_field(wanted->fields, &cursor, &field)) {
        interpreter_field_set_preconfig(&preconfig, &field);
    }
    if (wanted->interpreter) {
        return Py_PreInitializeFromBytesArgs(&preconfig, wanted->argc, wanted->argv);
    }
    return Py_PreInitialize(&preconfig);
}

static PyStatus
set_fields(PyConfig *config, const struct interpreter_config *wanted)
{
    PyStatus status = PyStatus_Ok();
    struct config_field field;
    uint64_t cursor = 0;
    while (!PyStatus_Exception(status)
           && run_configuration_next_field(wanted->fields, &cursor, &field))
    {
        status = interpreter_field_set(config, &field);
    }
    return status;
}

/* Sets every path, so that nothing is left for Python to look for in the file system. */
static PyStatus
set_paths(PyConfig *config, const char *executable)
{
    wchar_t *path = native_text_decode(executable);
    if (path == NULL) {
        return PyStatus_NoMemory();
    }
    PyStatus status = PyConfig_SetString(config, &config->executable, path);
    PyMem_RawFree(path);
    if (PyStatus_Exception(status)) {
        return status;
    }
    /* The executable is the folder that the packed tree is in, so it is what an installation's
     * prefix is, and the only entry of sys.path. A prefix such as the executable's folder would
     * make programs look at files that are not ours.
     *
     * `home` is what keeps Python from reading pyvenv.cfg, NAME._pth and the marks of a build
     * folder beside the executable or above it. */
    wchar_t **const same[] = {
        &config->home,        &config->program_name, &config->base_executable,
        &config->prefix,      &config->base_prefix,  &config->exec_prefix,
        &config->base_exec_prefix, &config->stdlib_dir,
    };
    for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
        status = PyConfig_SetString(config, same[i], config->executable);
        if (PyStatus_Exception(status)) {
            return status;
        }
    }
    status = PyConfig_SetString(config, &config->platlibdir, L"lib");
    if (PyStatus_Exception(status)) {
        return status;
    }
    config->module_search_paths_set = 1;
    return PyWideStringList_Append(&config->module_search_paths, config->executable);
}

/* Adds the folders of the packed configuration, behind what is packed. */
static PyStatus
add_extra_paths(PyConfig *config, const struct interpreter_config *wanted)
{
    PyStatus status = PyStatus_Ok();
    uint64_t cursor = 0;
    char *path;
    while (!PyStatus_Exception(status)
           && run_configuration_next_extra_path(wanted->fields, &cursor, wanted->executable, &path))
    {
        wchar_t *decoded = path == NULL ? NULL : native_text_decode(path);
        free(path);
        if (decoded == NULL) {
            return PyStatus_NoMemory();
        }
        status = PyWideStringList_Append(&config->module_search_paths, decoded);
        PyMem_RawFree(decoded);
    }
    return status;
}

static PyStatus
append_arguments(PyWideStringList *list, int argc, char **argv)
{
    for (int i = 0; i < argc; i++) {
        wchar_t *argument = native_text_decode(argv[i]);
        if (argument == NULL) {
            return PyStatus_NoMemory();
        }
        const PyStatus status = PyWideStringList_Append(list, argument);
        PyMem_RawFree(argument);
        if (PyStatus_Exception(status)) {
            return status;
        }
    }
    return PyStatus_Ok();
}

/* Adds the entries of `path`, a list as in PYTHONPATH. */
static PyStatus
add_search_paths(PyConfig *config, const wchar_t *path)
{
    PyStatus status = PyStatus_Ok();
    const wchar_t *entry = path;
    while (!PyStatus_Exception(status) && entry != NULL && entry[0] != L'\0') {
        const wchar_t *end = wcschr(entry, DELIM);
        const size_t length = end == NULL ? wcslen(entry) : (size_t)(end - entry);
        wchar_t *copy = PyMem_RawCalloc(length + 1, sizeof(wchar_t));
        if (copy == NULL) {
            return PyStatus_NoMemory();
        }
        wmemcpy(copy, entry, length);
        status = PyWideStringList_Append(&config->module_search_paths, copy);
        PyMem_RawFree(copy);
        entry = end == NULL ? NULL : end + 1;
    }
    return status;
}

/* Adds the entries of PYTHONPATH: where the paths are set, Python leaves the variable alone. */
static PyStatus
add_pythonpath(PyConfig *config, const struct interpreter_config *wanted)
{
    /* Whether the variable counts (-E, -I) is known to whoever has read the command line. That
     * cannot be `config` itself: read twice, it loses some -X options. */
    PyConfig read;
    PyConfig_InitPythonConfig(&read);
    read.parse_argv = 1;
    read.use_environment = config->use_environment;
    PyStatus status = append_arguments(&read.argv, wanted->argc, wanted->argv);
    if (!PyStatus_Exception(status)) {
        status = PyConfig_Read(&read);
    }
    if (!PyStatus_Exception(status)) {
        status = add_search_paths(config, read.pythonpath_env);
    }
    PyConfig_Clear(&read);
    return status;
}

static PyStatus
configure(PyConfig *config, const struct interpreter_config *wanted)
{
    config->site_import = 0;
    config->use_frozen_modules = 1;     /* off in debug builds otherwise */
    config->write_bytecode = 0;
    config->pathconfig_warnings = 0;
    config->parse_argv = wanted->interpreter;
    config->install_signal_handlers = wanted->install_signal_handlers;
    config->optimization_level = wanted->optimize;
    if (!wanted->interpreter || wanted->isolated) {
        config->safe_path = 1;
        config->user_site_directory = 0;
    }
    PyStatus status = set_fields(config, wanted);
    if (wanted->import_time) {
        config->import_time = 1;
    }
    if (!PyStatus_Exception(status) && wanted->interpreter && !wanted->child) {
        status = add_pythonpath(config, wanted);
    }
    if (!PyStatus_Exception(status)) {
        status = set_paths(config, wanted->executable);
    }
    if (!PyStatus_Exception(status)) {
        status = add_extra_paths(config, wanted);
    }
    if (PyStatus_Exception(status)) {
        return status;
    }
    /* Left to itself Python would take sys.argv for what the process was started with. */
    status = append_arguments(&config->orig_argv, wanted->original_argc, wanted->original_argv);
    if (PyStatus_Exception(status)) {
        return status;
    }
    return append_arguments(&config->argv, wanted->argc, wanted->argv);
}

PyStatus
interpreter_initialize(const struct interpreter_config *wanted, compat_install install,
                       int *install_failed)
{
    *install_failed = 0;
    const bool environment = reads_environment(wanted);
    PyStatus status = preinitialize(wanted, environment);
    if (PyStatus_Exception(status)) {
        return status;
    }
    if (replaces_c_locale(wanted)) {
        terminal_locale_prepare();
    }
    PyConfig config;
    if (!wanted->interpreter && !environment) {
        PyConfig_InitIsolatedConfig(&config);
    }
    else {
        PyConfig_InitPythonConfig(&config);
        config.isolated = wanted->isolated && !environment;
        config.use_environment = environment;
    }
    status = configure(&config, wanted);
    if (!PyStatus_Exception(status)) {
        status = compat_initialize(&config, install, install_failed);
    }
    PyConfig_Clear(&config);
    return status;
}
