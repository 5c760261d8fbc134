#include "adaptations.h"

#include "import_module.h"
#include "../loader.h"

/* Calls a function of the packed module `helper` with `module`. Returns 0, or -1 with an exception
 * set. */
static int
call_helper(const char *helper, const char *function, PyObject *module)
{
    PyObject *helper_module = importer_import(helper);
    if (helper_module == NULL) {
        return -1;
    }
    PyObject *result = PyObject_CallMethod(helper_module, function, "O", module);
    Py_DECREF(helper_module);
    Py_XDECREF(result);
    return result == NULL ? -1 : 0;
}

/* Makes `type` a virtual subclass of a class of importlib.abc. Returns 0, or -1 with an exception
 * set. */
static int
register_type(PyObject *module, const char *class_name, PyTypeObject *type)
{
    PyObject *abstract_class = PyObject_GetAttrString(module, class_name);
    if (abstract_class == NULL) {
        return -1;
    }
    PyObject *result = PyObject_CallMethod(abstract_class, "register", "O", type);
    Py_DECREF(abstract_class);
    Py_XDECREF(result);
    return result == NULL ? -1 : 0;
}

static int
adapt_importlib_abc(struct importer_state *state, PyObject *module)
{
    /* FileLoader is an InspectLoader, ExecutionLoader and ResourceLoader as well. */
    if (register_type(module, "MetaPathFinder", state->finder_type) < 0
        || register_type(module, "PathEntryFinder", state->path_finder_type) < 0)
    {
        return -1;
    }
    return register_type(module, "FileLoader", state->loader_type);
}

static int
adapt_pkg_resources(struct importer_state *Py_UNUSED(state), PyObject *module)
{
    return call_helper("_packed_importlib.pkg_resources", "register", module);
}

static int
adapt_ctypes(struct importer_state *state, PyObject *module)
{
    static const char list[] = "_packed_importlib/shared_libraries.txt";
    struct packed_entry entry;
    if (packed_resources_find(state->resources, PACKED_FILE, list, sizeof(list) - 1, &entry)
        != PACKED_OK)
    {
        return 0;
    }
    return call_helper("_packed_importlib.extension_modules", "complete_ctypes", module);
}

static int
adapt_ssl(struct importer_state *Py_UNUSED(state), PyObject *module)
{
    static const char helper[] = "_packed_importlib.certificates";
    if (loader.configuration.certifi && call_helper(helper, "trust_certifi", module) < 0) {
        return -1;
    }
    if (loader.configuration.packed_files_hidden) {
        return 0;
    }
    return call_helper(helper, "know_packed_files", module);
}

int
importer_adapt_module(struct importer_state *state, PyObject *name, PyObject *module)
{
    static const struct {
        const char *name;
        int (*adapt)(struct importer_state *state, PyObject *module);
    } adaptations[] = {
        {"ctypes", adapt_ctypes},
        {"importlib.abc", adapt_importlib_abc},
        {"pkg_resources", adapt_pkg_resources},
        {"ssl", adapt_ssl},
    };
    for (size_t i = 0; i < sizeof(adaptations) / sizeof(adaptations[0]); i++) {
        if (PyUnicode_CompareWithASCIIString(name, adaptations[i].name) == 0) {
            return adaptations[i].adapt(state, module);
        }
    }
    return 0;
}
