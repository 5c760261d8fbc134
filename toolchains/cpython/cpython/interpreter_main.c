/* The interpreter that runs the build's own tools.
 *
 *     interpreter --path DIRECTORY_OR_ZIP [--path ...] -m MODULE [ARGUMENT ...]
 *
 * It is deaf to everything but its command line: it reads no environment variable, no site
 * customisation and no file but what it imports and what the tool asks for; it writes no bytecode;
 * and it hashes strings the same way in every run, so that a tool's output depends on nothing but
 * its input.
 *
 * Exit codes: the tool's own; 2 for a bad command line; 1 if the interpreter cannot start.
 */

#include <Python.h>

#include <stdio.h>
#include <string.h>

static const int kUsageError = 2;

/* Append `text`, in the encoding of the command line, to `list`. */
static PyStatus
append_decoded(PyWideStringList *list, const char *text)
{
    wchar_t *decoded = Py_DecodeLocale(text, NULL);
    if (decoded == NULL) {
        return PyStatus_NoMemory();
    }
    PyStatus status = PyWideStringList_Append(list, decoded);
    PyMem_RawFree(decoded);
    return status;
}

/* Read `--path` options and `-m MODULE` off the command line into `config`; what follows becomes
 * `sys.argv[1:]`. Return 0, or -1 after a message if the command line is wrong, leaving `*status`
 * at success; or -1 with `*status` set if memory ran out. */
static int
parse_command_line(PyConfig *config, int argc, char **argv, PyStatus *status)
{
    int next = 1;
    while (next + 1 < argc && strcmp(argv[next], "--path") == 0) {
        *status = append_decoded(&config->module_search_paths, argv[next + 1]);
        if (PyStatus_Exception(*status)) {
            return -1;
        }
        next += 2;
    }
    if (config->module_search_paths.length == 0 || next + 1 >= argc
            || strcmp(argv[next], "-m") != 0) {
        fprintf(stderr,
                "interpreter: bad command line; usage: interpreter --path DIRECTORY_OR_ZIP "
                "[--path ...] -m MODULE [ARGUMENT ...]\n");
        return -1;
    }
    config->module_search_paths_set = 1;

    *status = PyConfig_SetBytesString(config, &config->run_module, argv[next + 1]);
    next += 2;

    /* runpy replaces the first item by the module's file name. */
    if (!PyStatus_Exception(*status)) {
        *status = PyWideStringList_Append(&config->argv, L"-m");
    }
    for (; next < argc && !PyStatus_Exception(*status); next++) {
        *status = append_decoded(&config->argv, argv[next]);
    }
    return PyStatus_Exception(*status) ? -1 : 0;
}

int
main(int argc, char **argv)
{
    PyPreConfig preconfig;
    PyPreConfig_InitIsolatedConfig(&preconfig);
    preconfig.utf8_mode = 1;
    preconfig.configure_locale = 0;
    PyStatus status = Py_PreInitialize(&preconfig);
    if (PyStatus_Exception(status)) {
        Py_ExitStatusException(status);
    }

    PyConfig config;
    PyConfig_InitIsolatedConfig(&config);
    config.parse_argv = 0;
    config.site_import = 0;
    config.write_bytecode = 0;
    config.use_hash_seed = 1;
    config.hash_seed = 0;
    config.install_signal_handlers = 1;

    if (parse_command_line(&config, argc, argv, &status) != 0 && !PyStatus_Exception(status)) {
        PyConfig_Clear(&config);
        return kUsageError;
    }

    /* Told where it lives, the interpreter does not search for an installation around itself. */
    if (!PyStatus_Exception(status)) {
        status = PyConfig_SetBytesString(&config, &config.executable, argv[0]);
    }
    if (!PyStatus_Exception(status)) {
        status = PyConfig_SetString(&config, &config.home, config.module_search_paths.items[0]);
    }
    if (!PyStatus_Exception(status)) {
        status = Py_InitializeFromConfig(&config);
    }
    PyConfig_Clear(&config);
    if (PyStatus_Exception(status)) {
        Py_ExitStatusException(status);
    }
    return Py_RunMain();
}
