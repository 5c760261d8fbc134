/* pyconfig.h of CPython for Windows, compiled by clang with the headers of MinGW-w64.
 *
 * Upstream keeps one by hand, PC/pyconfig.h.in, and includes it as it is. It answers for Microsoft's
 * compiler and hardly for any other: what it says only under _MSC_VER is said here. The build copies
 * it to pyconfig_msvc.h.
 */
#ifndef RULES_PYTHON_EXECUTABLE_PYCONFIG_H
#define RULES_PYTHON_EXECUTABLE_PYCONFIG_H

/* Windows 8.1, as upstream; extension modules choose for themselves. */
#define Py_WINVER 0x0603
#define Py_NTDDI 0x06030000
#if defined(Py_BUILD_CORE) || defined(Py_BUILD_CORE_BUILTIN) || defined(Py_BUILD_CORE_MODULE)
#ifndef NTDDI_VERSION
#define NTDDI_VERSION Py_NTDDI
#endif
#ifndef WINVER
#define WINVER Py_WINVER
#endif
#ifndef _WIN32_WINNT
#define _WIN32_WINNT Py_WINVER
#endif
#endif

/* SIZEOF_PID_T is 4 there; MinGW-w64 has 8 bytes, unless the type exists before <sys/types.h>. */
#ifndef _PID_T_
#define _PID_T_
typedef int _pid_t;
typedef int pid_t;
#endif

#define HAVE_INTPTR_T 1
#define HAVE_SSIZE_T 1
#define HAVE_UINTPTR_T 1
#define HAVE_WCSFTIME 1

/* The tag of extension modules in imp.extension_suffixes(). */
#define PYD_PLATFORM_TAG "win_amd64"

/* No support by upstream (PEP 11): clang with the headers of MinGW-w64 is nobody's target. */
#define PY_SUPPORT_TIER 0

#include "pyconfig_msvc.h"

/* sys.version: sysconfig.get_platform() looks for "AMD64" in it, ctypes.util.find_msvcrt() for
 * "MSC v.", whose number is that of the first compiler with the Universal C Runtime. The file above
 * says "[gcc]". */
#undef COMPILER
#define COMPILER "[Clang " __clang_version__ "64 bit (AMD64) with MSC v.1900 CRT]"

/* As on the other systems (pyconfig_3_13.bzl): only PYTHONMALLOC=mimalloc would use it. */
#undef WITH_MIMALLOC

#endif
