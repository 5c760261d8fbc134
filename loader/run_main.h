/* Runs the program's main module or entry point in an initialised Python, with the manners of
 * CPython's own Py_RunMain(). */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_RUN_MAIN_H
#define RULES_PYTHON_EXECUTABLE_LOADER_RUN_MAIN_H

#include <stdbool.h>

#include "run_configuration.h"

struct run_result {
    int code;                   /* exit code of the program: 0, or 1 after an exception */
    bool interrupted;           /* KeyboardInterrupt was not handled: see system.h */
    char *not_found;            /* NULL, or what is missing; the caller frees it */
};

/* Runs the program. An exception is printed as Python does. SystemExit does not return: Python is
 * finalised and the process exits; unless that is a host program's (loader.h). */
struct run_result run_main(const struct run_configuration *configuration);

/* Runs the module whose __file__ is `path` as an interpreter runs a script, and sets *result. False
 * if no module is packed there. */
bool run_packed_script(const char *path, struct run_result *result);

#endif
