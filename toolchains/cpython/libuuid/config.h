/* libuuid's configuration for Linux: what upstream's configure would have found with glibc 2.17 and
 * with musl, as far as libuuid's own files ask for it.
 *
 * HAVE_UUIDD is left out: no daemon is asked for time-based UUIDs. HAVE_GETRANDOM is left out since
 * glibc 2.17 has no such function; the system call is made directly.
 */
#ifndef RULES_PYTHON_EXECUTABLE_LIBUUID_CONFIG_H
#define RULES_PYTHON_EXECUTABLE_LIBUUID_CONFIG_H

#define PACKAGE_STRING "util-linux"

/* Where the state of the clock sequence is kept if the folder lib/libuuid exists in it. */
#define _PATH_LOCALSTATEDIR "/var"

#define HAVE_DIRFD 1
#define HAVE_ERR 1
#define HAVE_ERRX 1
#define HAVE_ERR_H 1
#define HAVE_JRAND48 1
#define HAVE_LANGINFO_H 1
#define HAVE_LIBPTHREAD 1
#define HAVE_LOCALE_H 1
#define HAVE_LOFF_T 1
#define HAVE_MEMPCPY 1
#define HAVE_NANOSLEEP 1
#define HAVE_NETINET_IN_H 1
#define HAVE_NET_IF_H 1
#define HAVE_OPENAT 1
#define HAVE_PROGRAM_INVOCATION_SHORT_NAME 1
/* glibc 2.17 has none, but nothing in libuuid calls it: this keeps c.h from defining its own, which
 * newer C libraries' headers contradict. */
#define HAVE_REALLOCARRAY 1
#define HAVE_SRANDOM 1
#define HAVE_STDLIB_H 1
#define HAVE_STRNDUP 1
#define HAVE_STRNLEN 1
#define HAVE_STRUCT_STAT_ST_MTIM_TV_NSEC 1
#define HAVE_SYS_FILE_H 1
#define HAVE_SYS_IOCTL_H 1
#define HAVE_SYS_SOCKET_H 1
#define HAVE_SYS_SYSCALL_H 1
#define HAVE_SYS_SYSMACROS_H 1
#define HAVE_SYS_TIME_H 1
#define HAVE_SYS_UN_H 1
#define HAVE_TIMEGM 1
#define HAVE_TLS 1
#define HAVE_UNISTD_H 1
#define HAVE_WARN 1
#define HAVE_WARNX 1

#endif
