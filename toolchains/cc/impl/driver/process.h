/* Running other programs, on POSIX and on Windows. */

#ifndef TOOLCHAINS_CC_DRIVER_PROCESS_H
#define TOOLCHAINS_CC_DRIVER_PROCESS_H

/* Replaces this program by `argv[0]`, a path, with the arguments `argv` (NULL at the end).
 *
 * Returns an exit status for main(): on POSIX only when the program cannot be started, on Windows
 * after the program has ended. */
int process_replace(char *const argv[]);

/* Runs `argv[0]` to its end, with its standard error written into the file `stderr_path`
 * (NULL: left as it is).
 *
 * Returns its exit status, or 127 with a message when it cannot be started or was killed. */
int process_run(char *const argv[], const char *stderr_path);

#endif
