/* The one piece of state that the loader keeps for the life of the process.
 *
 * Everything that belongs to an interpreter lives in the state of the module `_packed_resources`
 * (importer/state.h); everything else that the loader needs after start-up is here, so that a
 * process image can be taken and put back with one struct to refresh.
 */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_LOADER_H
#define RULES_PYTHON_EXECUTABLE_LOADER_LOADER_H

#include <stdbool.h>

#include "diagnostics.h"
#include "packed_resources.h"
#include "run_configuration.h"

struct loader {
    char *executable;                           /* absolute path; owned, never freed */
    const char *program_name;                   /* sys.argv[0] of the program; borrowed from main();
                                                 * NULL in an interpreter */
    bool finds_by_path;                         /* packed modules are found in the order of sys.path */
    struct diagnostics diagnostics;             /* what the program has been asked to tell */
    struct packed_resources resources;          /* opened before Python is initialised */
    struct run_configuration configuration;     /* borrows from `resources` */
};

/* Filled in by program_main() before Python is initialised, read-only from then on. */
extern struct loader loader;

#endif
