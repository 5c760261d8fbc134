/* What the loader adds to every interpreter of the process: the importer of packed modules, the
 * paths of packed files, processes, and the builtins that the module `site` would add; and what it
 * takes away, `sys.executable` where that is no interpreter.
 *
 * All functions return 0, or -1 with an exception set.
 */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_INTERPRETER_SETUP_H
#define RULES_PYTHON_EXECUTABLE_LOADER_INTERPRETER_SETUP_H

/* In the main interpreter, before the first module is imported that is not builtin. */
int interpreter_setup_early(void);

/* In the main interpreter, after Python has been initialised. */
int interpreter_setup_late(void);

/* Everything at once, in another interpreter: see subinterpreter.h. */
int interpreter_setup_other(void);

#endif
