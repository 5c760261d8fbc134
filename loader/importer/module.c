#include "module.h"

#include "../compat.h"
#include "damage.h"
#include "entry.h"
#include "exported_names.h"
#include "extension_module.h"
#include "packed_finder.h"
#include "packed_loader.h"
#include "path_finder.h"
#include "precedence.h"
#include "state.h"
#include "virtual_path.h"
#include "zip_hook.h"
#include "../loader.h"
#include "../overlay/memory_file.h"
#include "../packed_tree.h"

struct importer_state *
importer_state_of_type(PyTypeObject *type)
{
    return PyType_GetModuleState(type);
}

struct importer_state *
importer_state_of_module(PyObject *module)
{
    return PyModule_GetState(module);
}

/* --- functions of the module ------------------------------------------------------------------ */

/* Looks up a path below the root, given as str. Returns 1, 0 if there is nothing, or -1 with an
 * exception set. */
static int
find_node(struct importer_state *state, PyObject *path, struct packed_node *node)
{
    if (!PyUnicode_Check(path)) {
        PyErr_Format(PyExc_TypeError, "path must be str, not %.200s", Py_TYPE(path)->tp_name);
        return -1;
    }
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(path, &size);
    if (text == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) {
            return -1;
        }
        PyErr_Clear();
        return 0;
    }
    const enum packed_status status =
        packed_tree_find(state->resources, text, (size_t)size, node);
    if (status == PACKED_OK || status == PACKED_NOT_FOUND) {
        return status == PACKED_OK;
    }
    return importer_set_damaged(status, path);
}

static PyObject *
set_not_found(PyObject *path)
{
    errno = ENOENT;
    return PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, path);
}

PyDoc_STRVAR(kind_doc,
"kind($module, path, /)\n--\n\n"
"Return 'file' or 'directory', or None if nothing is packed at this path. Paths are relative to\n"
"the root, with '/' between their parts; the root is ''.");

static PyObject *
module_kind(PyObject *module, PyObject *path)
{
    struct packed_node node;
    const int found = find_node(importer_state_of_module(module), path, &node);
    if (found < 0) {
        return NULL;
    }
    if (found == 0) {
        Py_RETURN_NONE;
    }
    return PyUnicode_FromString(node.is_directory ? "directory" : "file");
}

PyDoc_STRVAR(status_doc,
"status($module, path, /)\n--\n\n"
"Return whether a directory is packed at this path, the size of the file if it is none, and a\n"
"number that is another one for every path and the same in every process. OSError if there is\n"
"nothing.");

static PyObject *
module_status(PyObject *module, PyObject *path)
{
    struct packed_node node;
    const int found = find_node(importer_state_of_module(module), path, &node);
    if (found < 0) {
        return NULL;
    }
    Py_ssize_t size;
    const char *text = found == 0 ? NULL : PyUnicode_AsUTF8AndSize(path, &size);
    if (text == NULL) {
        return found == 0 ? set_not_found(path) : NULL;
    }
    const uint64_t number = packed_resources_hash(
        node.is_directory ? PACKED_DIRECTORY : PACKED_FILE, text, (size_t)size);
    return Py_BuildValue("(OnK)", node.is_directory ? Py_True : Py_False,
                         (Py_ssize_t)packed_node_size(&node), (unsigned long long)number);
}

PyDoc_STRVAR(read_doc,
"read($module, path, /)\n--\n\n"
"Return the content of a packed file as a read-only memoryview, without copying it. OSError if\n"
"there is no such file.");

static PyObject *
module_read(PyObject *module, PyObject *path)
{
    struct importer_state *state = importer_state_of_module(module);
    struct packed_node node;
    const int found = find_node(state, path, &node);
    if (found < 0) {
        return NULL;
    }
    if (found == 0) {
        return set_not_found(path);
    }
    if (node.is_directory) {
        errno = EISDIR;
        return PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, path);
    }
    return importer_file_view(state, &node, path);
}

PyDoc_STRVAR(is_content_doc,
"is_content($module, path, content, /)\n--\n\n"
"Tell whether `content`, read from the file beside the executable that a packed file stands for, is\n"
"what was written there. OSError if there is no such packed file.");

static PyObject *
module_is_content(PyObject *module, PyObject *args)
{
    PyObject *path;
    PyObject *content;
    struct packed_node node;
    if (!PyArg_ParseTuple(args, "OO:is_content", &path, &content)) {
        return NULL;
    }
    const int found = find_node(importer_state_of_module(module), path, &node);
    if (found <= 0) {
        return found < 0 ? NULL : set_not_found(path);
    }
    Py_buffer buffer;
    if (PyObject_GetBuffer(content, &buffer, PyBUF_SIMPLE) < 0) {
        return NULL;
    }
    bool right;
    Py_BEGIN_ALLOW_THREADS
    right = packed_blob_is_content(&node.content, buffer.buf, (size_t)buffer.len);
    Py_END_ALLOW_THREADS
    PyBuffer_Release(&buffer);
    return PyBool_FromLong(right);
}

PyDoc_STRVAR(end_incomplete_doc,
"end_incomplete($module, what, /)\n--\n\n"
"Write the loader's line about a file beside the executable, unless the process has written one,\n"
"and raise SystemExit.");

static PyObject *
module_end_incomplete(PyObject *Py_UNUSED(module), PyObject *what)
{
    importer_set_incomplete(what);
    return NULL;
}

PyDoc_STRVAR(memory_file_doc,
"memory_file($module, content, /)\n--\n\n"
"Return a descriptor of a new file in memory, which can only be read. OSError if the system has\n"
"no such files.");

static PyObject *
module_memory_file(PyObject *Py_UNUSED(module), PyObject *content)
{
    Py_buffer buffer;
    if (PyObject_GetBuffer(content, &buffer, PyBUF_SIMPLE) < 0) {
        return NULL;
    }
    const int descriptor = memory_file_open(buffer.buf, (size_t)buffer.len);
    PyBuffer_Release(&buffer);
    return descriptor < 0 ? PyErr_SetFromErrno(PyExc_OSError) : PyLong_FromLong(descriptor);
}

static int
add_name(void *names, struct packed_slice name)
{
    PyObject *string = importer_string(name);
    if (string == NULL) {
        return -1;
    }
    const int result = PyDict_SetItem(names, string, Py_None);
    Py_DECREF(string);
    return result;
}

PyDoc_STRVAR(list_directory_doc,
"list_directory($module, path, /)\n--\n\n"
"Return the list of the names in a packed directory. OSError if there is no such directory.");

static PyObject *
module_list_directory(PyObject *module, PyObject *path)
{
    struct importer_state *state = importer_state_of_module(module);
    struct packed_node node;
    const int found = find_node(state, path, &node);
    if (found < 0) {
        return NULL;
    }
    if (found == 0) {
        return set_not_found(path);
    }
    if (!node.is_directory) {
        errno = ENOTDIR;
        return PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, path);
    }
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(path, &size);
    PyObject *names = text == NULL ? NULL : PyDict_New();
    if (names == NULL) {
        return NULL;
    }
    const enum packed_status status =
        packed_tree_list(state->resources, text, (size_t)size, add_name, names);
    PyObject *list = NULL;
    if (status == PACKED_OK) {
        list = PyDict_Keys(names);
    }
    else if (status != PACKED_END) {
        importer_set_damaged(status, path);
    }
    Py_DECREF(names);
    return list;
}

PyDoc_STRVAR(is_module_path_doc,
"is_module_path($module, path, /)\n--\n\n"
"Tell whether a module with code is packed whose __file__ has this path, be its source packed or\n"
"not.");

static PyObject *
module_is_module_path(PyObject *module, PyObject *path)
{
    struct importer_state *state = importer_state_of_module(module);
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(path, &size);
    if (text == NULL) {
        return NULL;
    }
    struct packed_entry entry;
    const enum packed_status status =
        packed_tree_find_module(state->resources, text, (size_t)size, false, &entry);
    if (status != PACKED_OK && status != PACKED_NOT_FOUND) {
        importer_set_damaged(status, path);
        return NULL;
    }
    return PyBool_FromLong(status == PACKED_OK);
}

PyDoc_STRVAR(relative_path_doc,
"relative_path($module, path, /)\n--\n\n"
"Return the path in the packed tree that a path leads to as a program sees it, such as __file__, or\n"
"None if it leads elsewhere.");

static PyObject *
module_relative_path(PyObject *module, PyObject *path)
{
    PyObject *relative = NULL;
    const int inside =
        importer_normal_relative_path(importer_state_of_module(module), path, &relative);
    if (inside == 0) {
        Py_RETURN_NONE;
    }
    return inside < 0 ? NULL : relative;
}

PyDoc_STRVAR(path_hook_doc,
"path_hook($module, path, /)\n--\n\n"
"The hook of sys.path_hooks: a finder for a path inside the executable, else ImportError.");

static PyObject *
module_path_hook(PyObject *module, PyObject *path)
{
    return packed_path_hook(importer_state_of_module(module), path);
}

PyDoc_STRVAR(zip_hook_doc,
"zip_hook($module, path, /)\n--\n\n"
"Stands for zipimport.zipimporter in sys.path_hooks until it is needed.");

static PyObject *
module_zip_hook(PyObject *module, PyObject *path)
{
    return zip_hook_call(importer_state_of_module(module)->zip_hook, path);
}

PyDoc_STRVAR(open_library_doc,
"open_library($module, path, /)\n--\n\n"
"Open a shared library for the life of the process, with its symbols to itself. ImportError if it\n"
"cannot be opened.");

static PyObject *
module_open_library(PyObject *Py_UNUSED(module), PyObject *path)
{
    if (importer_open_library(path) < 0) {
        return NULL;
    }
    Py_RETURN_NONE;
}

#ifdef MS_WINDOWS

PyDoc_STRVAR(exported_names_doc,
"exported_names($module, /)\n--\n\n"
"Return the names of the symbols that the program exports, as bytes: each with a NUL behind it, in\n"
"the order of their bytes. On Windows only.");

static PyObject *
module_exported_names(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(ignored))
{
    return importer_exported_names();
}

#endif

static PyMethodDef module_methods[] = {
#ifdef MS_WINDOWS
    {"exported_names", module_exported_names, METH_NOARGS, exported_names_doc},
#endif
    {"kind", module_kind, METH_O, kind_doc},
    {"status", module_status, METH_O, status_doc},
    {"read", module_read, METH_O, read_doc},
    {"is_content", module_is_content, METH_VARARGS, is_content_doc},
    {"end_incomplete", module_end_incomplete, METH_O, end_incomplete_doc},
    {"memory_file", module_memory_file, METH_O, memory_file_doc},
    {"list_directory", module_list_directory, METH_O, list_directory_doc},
    {"is_module_path", module_is_module_path, METH_O, is_module_path_doc},
    {"open_library", module_open_library, METH_O, open_library_doc},
    {"relative_path", module_relative_path, METH_O, relative_path_doc},
    {"path_hook", module_path_hook, METH_O, path_hook_doc},
    {"zip_hook", module_zip_hook, METH_O, zip_hook_doc},
    {NULL, NULL, 0, NULL},
};

/* --- the module ------------------------------------------------------------------------------- */

static PyObject *
attribute_of_module(const char *module_name, const char *attribute)
{
    PyObject *module = PyImport_ImportModule(module_name);
    if (module == NULL) {
        return NULL;
    }
    PyObject *value = PyObject_GetAttrString(module, attribute);
    Py_DECREF(module);
    return value;
}

/* ".cpython-313.pyc", or ".cpython-313.opt-1.pyc" for optimised bytecode. */
static PyObject *
cache_suffix(int optimize)
{
    PyObject *implementation = PySys_GetObject("implementation");  /* borrowed */
    if (implementation == NULL) {
        PyErr_SetString(PyExc_RuntimeError, "lost sys.implementation");
        return NULL;
    }
    PyObject *tag = PyObject_GetAttrString(implementation, "cache_tag");
    if (tag == NULL) {
        return NULL;
    }
    PyObject *suffix = optimize == 0 ? PyUnicode_FromFormat(".%S.pyc", tag)
                                     : PyUnicode_FromFormat(".%S.opt-%d.pyc", tag, optimize);
    Py_DECREF(tag);
    return suffix;
}

static PyTypeObject *
add_type(PyObject *module, PyType_Spec *spec)
{
    PyTypeObject *type = (PyTypeObject *)PyType_FromModuleAndSpec(module, spec, NULL);
    if (type != NULL && PyModule_AddType(module, type) < 0) {
        Py_CLEAR(type);
    }
    return type;
}

static int
module_exec(PyObject *module)
{
    struct importer_state *state = importer_state_of_module(module);
    state->resources = &loader.resources;

    if ((state->root = PyUnicode_DecodeFSDefault(loader.executable)) == NULL
        || PyModule_AddObjectRef(module, "root", state->root) < 0
        || PyModule_AddObjectRef(module, "files_are_visible",
                                 loader.configuration.packed_files_hidden ? Py_False : Py_True) < 0
        || (state->cache_suffix = cache_suffix(loader.configuration.optimize)) == NULL
        || (state->spec_keywords = Py_BuildValue("(s)", "origin")) == NULL)
    {
        return -1;
    }
    if ((state->finder_type = add_type(module, &packed_finder_type_spec)) == NULL
        || (state->loader_type = add_type(module, &packed_loader_type_spec)) == NULL
        || (state->path_finder_type = add_type(module, &packed_path_finder_type_spec)) == NULL
        || (state->zip_hook = PyObject_GetAttrString(module, "zip_hook")) == NULL)
    {
        return -1;
    }
    PyObject *finder = packed_finder_new(state);
    const int added = finder == NULL ? -1 : PyModule_AddObjectRef(module, "finder", finder);
    Py_XDECREF(finder);
    if (added < 0) {
        return -1;
    }
    state->module_spec_type = attribute_of_module(COMPAT_IMPORTLIB, "ModuleSpec");
    state->call_with_frames_removed =
        attribute_of_module(COMPAT_IMPORTLIB, COMPAT_CALL_WITH_FRAMES_REMOVED);
    state->fix_filename = attribute_of_module("_imp", COMPAT_FIX_FILENAME);
    state->exec = attribute_of_module("builtins", "exec");
    state->is_frozen = attribute_of_module("_imp", COMPAT_IS_FROZEN);
    state->core_modules = importer_core_modules();
    if (state->module_spec_type == NULL || state->call_with_frames_removed == NULL
        || state->fix_filename == NULL || state->exec == NULL || state->is_frozen == NULL
        || state->core_modules == NULL)
    {
        return -1;
    }
    return 0;
}

static int
module_traverse(PyObject *module, visitproc visit, void *arg)
{
    struct importer_state *state = importer_state_of_module(module);
    Py_VISIT(state->finder_type);
    Py_VISIT(state->loader_type);
    Py_VISIT(state->path_finder_type);
    Py_VISIT(state->zip_hook);
    for (size_t i = 0; i < PROCESS_FUNCTION_COUNT; i++) {
        Py_VISIT(state->process_functions[i]);
    }
    Py_VISIT(state->module_spec_type);
    Py_VISIT(state->call_with_frames_removed);
    Py_VISIT(state->fix_filename);
    Py_VISIT(state->exec);
    Py_VISIT(state->is_frozen);
    Py_VISIT(state->core_modules);
    return 0;
}

static int
module_clear(PyObject *module)
{
    struct importer_state *state = importer_state_of_module(module);
    Py_CLEAR(state->root);
    Py_CLEAR(state->final_root);
    Py_CLEAR(state->cache_suffix);
    Py_CLEAR(state->finder_type);
    Py_CLEAR(state->loader_type);
    Py_CLEAR(state->path_finder_type);
    Py_CLEAR(state->zip_hook);
    for (size_t i = 0; i < PROCESS_FUNCTION_COUNT; i++) {
        Py_CLEAR(state->process_functions[i]);
    }
    Py_CLEAR(state->module_spec_type);
    Py_CLEAR(state->call_with_frames_removed);
    Py_CLEAR(state->fix_filename);
    Py_CLEAR(state->exec);
    Py_CLEAR(state->is_frozen);
    Py_CLEAR(state->core_modules);
    Py_CLEAR(state->spec_keywords);
    return 0;
}

static void
module_free(void *module)
{
    module_clear(module);
}

PyDoc_STRVAR(module_doc,
"The packed resources of the executable.\n\n"
"root is the path of the executable, below which everything packed has its path; finder is what\n"
"finds packed modules, in sys.meta_path; files_are_visible tells whether `os` and `open` know packed\n"
"files by their paths.");

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, (void *)(uintptr_t)module_exec},
    COMPAT_MODULE_SLOTS
    {0, NULL},
};

static struct PyModuleDef module_definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = IMPORTER_MODULE_NAME,
    .m_doc = module_doc,
    .m_size = sizeof(struct importer_state),
    .m_methods = module_methods,
    .m_slots = module_slots,
    .m_traverse = module_traverse,
    .m_clear = module_clear,
    .m_free = module_free,
};

PyMODINIT_FUNC
PyInit__packed_resources(void)
{
    return PyModuleDef_Init(&module_definition);
}

/* --- installation ----------------------------------------------------------------------------- */

static int
insert_first(const char *sys_list, PyObject *item)
{
    PyObject *list = PySys_GetObject(sys_list);         /* borrowed */
    if (list == NULL) {
        PyErr_Format(PyExc_RuntimeError, "lost sys.%s", sys_list);
        return -1;
    }
    return PyList_Insert(list, 0, item);
}

/* Puts an attribute of the module in front of a list of `sys`. */
static int
insert_attribute_first(const char *sys_list, const char *attribute)
{
    PyObject *item = attribute_of_module(IMPORTER_MODULE_NAME, attribute);
    if (item == NULL) {
        return -1;
    }
    const int result = insert_first(sys_list, item);
    Py_DECREF(item);
    return result;
}

static int
install_path_hook(void)
{
    PyObject *module = PyImport_ImportModule(IMPORTER_MODULE_NAME);
    if (module == NULL) {
        return -1;
    }
    importer_state_of_module(module)->finds_on_path = true;
    Py_DECREF(module);
    return insert_attribute_first("path_hooks", "path_hook");
}

int
importer_install_first_finder(void)
{
    return insert_attribute_first("meta_path", "finder") < 0 ? -1 : zip_hook_block();
}

/* For what has been imported while the hooks were not there: `site` looks for `sitecustomize`. */
static int
forget_path_entries(void)
{
    PyObject *cache = PySys_GetObject("path_importer_cache");   /* borrowed */
    if (cache == NULL || !PyDict_Check(cache)) {
        PyErr_SetString(PyExc_RuntimeError, "lost sys.path_importer_cache");
        return -1;
    }
    PyDict_Clear(cache);
    return 0;
}

int
importer_install_path_hooks(void)
{
    if (forget_path_entries() < 0 || zip_hook_unblock() < 0 || insert_attribute_first("path_hooks", "zip_hook") < 0) {
        return -1;
    }
    return install_path_hook();
}

int
importer_install_finders(void)
{
    return insert_attribute_first("meta_path", "finder") < 0 ? -1 : install_path_hook();
}

int
importer_move_finder_last(void)
{
    PyObject *finders = PySys_GetObject("meta_path");   /* borrowed */
    if (finders == NULL || !PyList_Check(finders) || PyList_Size(finders) == 0) {
        PyErr_SetString(PyExc_RuntimeError, "lost sys.meta_path");
        return -1;
    }
    PyObject *finder = Py_NewRef(PyList_GetItem(finders, 0));
    int result = PyList_SetSlice(finders, 0, 1, NULL);
    if (result == 0) {
        result = PyList_Append(finders, finder);
    }
    Py_DECREF(finder);
    return result;
}
