/* The pseudo-terminal functions of libSystem, under the header name that Apple's SDK has them.
 *
 * CPython's configure finds <util.h> on every Mac (HAVE_UTIL_H), and posixmodule.c takes openpty(),
 * forkpty() and login_tty() from there; the headers that come with the compiler are those of the
 * system's kernel and C library and lack it. The signatures are those of openpty(3).
 */
#ifndef RULES_PYTHON_EXECUTABLE_UTIL_H
#define RULES_PYTHON_EXECUTABLE_UTIL_H

#include <sys/ioctl.h>
#include <sys/types.h>
#include <termios.h>

int openpty(int *master, int *slave, char *name, struct termios *attributes,
            struct winsize *size);
int login_tty(int fd);
pid_t forkpty(int *master, char *name, struct termios *attributes, struct winsize *size);

#endif
