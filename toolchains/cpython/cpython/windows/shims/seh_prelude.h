/* Included before the first line of the C files of _ctypes. callproc.c turns an exception of the
 * processor in a called function into an OSError, but assumes that whoever defines __MINGW32__ is gcc
 * and cannot compile that. clang can.
 *
 * MinGW-w64's headers look at that macro as well. So they come first.
 */
#ifndef RULES_PYTHON_EXECUTABLE_SEH_PRELUDE_H
#define RULES_PYTHON_EXECUTABLE_SEH_PRELUDE_H

#include <Python.h>

#include <windows.h>
#include <ffi.h>
#include <tchar.h>
#include <Unknwn.h>

#undef __MINGW32__

#endif
