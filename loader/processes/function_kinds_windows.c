#include <stdlib.h>
#include <string.h>

#include "function_kinds.h"
#include "rewrite.h"
#include "windows_command_line.h"

/* Like process_rewrite_list(), for a command line in one piece, to which the executable's name may
 * have been left. */
static PyObject *
rewrite_text(struct importer_state *state, PyObject *executable, PyObject *command_line,
             PyObject *folder)
{
    const bool named = executable != Py_None;
    if ((named && !process_is_own(state, executable)) || !PyUnicode_Check(command_line)) {
        return NULL;
    }
    PyObject *encoded = NULL;
    PyObject *encoded_folder = NULL;
    PyObject *program = NULL;
    PyObject *marked = NULL;
    char **argv = NULL;
    int argc;
    size_t program_size;
    if (PyUnicode_FSConverter(command_line, &encoded) == 0
        || (folder != Py_None && PyUnicode_FSConverter(folder, &encoded_folder) == 0)
        || (argv = windows_command_line_split(PyBytes_AsString(encoded), &argc, &program_size))
            == NULL
        || (program = PyUnicode_DecodeFSDefault(argv[0])) == NULL)
    {
        PyErr_Clear();                  /* the function that is called says what is wrong */
        goto done;
    }
    if (!named && !process_is_own(state, program)) {
        goto done;
    }
    const char *const mark =
        process_mark(state, argc, argv,
                     encoded_folder == NULL ? NULL : PyBytes_AsString(encoded_folder));
    if (mark != NULL) {
        const char *const text = PyBytes_AsString(encoded);
        PyObject *start = PyUnicode_DecodeFSDefaultAndSize(text, (Py_ssize_t)program_size);
        PyObject *rest = PyUnicode_DecodeFSDefault(text + program_size);
        if (start != NULL && rest != NULL) {
            marked = PyUnicode_FromFormat("%U %s%U", start, mark, rest);
        }
        Py_XDECREF(start);
        Py_XDECREF(rest);
    }
done:
    free(argv);
    Py_XDECREF(program);
    Py_XDECREF(encoded_folder);
    Py_XDECREF(encoded);
    return marked;
}

enum {
    EXECV,
    EXECVE,
    SPAWNV,
    SPAWNVE,
    CREATE_PROCESS,
};

PROCESS_FUNCTION_WRAPPER(call_execv, EXECV)
PROCESS_FUNCTION_WRAPPER(call_execve, EXECVE)
PROCESS_FUNCTION_WRAPPER(call_spawnv, SPAWNV)
PROCESS_FUNCTION_WRAPPER(call_spawnve, SPAWNVE)
PROCESS_FUNCTION_WRAPPER(call_create_process, CREATE_PROCESS)

const struct process_function_kind process_function_kinds[PROCESS_FUNCTION_COUNT] = {
    [EXECV] = {"nt", "execv", call_execv, .executable = 0, .arguments = 1,
               .rewrite = process_rewrite_list},
    [EXECVE] = {"nt", "execve", call_execve, .executable = 0, .arguments = 1,
                .executable_name = "path", .arguments_name = "argv",
                .rewrite = process_rewrite_list},
    [SPAWNV] = {"nt", "spawnv", call_spawnv, .executable = 1, .arguments = 2,
                .rewrite = process_rewrite_list},
    [SPAWNVE] = {"nt", "spawnve", call_spawnve, .executable = 1, .arguments = 2,
                 .rewrite = process_rewrite_list},
    [CREATE_PROCESS] = {"_winapi", "CreateProcess", call_create_process, .executable = 0,
                        .arguments = 1, .folder = 7, .rewrite = rewrite_text},
};
