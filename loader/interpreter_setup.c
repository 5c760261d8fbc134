#include <Python.h>                     /* must come before the system's headers */

#include "interpreter_setup.h"

#include "import_report.h"
#include "importer/module.h"
#include "loader.h"
#include "overlay/overlay.h"
#include "processes/functions.h"
#include "site_builtins.h"
#include "subinterpreter.h"
#include "unraisable_hook.h"

/* Before `os` and others copy the functions. */
static int
replace_functions(void)
{
    if (!loader.configuration.packed_files_hidden && overlay_install() < 0) {
        return -1;
    }
    return loader.configuration.child_interpreter ? process_functions_replace() : 0;
}

int
interpreter_setup_early(void)
{
    return importer_install_first_finder() < 0 ? -1 : replace_functions();
}

/* An interpreter imports in the order of sys.path, a program what it has carried along. */
static int
order_finders(void)
{
    return loader.finds_by_path ? importer_move_finder_last() : 0;
}

/* However isolated it is, Python takes the variables PYTHONEXECUTABLE and __PYVENV_LAUNCHER__ for
 * sys.executable (Modules/getpath.py).
 *
 * A host program that does not ask whether it is an interpreter is none, so it must not be started
 * as one: `multiprocessing` would start it again and again. */
static int
set_executable(void)
{
    const bool is_interpreter = !loader.host.present || loader.configuration.child_interpreter;
    PyObject *path =
        is_interpreter ? PyUnicode_DecodeFSDefault(loader.executable) : Py_NewRef(Py_None);
    const int result = path == NULL || PySys_SetObject("executable", path) < 0
                               || PySys_SetObject("_base_executable", path) < 0
                           ? -1
                           : 0;
    Py_XDECREF(path);
    return result;
}

/* What needs nothing but a working import system. */
static int
set_up_surroundings(void)
{
    if (set_executable() < 0 || order_finders() < 0 || unraisable_hook_install() < 0
        || import_report_install() < 0 || site_builtins_add() < 0)
    {
        return -1;
    }
    return subinterpreter_hide_frozen_module();
}

int
interpreter_setup_late(void)
{
    return importer_install_path_hooks() < 0 ? -1 : set_up_surroundings();
}

int
interpreter_setup_other(void)
{
    if (importer_install_finders() < 0 || replace_functions() < 0) {
        return -1;
    }
    return set_up_surroundings();
}
