/* Included before the first line of those C files of CPython that have their code for Windows under
 * _MSC_VER: pylifecycle.c, selectmodule.c, socketmodule.c, _ssl.c and timemodule.c.
 *
 * MinGW-w64's headers look at _MSC_VER as well and must not find it. So the headers come first, and
 * then the macro, with the number of the first compiler that came with the Universal C Runtime.
 */
#ifndef RULES_PYTHON_EXECUTABLE_MSVC_PRELUDE_H
#define RULES_PYTHON_EXECUTABLE_MSVC_PRELUDE_H

/* As selectmodule.c and socketmodule.h have it, for winsock2.h. */
#define FD_SETSIZE 512

#include <Python.h>

#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>
#include <wincrypt.h>

#include <fcntl.h>
#include <io.h>
#include <locale.h>
#include <process.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <time.h>

#include "pycore_bitutils.h"
#include "pycore_fileutils.h"
#include "pycore_pymath.h"
#include "pycore_tracemalloc.h"

#define _MSC_VER 1900

/* pycore_fileutils.h says without _MSC_VER that sockets are small numbers. */
#undef _PyIsSelectable_fd
#define _PyIsSelectable_fd(FD) (1)

#endif
