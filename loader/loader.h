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

/* If the executable is a host program that the packed program is embedded in: what it is told and
 * what it has said, see embedded.h. */
struct loader_host {
    bool present;                               /* the executable is a host program */
    bool handles_arguments;                     /* its main() asks whether it is an interpreter */
    bool installs_signal_handlers;              /* signals are Python's */
    char *error;                                /* where failures are described; NULL: on standard
                                                 * error. Borrowed while Python is initialised */
    size_t error_size;
    enum {
        LOADER_UNUSED,
        LOADER_RUNNING,
        LOADER_ENDED,                           /* finalised, or not initialised for an error */
    } stage;
};

struct loader {
    char *executable;                           /* absolute path; owned, never freed */
    const char *program_name;                   /* sys.argv[0] of the program; borrowed from main();
                                                 * NULL in an interpreter */
    bool finds_by_path;                         /* packed modules are found in the order of sys.path */
    struct diagnostics diagnostics;             /* what the program has been asked to tell */
    struct packed_resources resources;          /* opened before Python is initialised */
    struct run_configuration configuration;     /* borrows from `resources` */
    struct loader_host host;
};

/* Filled in before Python is initialised (program.h), read-only from then on but for `host`. */
extern struct loader loader;

#endif
