/* What a program is asked to tell about its start and its imports, by an environment variable
 * (docs/diagnostics.md).
 *
 * Knows nothing about Python.
 */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_DIAGNOSTICS_H
#define RULES_PYTHON_EXECUTABLE_LOADER_DIAGNOSTICS_H

#include <stdbool.h>
#include <stddef.h>

#define DIAGNOSTICS_VARIABLE "RULES_PYTHON_EXECUTABLE_DIAGNOSTICS"

/* What its value may be, for messages. */
#define DIAGNOSTICS_WORDS "start, imports, importtime or all, with commas between them"

struct diagnostics {
    bool start;                 /* "start": what the loader has found, see start_report.h */
    bool imports;               /* "imports": where each module comes from */
    bool import_time;           /* "importtime": how long each import takes, by Python itself */
};

/* Reads a value of the variable: words with commas between them, of which empty ones do not count.
 * Returns the first word that is not known, or NULL, and sets *unknown_size to its length. It
 * borrows from `value`; the others count nevertheless. */
const char *diagnostics_parse(const char *value, struct diagnostics *diagnostics,
                              size_t *unknown_size);

#endif
