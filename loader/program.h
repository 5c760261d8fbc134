/* From the start of the process to its exit code.
 *
 * program_main() is all that an executable needs. A host program that the packed program is
 * embedded in takes the same steps one by one (embedded.c).
 */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_PROGRAM_H
#define RULES_PYTHON_EXECUTABLE_LOADER_PROGRAM_H

#include <stdbool.h>

#include "locator.h"

struct process_start;                   /* process_start.h, which needs Python's headers */

/* Exit codes of the loader, next to those of the program and of Python: 1 for an exception that
 * nobody handled, 120 for an error in the clean-up. Each comes with one line on standard error. */
enum program_exit {
    PROGRAM_EXIT_BAD_RESOURCES = 70,        /* packed resources missing, damaged, wrong version */
    PROGRAM_EXIT_BAD_INTERPRETER = 71,      /* Python could not be initialised */
    PROGRAM_EXIT_NO_ENTRY_POINT = 72,       /* the program's main module or function is not there */
};

/* Runs the packed program that `locate` finds and returns the exit code of the process. May also
 * leave the process by itself: when the program raises SystemExit, or by SIGINT for a
 * KeyboardInterrupt that nobody handled. `argv` is what main() got and stays the caller's; its
 * order may change. */
int program_main(int argc, char **argv, locator locate);

/* Opens the packed resources: fills in `loader`. Returns 0 or an exit code. */
int program_open(const char *argv0, locator locate);

/* Initialises Python with everything the loader adds to it. If it returns false, the program ends
 * with *code: something failed, or an interpreter has done what its command line asks for
 * (`--version`). */
bool program_initialize(const struct process_start *start, int *code);

/* What is left of program_main() when the packed resources have been opened. */
int program_run(int argc, char **argv);

#endif
