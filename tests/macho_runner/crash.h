/* Tells why a program crashes. */
#ifndef TESTS_MACHO_RUNNER_CRASH_H
#define TESTS_MACHO_RUNNER_CRASH_H

#include <signal.h>

/* From now on a SIGSEGV or SIGBUS is reported by crash_report(), until the program handles it. */
void crash_catch(void);

/* Ends the process with a line that names the unknown symbol, if the signal was raised by the use
 * of one. */
void crash_check(const siginfo_t *info);

/* A handler of signals: calls crash_check(), else writes a line and lets the signal end the process. */
void crash_report(int signal, siginfo_t *info, void *context);

#endif
