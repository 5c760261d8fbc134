/* The arguments that a host program was started with. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_HOST_ARGUMENTS_H
#define RULES_PYTHON_EXECUTABLE_LOADER_HOST_ARGUMENTS_H

/* Returns the arguments of the process as text of the system (see system.h), then NULL, and sets
 * *count to their number. `argc` and `argv` are what main() got, which on Windows is not all that
 * there is, so that the system is asked there.
 *
 * The caller frees the array and, with it, the arguments that are not those of `argv`. NULL if
 * there is no memory. */
char **host_arguments(int argc, char **argv, int *count);

#endif
