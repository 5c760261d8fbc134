/* What the packed resources say about how the program is to be run. Knows nothing about Python. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_RUN_CONFIGURATION_H
#define RULES_PYTHON_EXECUTABLE_LOADER_RUN_CONFIGURATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config_fields.h"
#include "packed_resources.h"

struct run_configuration {
    const struct packed_resources *resources;   /* borrowed */
    struct packed_slice run_module;             /* module to run as __main__, or empty */
    struct packed_slice entry_point;            /* "pkg.mod:attribute", or empty */
    bool embedded;                              /* in a host program, see embedded.h */
    bool interpreter;                           /* runs what its command line says, as `python` */
    bool child_interpreter;                     /* the same for processes it starts by itself */
    bool packed_files_hidden;                   /* no overlay/overlay.h */
    int optimize;                               /* 0, 1 or 2: level of the packed bytecode */
    bool certifi;                               /* `ssl` trusts what the packed certifi has */
    bool diagnostics_off;                       /* no environment variable of diagnostics.h */
    int argument_count;                         /* number of arguments before the user's */
};

/* Reads the configuration. On PACKED_OK exactly one of `run_module`, `entry_point` and `interpreter`
 * is set, or none if `embedded` is.
 * PACKED_BAD_CONFIG for a key that is unknown, comes twice where it must not, or has a value that
 * it cannot have. `resources` must outlive the configuration. */
enum packed_status run_configuration_read(struct run_configuration *configuration,
                                          const struct packed_resources *resources);

/* Returns the arguments of the program: argv[0], those of the configuration, the rest of argv; then
 * NULL. *count is set to their number, at least 1. `program` stands in for a missing argv[0].
 *
 * The caller frees the array and, with it, the configuration's arguments; the other strings are
 * those of `argv` and `program`. NULL if there is no memory. */
char **run_configuration_arguments(const struct run_configuration *configuration, int argc,
                                   char **argv, char *program, int *count);

/* Sets the environment variables of the configuration that are not set yet. Returns 0, or -1 if
 * there is no memory. */
int run_configuration_set_environment(const struct run_configuration *configuration);

/* Steps through the fields of Python's configuration that are set, in the order of the file. Set
 * *cursor to 0 before the first call. Returns false after the last one. */
bool run_configuration_next_field(const struct run_configuration *configuration, uint64_t *cursor,
                                  struct config_field *field);

/* Steps through the folders for the end of sys.path, like run_configuration_next_field(). *path is
 * the folder's path, for the caller to free, or NULL if there is no memory. `executable` is that of
 * the executable, whose folder is meant by $ORIGIN. */
bool run_configuration_next_extra_path(const struct run_configuration *configuration,
                                       uint64_t *cursor, const char *executable, char **path);

#endif
