/* SystemExit without the exit. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_SYSTEM_EXIT_H
#define RULES_PYTHON_EXECUTABLE_LOADER_SYSTEM_EXIT_H

/* The exit code that the SystemExit which is set asks for, as handle_system_exit() of CPython finds
 * it; the message that may be in its place is written to standard error. Clears the exception. */
int system_exit_code(void);

#endif
