#include <Python.h>                     /* must come before the system's headers */

#include "overlay.h"

#include "../compat.h"
#include "packed_answer.h"
#include "raw_file.h"

/* The modules that `os` and `shutil` take their functions from. */
#ifdef MS_WINDOWS
#define OS_FUNCTIONS "nt"
#define COPY_FUNCTIONS "_winapi"
#else
#define OS_FUNCTIONS "posix"
#define COPY_FUNCTIONS "posix"
#endif

/* A function of a builtin module, and what stands in its place. */
struct replaced_function {
    const char *module;
    const char *name;
    struct overlay_question question;
    PyCFunctionFastWithKeywords replacement;

    /* Filled in by the first overlay_install(), read-only from then on. */
    PyCFunctionFastWithKeywords original;
    PyMethodDef definition;
};

/* Numbers of the functions in the table. */
enum {
    STAT,
    LSTAT,
    ACCESS,
    LISTDIR,
    SCANDIR,
    LISTXATTR,
    STATVFS,
    OS_OPEN,
    PATH_EXISTS,
    PATH_LEXISTS,
    PATH_ISDIR,
    PATH_ISFILE,
    COPYFILE,
    ADD_DLL_DIRECTORY,
    OPEN,
    FUNCTION_COUNT,
};

/* Like the C functions that it refers to, the table is the same for every interpreter. A
 * replacement cannot carry a reference to its original: pickle and inspect want a builtin
 * function's `__self__` to be its module. */
static struct replaced_function functions[FUNCTION_COUNT];

/* Returns what a call comes to whose original has given `result`, to which it takes the
 * reference. */
static inline PyObject *
finish(const struct replaced_function *function, PyObject *const *args, Py_ssize_t nargs,
       PyObject *kwnames, PyObject *result)
{
    if (result != NULL && result != Py_False) {
        return result;
    }
    const struct overlay_call failed = {&function->question, args, nargs, kwnames};
    return overlay_result(&failed, result);
}

#define REPLACEMENT(name, number)                                                                  \
    static PyObject *name(PyObject *module, PyObject *const *args, Py_ssize_t nargs,               \
                          PyObject *kwnames)                                                       \
    {                                                                                              \
        const struct replaced_function *const function = &functions[number];                       \
        return finish(function, args, nargs, kwnames,                                              \
                      function->original(module, args, nargs, kwnames));                           \
    }

REPLACEMENT(replace_stat, STAT)
REPLACEMENT(replace_lstat, LSTAT)
REPLACEMENT(replace_access, ACCESS)
REPLACEMENT(replace_listdir, LISTDIR)
REPLACEMENT(replace_scandir, SCANDIR)
REPLACEMENT(replace_listxattr, LISTXATTR)
REPLACEMENT(replace_statvfs, STATVFS)
REPLACEMENT(replace_os_open, OS_OPEN)
REPLACEMENT(replace_path_exists, PATH_EXISTS)
REPLACEMENT(replace_path_lexists, PATH_LEXISTS)
REPLACEMENT(replace_path_isdir, PATH_ISDIR)
REPLACEMENT(replace_path_isfile, PATH_ISFILE)
REPLACEMENT(replace_copyfile, COPYFILE)
REPLACEMENT(replace_add_dll_directory, ADD_DLL_DIRECTORY)

static PyObject *
replace_open(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    const struct replaced_function *const function = &functions[OPEN];
    raw_file_begin_open();
    PyObject *const result = function->original(module, args, nargs, kwnames);
    raw_file_end_open();
    return finish(function, args, nargs, kwnames, result);
}

#define OF_OS(function_name, c_function)                                                           \
    .module = OS_FUNCTIONS, .name = function_name, .replacement = c_function

#define OF_PATH(function) .answer = function, .path = "path", .elsewhere_position = -1

/* Not every system has all of them; the ones with a '_' are os.path's on Windows, and
 * CopyFile2() is shutil.copy2() there. */
static struct replaced_function functions[FUNCTION_COUNT] = {
    [STAT] = {OF_OS("stat", replace_stat),
              .question = {OF_PATH("status"), .elsewhere = "dir_fd"}},
    [LSTAT] = {OF_OS("lstat", replace_lstat),
               .question = {OF_PATH("status"), .elsewhere = "dir_fd"}},
    [ACCESS] = {OF_OS("access", replace_access),
                .question = {OF_PATH("access"), .elsewhere = "dir_fd"}},
    [LISTDIR] = {OF_OS("listdir", replace_listdir),
                 .question = {OF_PATH("list_names"), .lists = true}},
    [SCANDIR] = {OF_OS("scandir", replace_scandir),
                 .question = {OF_PATH("scan"), .lists = true}},
    [LISTXATTR] = {OF_OS("listxattr", replace_listxattr),
                   .question = {OF_PATH("list_attributes")}},
    [STATVFS] = {OF_OS("statvfs", replace_statvfs),
                 .question = {OF_PATH("file_system_status")}},
    [OS_OPEN] = {OF_OS("open", replace_os_open),
                 .question = {OF_PATH("open_descriptor"), .elsewhere = "dir_fd",
                              .writes = overlay_flags_write}},
    [PATH_EXISTS] = {OF_OS("_path_exists", replace_path_exists),
                     .question = {OF_PATH("exists")}},
    [PATH_LEXISTS] = {OF_OS("_path_lexists", replace_path_lexists),
                      .question = {OF_PATH("exists")}},
    [PATH_ISDIR] = {OF_OS("_path_isdir", replace_path_isdir),
                    .question = {OF_PATH("is_directory")}},
    [PATH_ISFILE] = {OF_OS("_path_isfile", replace_path_isfile),
                     .question = {OF_PATH("is_file")}},
    [COPYFILE] = {.module = COPY_FUNCTIONS, .name = "CopyFile2", .replacement = replace_copyfile,
                  .question = {.answer = "copy_file", .path = "existing_file_name",
                               .elsewhere_position = -1}},
    [ADD_DLL_DIRECTORY] = {OF_OS("_add_dll_directory", replace_add_dll_directory),
                           .question = {OF_PATH("add_library_folder")}},
    [OPEN] = {.module = "_io", .name = "open", .replacement = replace_open,
              .question = {.answer = "open_file", .path = "file", .elsewhere = "opener",
                           .elsewhere_position = 7, .writes = overlay_mode_writes}},
};

/* Replaces a function in the namespace of its module, if it is there. */
static int
replace(struct replaced_function *function, PyObject *namespace)
{
    PyObject *original = PyDict_GetItemString(namespace, function->name);   /* borrowed */
    if (original == NULL) {
        return 0;
    }
    if (!PyCFunction_Check(original)
        || PyCFunction_GetFlags(original) != (METH_FASTCALL | METH_KEYWORDS))
    {
        PyErr_Format(PyExc_SystemError, "%s.%s is called in another way than the loader knows",
                     function->module, function->name);
        return -1;
    }
    if (function->original == NULL) {   /* not in a second interpreter, which has the same */
        function->original =
            (PyCFunctionFastWithKeywords)(void (*)(void))PyCFunction_GetFunction(original);
        function->definition = *compat_definition(original);
        function->definition.ml_meth = (PyCFunction)(void (*)(void))function->replacement;
    }
    PyObject *replacement = PyCFunction_NewEx(
        &function->definition, PyCFunction_GetSelf(original), compat_module_name(original));
    if (replacement == NULL) {
        return -1;
    }
    const int result = PyDict_SetItemString(namespace, function->name, replacement);
    Py_DECREF(replacement);
    return result;
}

int
overlay_install(void)
{
    for (size_t i = 0; i < FUNCTION_COUNT; i++) {
        PyObject *module = PyImport_ImportModule(functions[i].module);
        if (module == NULL) {
            return -1;
        }
        const int result = replace(&functions[i], PyModule_GetDict(module));
        Py_DECREF(module);
        if (result < 0) {
            return -1;
        }
    }
    return raw_file_install();
}
