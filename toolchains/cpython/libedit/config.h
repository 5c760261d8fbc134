/* libedit's configuration for Linux (glibc from 2.17 on, musl) and macOS: what upstream's configure
 * would have found, as far as libedit's files ask for it.
 */
#ifndef RULES_PYTHON_EXECUTABLE_LIBEDIT_CONFIG_H
#define RULES_PYTHON_EXECUTABLE_LIBEDIT_CONFIG_H

#define PACKAGE_NAME "libedit"
#define PACKAGE_VERSION "3.1"

#define HAVE_CURSES_H 1
#define HAVE_GETLINE 1
#define HAVE_GETPW_R_POSIX 1
#define HAVE_SIZE_MAX 1
#define HAVE_STDINT_H 1
#define HAVE_SYS_TYPES_H 1
#define HAVE_TERM_H 1
#define HAVE_U_INT32_T 1
#define HAVE_WCSDUP 1

#ifdef __linux__
#include <features.h>
#define HAVE_SECURE_GETENV 1
#ifndef __GLIBC__
/* musl. Its wchar_t holds Unicode, which it does not say. */
#ifndef __STDC_ISO_10646__
#define __STDC_ISO_10646__ 201103L
#endif
#define HAVE_STRLCAT 1
#define HAVE_STRLCPY 1
#endif
#endif

#ifdef __APPLE__
#define HAVE_ISSETUGID 1
#define HAVE_STRLCAT 1
#define HAVE_STRLCPY 1
#endif

#include "sys.h"

/* Upstream's switches against version strings in the object files. */
#define SCCSID
#define lint

#endif
