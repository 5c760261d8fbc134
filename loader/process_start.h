/* How the process was started, and what follows from it for Python's configuration. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_PROCESS_START_H
#define RULES_PYTHON_EXECUTABLE_LOADER_PROCESS_START_H

#include <stdbool.h>

#include "interpreter_config.h"
#include "loader.h"
#include "processes/command_line.h"

struct process_start {
    enum command_line_origin origin;
    int argc;
    char **argv;                        /* without a mark; borrowed */
    struct command_line command_line;   /* what `argv` says to an interpreter; nothing otherwise */
};

/* Reads the arguments of main(), whose order may change, and sets the program's name in `loader`,
 * whose configuration must have been read. */
struct process_start process_start_read(struct loader *loader, int argc, char **argv);

/* Sets everything in `config`. config->argv is for the caller to free; NULL if there is no
 * memory. */
void process_start_configure(const struct process_start *start, const struct loader *loader,
                             struct interpreter_config *config);

/* Whether packed modules are found in the order of sys.path only, as an interpreter finds modules,
 * and not before all others. */
bool process_start_finds_by_path(const struct process_start *start, const struct loader *loader);

#endif
