/* Command lines as Windows has them: one text, which each program divides for itself. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_PROCESSES_WINDOWS_COMMAND_LINE_H
#define RULES_PYTHON_EXECUTABLE_LOADER_PROCESSES_WINDOWS_COMMAND_LINE_H

#include <stddef.h>

/* Divides a command line as the C runtime does for main(): returns the arguments, then NULL, and
 * sets *count to their number and *program_size to the number of bytes at the beginning that make
 * up argv[0]. Whatever the command line, there is an argv[0].
 *
 * The caller frees the array and, with it, the arguments. NULL if there is no memory. */
char **windows_command_line_split(const char *command_line, int *count, size_t *program_size);

#endif
