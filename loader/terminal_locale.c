#include <Python.h>                     /* must come before the system's headers */

#include "terminal_locale.h"

#include <string.h>

#include "system.h"

typedef PyObject *(*module_initializer)(void);

/* Those of the modules, which are called in the end. NULL where there is no such module. */
static module_initializer initialize_readline;
static module_initializer initialize_curses;

/* Sets an environment variable for `os.environ` as well. */
static int
set_variable(const char *name, const char *value)
{
    PyObject *os = PyImport_ImportModule("os");
    PyObject *variables = os == NULL ? NULL : PyObject_GetAttrString(os, "environ");
    PyObject *key = variables == NULL ? NULL : PyUnicode_FromString(name);
    PyObject *text = key == NULL ? NULL : PyUnicode_FromString(value);
    const int result = text == NULL ? -1 : PyObject_SetItem(variables, key, text);
    Py_XDECREF(text);
    Py_XDECREF(key);
    Py_XDECREF(variables);
    Py_XDECREF(os);
    return result;
}

/* Initialises a module after the locale has been seen to. */
static PyObject *
initialize(module_initializer initializer)
{
    const char *name = system_replace_c_locale();
    if (name != NULL && set_variable("LC_CTYPE", name) < 0) {
        return NULL;
    }
    return initializer();
}

static PyObject *
initialize_readline_in_locale(void)
{
    return initialize(initialize_readline);
}

static PyObject *
initialize_curses_in_locale(void)
{
    return initialize(initialize_curses);
}

void
terminal_locale_prepare(void)
{
    for (struct _inittab *module = PyImport_Inittab; module->name != NULL; module++) {
        if (strcmp(module->name, "readline") == 0) {
            initialize_readline = module->initfunc;
            module->initfunc = initialize_readline_in_locale;
        }
        else if (strcmp(module->name, "_curses") == 0) {
            initialize_curses = module->initfunc;
            module->initfunc = initialize_curses_in_locale;
        }
    }
}
