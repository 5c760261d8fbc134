/* A host program. Its first argument says which of its functions to run; what they find is on
 * standard output, where the test reads it. */
#include <Python.h>                     /* must come before the system's headers */

#include <rules_python_executable/embedded.h>

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#include <windows.h>
#else
#include <pthread.h>
#endif

#define FUNCTIONS "tests.e2e.embedding.functions"

/* Writes how a call has ended. */
static void
show(const char *what, enum python_embedded_status status,
     const struct python_embedded_error *error)
{
    if (status == PYTHON_EMBEDDED_OK) {
        printf("%s: ok\n", what);
    }
    else {
        printf("%s: %d: %s\n", what, (int)status, error->message);
    }
}

/* Initialises Python with the arguments of main(). */
static void
initialize(int argc, char **argv)
{
    struct python_embedded_config config = PYTHON_EMBEDDED_CONFIG_INIT;
    config.argc = argc;
    config.argv = argv;
    struct python_embedded_error error;
    const enum python_embedded_status status = python_embedded_initialize(&config, &error);
    if (status != PYTHON_EMBEDDED_OK) {
        show("initialize", status, &error);
        exit(1);
    }
}

static void
finalize(void)
{
    struct python_embedded_error error;
    show("finalize", python_embedded_finalize(&error), &error);
}

/* Calls a function and writes its result, or why there is none. */
static void
call(const char *module, const char *function, const char *const *arguments, size_t count)
{
    struct python_embedded_error error;
    char *result;
    const enum python_embedded_status status =
        python_embedded_call(module, function, arguments, count, &result, &error);
    if (status != PYTHON_EMBEDDED_OK) {
        show("call", status, &error);
    }
    else {
        printf("%s\n", result == NULL ? "(None)" : result);
    }
    python_embedded_free(result);
}

/* host call MODULE FUNCTION [ARGUMENT ...] */
static int
call_main(int argc, char **argv)
{
    initialize(argc, argv);
    call(argv[2], argv[3], (const char *const *)argv + 4, (size_t)argc - 4);
    finalize();
    return 0;
}

/* host run [ARGUMENT ...] */
static int
run_main(int argc, char **argv)
{
    struct python_embedded_error error;
    int code = -1;
    initialize(argc, argv);
    const enum python_embedded_status status = python_embedded_run(&code, &error);
    finalize();
    show("run", status, &error);
    printf("code: %d\n", code);
    return 0;
}

/* host run_twice */
static int
run_twice_main(int argc, char **argv)
{
    int codes[2] = {-1, -1};
    initialize(argc, argv);
    python_embedded_run(&codes[0], NULL);
    python_embedded_run(&codes[1], NULL);
    finalize();
    printf("codes: %d %d\n", codes[0], codes[1]);
    return 0;
}

/* host misuse */
static int
misuse_main(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    struct python_embedded_error error;
    int code;
    char *result = (char *)"not set";

    show("run too early", python_embedded_run(&code, &error), &error);
    show("call too early", python_embedded_call("sys", "exit", NULL, 0, &result, &error), &error);
    printf("result: %s\n", result == NULL ? "none" : result);
    show("finalize too early", python_embedded_finalize(&error), &error);

    struct python_embedded_config config = PYTHON_EMBEDDED_CONFIG_INIT;
    config.size--;
    show("size", python_embedded_initialize(&config, &error), &error);
    config.size++;
    config.argc = 1;
    show("argv", python_embedded_initialize(&config, &error), &error);
    config.argc = -1;
    show("argc", python_embedded_initialize(&config, &error), &error);

    show("initialize", python_embedded_initialize(NULL, &error), &error);
    show("initialize twice", python_embedded_initialize(NULL, &error), &error);
    printf("without an error: %d\n", (int)python_embedded_initialize(NULL, NULL));

    PyThreadState *state = PyEval_SaveThread();
    show("finalize without GIL", python_embedded_finalize(&error), &error);
    PyEval_RestoreThread(state);
    show("finalize", python_embedded_finalize(&error), &error);

    show("finalize twice", python_embedded_finalize(&error), &error);
    show("run too late", python_embedded_run(&code, &error), &error);
    show("call too late", python_embedded_call("sys", "exit", NULL, 0, &result, &error), &error);
    show("initialize again", python_embedded_initialize(NULL, &error), &error);
    return 0;
}

/* host after_python LIBRARY: the host has initialised Python by itself, with the standard library in
 * a folder. */
static int
after_python_main(int argc, char **argv)
{
    PyConfig config;
    PyConfig_InitIsolatedConfig(&config);
    config.module_search_paths_set = 1;
    config.site_import = 0;
    wchar_t *folder = argc > 2 ? Py_DecodeLocale(argv[2], NULL) : NULL;
    if (folder == NULL
        || PyStatus_Exception(PyWideStringList_Append(&config.module_search_paths, folder))
        || PyStatus_Exception(Py_InitializeFromConfig(&config)))
    {
        return 1;
    }
    PyMem_RawFree(folder);
    PyConfig_Clear(&config);
    struct python_embedded_error error;
    show("initialize", python_embedded_initialize(NULL, &error), &error);
    return Py_FinalizeEx();
}

/* host defaults: without arguments for Python, and nothing of the process is changed. */
static int
defaults_main(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    const char *locale = setlocale(LC_CTYPE, NULL);
    char before[64];
    snprintf(before, sizeof(before), "%s", locale);
    if (python_embedded_initialize(NULL, NULL) != PYTHON_EMBEDDED_OK) {
        return 1;
    }
    printf("locale: %s\n", strcmp(before, setlocale(LC_CTYPE, NULL)) == 0 ? "kept" : "changed");
    printf("SIGINT: %s\n", signal(SIGINT, SIG_DFL) == SIG_DFL ? "kept" : "changed");
    call(FUNCTIONS, "facts", NULL, 0);
    finalize();
    return 0;
}

/* host signals: the same with Python's signal handlers. */
static int
signals_main(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    struct python_embedded_config config = PYTHON_EMBEDDED_CONFIG_INIT;
    config.install_signal_handlers = true;
    if (python_embedded_initialize(&config, NULL) != PYTHON_EMBEDDED_OK) {
        return 1;
    }
    printf("SIGINT: %s\n", signal(SIGINT, SIG_DFL) == SIG_DFL ? "kept" : "changed");
    finalize();
    return 0;
}

/* host api: CPython's own API. */
static int
api_main(int argc, char **argv)
{
    initialize(argc, argv);
    PyObject *module = PyImport_ImportModule(FUNCTIONS);
    PyObject *value = module == NULL ? NULL : PyObject_CallMethod(module, "join", "ss", "a", "b");
    const char *text = value == NULL ? NULL : PyUnicode_AsUTF8(value);
    printf("%s %d\n", text == NULL ? "(error)" : text, PyErr_Occurred() != NULL);
    Py_XDECREF(value);
    Py_XDECREF(module);
    finalize();
    return 0;
}

#ifdef _WIN32
static DWORD WINAPI
#else
static void *
#endif
call_in_thread(void *unused)
{
    (void)unused;
    const char *const words[] = {"from", "a", "thread"};
    call(FUNCTIONS, "join", words, 3);
    return 0;
}

/* host thread: another thread calls while this one has given the GIL away. */
static int
thread_main(int argc, char **argv)
{
    initialize(argc, argv);
    PyThreadState *state = PyEval_SaveThread();
#ifdef _WIN32
    HANDLE thread = CreateThread(NULL, 0, call_in_thread, NULL, 0, NULL);
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
#else
    pthread_t thread;
    if (pthread_create(&thread, NULL, call_in_thread, NULL) != 0) {
        return 1;
    }
    pthread_join(thread, NULL);
#endif
    PyEval_RestoreThread(state);
    finalize();
    return 0;
}

static long
allocated_blocks(void)
{
    char *text;
    if (python_embedded_call(FUNCTIONS, "blocks", NULL, 0, &text, NULL) != PYTHON_EMBEDDED_OK) {
        return -1;
    }
    const long blocks = atol(text);
    python_embedded_free(text);
    return blocks;
}

/* host repeat ROUNDS: calls often, with and without success, and writes by how many blocks of memory
 * Python has grown. */
static int
repeat_main(int argc, char **argv)
{
    initialize(argc, argv);
    const long warm_up = 100;                   /* fills caches */
    const long rounds = argc > 2 ? atol(argv[2]) : 0;
    long before = 0;
    for (long i = 0; i < warm_up + rounds; i++) {
        if (i == warm_up) {
            before = allocated_blocks();
        }
        const char *const words[] = {"a word", "and another"};
        struct python_embedded_error error;
        char *result;
        python_embedded_call(FUNCTIONS, "join", words, 2, &result, &error);
        python_embedded_free(result);
        python_embedded_call(FUNCTIONS, "join", words, 2, NULL, &error);
        python_embedded_call(FUNCTIONS, "fail", NULL, 0, &result, &error);
        python_embedded_call(FUNCTIONS, "number", NULL, 0, &result, NULL);
        python_embedded_call("no.such.module", "f", NULL, 0, &result, &error);
    }
    printf("%ld\n", allocated_blocks() - before);
    finalize();
    return 0;
}

int
main(int argc, char **argv)
{
#ifdef HANDLES_ARGUMENTS
    int exit_code;
    if (python_embedded_handle_arguments(argc, argv, &exit_code)) {
        return exit_code;
    }
#endif
    static const struct {
        const char *name;
        int (*main)(int argc, char **argv);
    } ways[] = {
        {"after_python", after_python_main}, {"api", api_main},         {"call", call_main},
        {"defaults", defaults_main},         {"misuse", misuse_main},   {"repeat", repeat_main},
        {"run", run_main},                   {"run_twice", run_twice_main},
        {"signals", signals_main},           {"thread", thread_main},
    };
    for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
        if (argc > 1 && strcmp(argv[1], ways[i].name) == 0) {
            return ways[i].main(argc, argv);
        }
    }
    fprintf(stderr, "host: there is no such way\n");
    return 64;
}
