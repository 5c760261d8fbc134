/* From the start of the process to its exit code. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_PROGRAM_H
#define RULES_PYTHON_EXECUTABLE_LOADER_PROGRAM_H

/* Exit codes of the loader, next to those of the program and of Python: 1 for an exception that
 * nobody handled, 120 for an error in the clean-up. Each comes with one line on standard error. */
enum program_exit {
    PROGRAM_EXIT_BAD_RESOURCES = 70,        /* packed resources missing, damaged, wrong version */
    PROGRAM_EXIT_BAD_INTERPRETER = 71,      /* Python could not be initialised */
    PROGRAM_EXIT_NO_ENTRY_POINT = 72,       /* the program's main module or function is not there */
};

/* Runs the packed program and returns the exit code of the process. May also leave the process by
 * itself: when the program raises SystemExit, or by SIGINT for a KeyboardInterrupt that nobody
 * handled. `argv` is what main() got and stays the caller's; its order may change. */
int program_main(int argc, char **argv);

#endif
