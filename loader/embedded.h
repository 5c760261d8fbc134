/* A packed Python application inside a program of your own: initialise, run, call, finalise.
 *
 *     #include <rules_python_executable/embedded.h>
 *
 * Depend on a `python_embedded_library`, which brings interpreter, application and this header, and
 * CPython's own headers as well: after python_embedded_initialize() everything in <Python.h> may be
 * used but Py_InitializeFromConfig() and its like, Py_RunMain() and Py_FinalizeEx(), for which the
 * functions below stand. docs/embedding.md has examples.
 *
 * C11 and C++. There is one interpreter in a process, so all functions speak of it.
 *
 * No function ends the process, prints, reads an environment variable or changes the locale, unless
 * the application does; but one line on standard error says if the packed application turns out to be
 * damaged later on. Text is UTF-8; on POSIX systems `argv` has any bytes.
 */
#ifndef RULES_PYTHON_EXECUTABLE_EMBEDDED_H
#define RULES_PYTHON_EXECUTABLE_EMBEDDED_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum python_embedded_status {
    PYTHON_EMBEDDED_OK = 0,
    PYTHON_EMBEDDED_EXCEPTION = 1,          /* Python code raised an exception */
    PYTHON_EMBEDDED_MISUSE = 2,             /* called at the wrong time or with wrong arguments */
    PYTHON_EMBEDDED_BAD_RESOURCES = 70,     /* the packed application is damaged */
    PYTHON_EMBEDDED_BAD_INTERPRETER = 71,   /* Python could not be initialised */
    PYTHON_EMBEDDED_NO_ENTRY_POINT = 72,    /* the main module or entry point is not there */
};

/* Why a function did not return PYTHON_EMBEDDED_OK: one line without a line break. Every function
 * that takes one accepts NULL, and leaves it alone when it succeeds. */
struct python_embedded_error {
    char message[1024];
};

struct python_embedded_config {
    size_t size;                    /* of this struct: PYTHON_EMBEDDED_CONFIG_INIT sets it */
    int argc;                       /* sys.argv; 0: only the path of the executable */
    char **argv;                    /* copied */
    bool install_signal_handlers;   /* SIGINT raises KeyboardInterrupt and SIGPIPE is ignored, as in
                                     * an ordinary Python; otherwise signals stay as they are, but
                                     * for the module `signal`, which takes a SIGINT that has the
                                     * default handler when it is imported */
};

/* What a configuration begins with: all defaults. */
#define PYTHON_EMBEDDED_CONFIG_INIT {sizeof(struct python_embedded_config), 0, NULL, false}

/* To be called first thing in main(), if the application starts its `sys.executable` as a Python
 * interpreter, as multiprocessing does.
 *
 * Returns false in a process that somebody else has started: go on. Returns true in one that the
 * application has started for itself; it has been an interpreter then and is done: return
 * *exit_code from main(). (It may as well end the process itself, as Py_RunMain() does.)
 *
 * A host program that does not call it has `sys.executable` None. On Windows the process's own
 * command line is looked at and not `argc` and `argv`, which may be 0 and NULL there. */
bool python_embedded_handle_arguments(int argc, char **argv, int *exit_code);

/* Initialises Python with the packed application. `config` may be NULL: all defaults.
 *
 * The calling thread has the GIL afterwards, as after Py_InitializeEx(); PyEval_SaveThread() gives
 * it to others.
 *
 * Once in a process: PYTHON_EMBEDDED_MISUSE if Python is or was initialised. After another error
 * Python cannot be initialised in this process any more. */
enum python_embedded_status
python_embedded_initialize(const struct python_embedded_config *config,
                           struct python_embedded_error *error);

/* Runs the application's main module or entry point as `python` would, and sets *exit_code to what
 * the exit code would be: 0, what SystemExit says, or 1 after another exception, whose traceback is
 * printed on sys.stderr. All of this is PYTHON_EMBEDDED_OK.
 *
 * May be called again: the module __main__ keeps what it has. From any thread that can get the
 * GIL. */
enum python_embedded_status
python_embedded_run(int *exit_code, struct python_embedded_error *error);

/* Imports `module`, calls its attribute `function` with `argument_count` strings, and sets *result
 * to the str it returns, or to NULL if it returns None. Anything else that it returns is a
 * TypeError. `arguments` may be NULL if there are none; `result` may be NULL if nobody wants it.
 *
 * An exception, SystemExit too, is PYTHON_EMBEDDED_EXCEPTION; the error says which and where, and
 * no traceback is printed. From any thread that can get the GIL. The caller frees *result with
 * python_embedded_free(). */
enum python_embedded_status
python_embedded_call(const char *module, const char *function, const char *const *arguments,
                     size_t argument_count, char **result, struct python_embedded_error *error);

/* Frees a result of python_embedded_call(); NULL is fine. */
void python_embedded_free(char *result);

/* Ends Python: waits for threads that are no daemons, calls what `atexit` has, flushes the standard
 * streams. To be called by the thread that has initialised Python, and that has the GIL.
 *
 * PYTHON_EMBEDDED_EXCEPTION if the standard streams could not be flushed; Python has ended all the
 * same. */
enum python_embedded_status
python_embedded_finalize(struct python_embedded_error *error);

#ifdef __cplusplus
}
#endif

#endif
