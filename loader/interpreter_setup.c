#include <Python.h>                     /* must come before the system's headers */

#include "interpreter_setup.h"

#include "importer/module.h"
#include "loader.h"
#include "overlay/overlay.h"
#include "processes/functions.h"
#include "site_builtins.h"

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

int
interpreter_setup_late(void)
{
    return importer_install_path_hooks() < 0 || order_finders() < 0 ? -1 : site_builtins_add();
}

int
interpreter_setup_other(void)
{
    if (importer_install_finders() < 0 || replace_functions() < 0 || order_finders() < 0) {
        return -1;
    }
    return site_builtins_add();
}
