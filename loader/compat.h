/* Everything the loader uses that is private to CPython or differs between its versions.
 *
 * Holds for: 3.11, 3.13 and 3.14. 3.11 and 3.14 have been checked on Linux only.
 *
 * What to look at for another version:
 *   - how its initialisation is interrupted: compat_initialize();
 *   - the magic number of its bytecode, and its core modules, which change with every version;
 *   - the fields of its PyConfig;
 *   - 3.15: _Py_InitializeMain() is back, and PyImport_CreateModuleFromInitfunc() serves importers.
 */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_COMPAT_H
#define RULES_PYTHON_EXECUTABLE_LOADER_COMPAT_H

#include <Python.h>

#include <stdbool.h>

#define COMPAT_MINOR_VERSION (PY_VERSION_HEX >> 16)
#define COMPAT_3_11 0x030B
#define COMPAT_3_13 0x030D
#define COMPAT_3_14 0x030E

#if COMPAT_MINOR_VERSION != COMPAT_3_13                                                            \
    && (defined(MS_WINDOWS)                                                                        \
        || (COMPAT_MINOR_VERSION != COMPAT_3_11 && COMPAT_MINOR_VERSION != COMPAT_3_14))
#error "loader/compat.h has not been checked against this version of Python"
#endif

/* The first four bytes of a .pyc file, read as a little-endian number: MAGIC_NUMBER in
 * Lib/importlib/_bootstrap_external.py (from 3.14 on PYC_MAGIC_NUMBER in pycore_magic_number.h), then
 * "\r\n". PyImport_GetMagicNumber() tells the same, but only once the import system works, for which
 * the packed modules are needed. */
#define COMPAT_MAGIC_OF(number) (number##u | (uint32_t)'\r' << 16 | (uint32_t)'\n' << 24)
#if COMPAT_MINOR_VERSION == COMPAT_3_11
#define COMPAT_BYTECODE_MAGIC COMPAT_MAGIC_OF(3495)
#elif COMPAT_MINOR_VERSION == COMPAT_3_13
#define COMPAT_BYTECODE_MAGIC COMPAT_MAGIC_OF(3571)
#else
#define COMPAT_BYTECODE_MAGIC COMPAT_MAGIC_OF(3627)
#endif

/* For the slots of a module's definition: its state is its own in every interpreter, and nothing in
 * it counts on the GIL. */
#if COMPAT_MINOR_VERSION == COMPAT_3_11
#define COMPAT_MODULE_SLOTS
#else
#define COMPAT_MODULE_SLOTS                                                                        \
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},                          \
    {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif

#if COMPAT_MINOR_VERSION == COMPAT_3_11
/* Functions and types of later versions, under their names there. */
typedef _PyCFunctionFastWithKeywords PyCFunctionFastWithKeywords;

static inline PyObject *
PyErr_GetRaisedException(void)
{
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    if (type == NULL) {
        return NULL;
    }
    PyErr_NormalizeException(&type, &value, &traceback);
    if (traceback != NULL) {
        PyException_SetTraceback(value, traceback);
        Py_DECREF(traceback);
    }
    Py_DECREF(type);
    return value;
}

static inline void
PyErr_SetRaisedException(PyObject *exception)
{
    PyObject *type = Py_NewRef((PyObject *)Py_TYPE(exception));
    PyErr_Restore(type, exception, PyException_GetTraceback(exception));
}
#endif

/* Importlib's own module, as it is known before any file can be imported. */
#define COMPAT_IMPORTLIB "_frozen_importlib"
#define COMPAT_IMPORTLIB_EXTERNAL "_frozen_importlib_external"

/* The first module that is imported in a new interpreter and is not builtin, a package. */
#define COMPAT_FIRST_MODULE "encodings"

/* Function of COMPAT_IMPORTLIB; what it calls starts a new piece of a traceback, from which the
 * frames of importlib are then left out. */
#define COMPAT_CALL_WITH_FRAMES_REMOVED "_call_with_frames_removed"

/* Function of COMPAT_IMPORTLIB that makes and runs the module of a spec. */
#define COMPAT_LOAD "_load"

/* Function of COMPAT_IMPORTLIB that makes load_module() of exec_module(). */
#define COMPAT_LOAD_MODULE "_load_module_shim"

/* Function of the module `_imp` that renames a code object and those inside it. */
#define COMPAT_FIX_FILENAME "_fix_co_filename"

/* Functions of the module `_imp`. */
#define COMPAT_IS_FROZEN "is_frozen"
#define COMPAT_FIND_FROZEN "find_frozen"
#define COMPAT_FROZEN_MODULE_NAMES "_frozen_module_names"

/* The text of a builtin function: its signature and its docstring. */
static inline const char *
compat_builtin_function_text(PyObject *function)
{
    return PyCFunction_Check(function) ? ((PyCFunctionObject *)function)->m_ml->ml_doc : NULL;
}

/* Whether an exception is set; false where Python is not far enough to have any. */
static inline bool
compat_error_occurred(void)
{
#if COMPAT_MINOR_VERSION < COMPAT_3_13
    PyThreadState *const thread_state = _PyThreadState_UncheckedGet();
#else
    PyThreadState *const thread_state = PyThreadState_GetUnchecked();
#endif
    return thread_state != NULL && PyErr_Occurred() != NULL;
}

/* The fields of PyConfig that the packed configuration may set and that not every version has:
 * MEMBER(type, name), types as in interpreter_fields.c. */
#if COMPAT_MINOR_VERSION == COMPAT_3_11
#define COMPAT_CONFIG_MEMBERS(MEMBER)
#else
#define COMPAT_CONFIG_MEMBERS(MEMBER)                                                              \
    MEMBER(MEMBER_INT, cpu_count)                                                                  \
    MEMBER(MEMBER_INT, int_max_str_digits)                                                         \
    MEMBER(MEMBER_INT, perf_profiling)
#endif

/* The modules that are builtin in every Python of this version: those of Modules/config.c.in and
 * Modules/Setup.bootstrap.in; on Windows those of PC/config.c. */
#ifdef MS_WINDOWS
#define COMPAT_CORE_MODULES                                                                        \
    "_abc", "_ast", "_bisect", "_blake2", "_codecs", "_codecs_cn", "_codecs_hk",                   \
    "_codecs_iso2022", "_codecs_jp", "_codecs_kr", "_codecs_tw", "_collections",                   \
    "_contextvars", "_csv", "_datetime", "_functools", "_heapq", "_imp", "_interpchannels",        \
    "_interpqueues", "_interpreters", "_io", "_json", "_locale", "_lsprof", "_md5",                \
    "_multibytecodec", "_opcode", "_operator", "_pickle", "_random", "_sha1", "_sha2",             \
    "_sha3", "_signal", "_sre", "_stat", "_statistics", "_string", "_struct", "_suggestions",      \
    "_symtable", "_sysconfig", "_thread", "_tokenize", "_tracemalloc", "_typing", "_warnings",     \
    "_weakref", "_winapi", "array", "atexit", "binascii", "builtins", "cmath", "errno",            \
    "faulthandler", "gc", "itertools", "marshal", "math", "mmap", "msvcrt", "nt", "sys",           \
    "time", "winreg", "xxsubtype", "zlib"
#elif COMPAT_MINOR_VERSION == COMPAT_3_11
#define COMPAT_CORE_MODULES                                                                        \
    "_abc", "_ast", "_codecs", "_collections", "_functools", "_imp", "_io", "_locale",             \
    "_operator", "_signal", "_sre", "_stat", "_string", "_symtable", "_thread", "_tokenize",       \
    "_tracemalloc", "_warnings", "_weakref", "atexit", "builtins", "errno", "faulthandler", "gc",  \
    "itertools", "marshal", "posix", "pwd", "sys", "time"
#elif COMPAT_MINOR_VERSION == COMPAT_3_13
#define COMPAT_CORE_MODULES                                                                        \
    "_abc", "_ast", "_codecs", "_collections", "_functools", "_imp", "_io", "_locale",             \
    "_operator", "_signal", "_sre", "_stat", "_string", "_suggestions", "_symtable",               \
    "_sysconfig", "_thread", "_tokenize", "_tracemalloc", "_typing", "_warnings", "_weakref",      \
    "atexit", "builtins", "errno", "faulthandler", "gc", "itertools", "marshal", "posix", "pwd",   \
    "sys", "time"
#else
#define COMPAT_CORE_MODULES                                                                        \
    "_abc", "_ast", "_codecs", "_collections", "_contextvars", "_datetime", "_functools", "_imp",  \
    "_io", "_locale", "_opcode", "_operator", "_signal", "_sre", "_stat", "_string",               \
    "_suggestions", "_symtable", "_sysconfig", "_thread", "_tokenize", "_tracemalloc", "_types",   \
    "_typing", "_warnings", "_weakref", "atexit", "builtins", "errno", "faulthandler", "gc",       \
    "itertools", "marshal", "posix", "pwd", "sys", "time"
#endif

/* The definition of a builtin function, and the str that is its `__module__`, or NULL. Borrowed. */
static inline const PyMethodDef *
compat_definition(PyObject *function)
{
    return ((PyCFunctionObject *)function)->m_ml;
}

static inline PyObject *
compat_module_name(PyObject *function)
{
    return ((PyCFunctionObject *)function)->m_module;
}

#if COMPAT_MINOR_VERSION == COMPAT_3_11
/* Sets the `__file__` of a frozen module, and what its spec knows of it: importlib compares them. */
static inline int
compat_set_frozen_file(PyObject *module, PyObject *file)
{
    PyObject *spec = PyObject_GetAttrString(module, "__spec__");
    PyObject *state = spec == NULL ? NULL : PyObject_GetAttrString(spec, "loader_state");
    const int result = state == NULL || PyObject_SetAttrString(state, "filename", file) < 0
                           ? -1
                           : PyObject_SetAttrString(module, "__file__", file);
    Py_XDECREF(state);
    Py_XDECREF(spec);
    return result;
}

/* Sets the folder by which frozen modules know their `__file__`: getpath.py of 3.11 forgets the one
 * that it is given. The three that have been imported by now get theirs here. */
static inline int
compat_set_stdlib_dir(const wchar_t *stdlib_dir)
{
    static const char *const imported[] = {"abc", "codecs", "io"};
    PyObject *folder = PyUnicode_FromWideChar(stdlib_dir, -1);
    int result = folder == NULL ? -1 : PySys_SetObject("_stdlib_dir", folder);
    for (size_t i = 0; result == 0 && i < sizeof(imported) / sizeof(imported[0]); i++) {
        PyObject *module = PyImport_AddModule(imported[i]);     /* borrowed */
        PyObject *file =
            module == NULL ? NULL : PyUnicode_FromFormat("%U/%s.py", folder, imported[i]);
        result = file == NULL ? -1 : compat_set_frozen_file(module, file);
        Py_XDECREF(file);
    }
    Py_XDECREF(folder);
    return result;
}
#endif

/* Called when builtin modules can be imported and nothing else has been. Returns 0, or -1 with an
 * exception set. */
typedef int (*compat_install)(void);

/* Initialises Python and calls `install` before the first module is imported that is neither
 * builtin nor frozen. After an error that is `install`'s, *install_failed is true and the exception
 * is set. */
static inline PyStatus
compat_initialize(PyConfig *config, compat_install install, int *install_failed)
{
    *install_failed = 0;
    config->_init_main = 0;
    PyStatus status = Py_InitializeFromConfig(config);
    if (PyStatus_Exception(status)) {
        return status;
    }
    if (install() < 0) {
        *install_failed = 1;
        return PyStatus_Error("the importer could not be installed");
    }
#if COMPAT_MINOR_VERSION >= COMPAT_3_14
    /* Has no _Py_InitializeMain(). Asked again, it finds the core initialised and does the rest. */
    config->_init_main = 1;
    return Py_InitializeFromConfig(config);
#elif COMPAT_MINOR_VERSION == COMPAT_3_11
    status = _Py_InitializeMain();
    if (!PyStatus_Exception(status) && compat_set_stdlib_dir(config->stdlib_dir) < 0) {
        *install_failed = 1;
        status = PyStatus_Error("the paths of frozen modules could not be set");
    }
    return status;
#else
    return _Py_InitializeMain();
#endif
}

#endif
