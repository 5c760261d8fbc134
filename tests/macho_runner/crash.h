/* Tells why a program crashes. */
#ifndef TESTS_MACHO_RUNNER_CRASH_H
#define TESTS_MACHO_RUNNER_CRASH_H

/* From now on a SIGSEGV or SIGBUS that the program does not handle itself ends the process with one
 * line: the name of the unknown symbol that was used, or the addresses. */
void crash_catch(void);

#endif
