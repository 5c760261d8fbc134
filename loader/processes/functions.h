/* Makes `sys.executable` an interpreter for the program itself: replaces the functions of Python's
 * modules through which every process is started.
 *
 * A call that starts our own executable with the command line of an interpreter gets a mark behind
 * argv[0] (command_line.h), by which the new process knows what it is to be. All other calls, and
 * command lines that others write, are as they were.
 */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_PROCESSES_FUNCTIONS_H
#define RULES_PYTHON_EXECUTABLE_LOADER_PROCESSES_FUNCTIONS_H

/* Replaces the functions. To be called when the importer has been installed and before any module
 * of Python is imported that copies them, such as `os`. Returns 0, or -1 with an exception set. */
int process_functions_replace(void);

#endif
