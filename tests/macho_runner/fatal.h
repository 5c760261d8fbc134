/* The runner's only way to fail. */
#ifndef TESTS_MACHO_RUNNER_FATAL_H
#define TESTS_MACHO_RUNNER_FATAL_H

enum { RUNNER_FAILED = 125 };

/* Writes "macho_runner: ..." as one line to standard error and ends the process with the exit code
 * RUNNER_FAILED. May be called in a signal handler. */
_Noreturn void fatal(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
