/* ncurses's configuration for Linux (glibc from 2.17 on, musl) and macOS: what upstream's configure
 * would have written for a library with wide characters and extended colours.
 */
#ifndef RULES_PYTHON_EXECUTABLE_NCURSES_CFG_H
#define RULES_PYTHON_EXECUTABLE_NCURSES_CFG_H

#define PACKAGE "ncurses"
#define NCURSES_VERSION "6.4"
#define NCURSES_PATCHDATE 20221231
#define NCURSES_VERSION_STRING "6.4.20221231"

/* Where terminal descriptions are looked for, after $TERMINFO, ~/.terminfo and $TERMINFO_DIRS: the
 * folders of Debian, Fedora, Alpine, locally installed terminals and macOS.
 */
#define TERMINFO "/usr/share/terminfo"
#define TERMINFO_DIRS                                                                              \
    "/etc/terminfo:/lib/terminfo:/usr/share/terminfo:/usr/lib/terminfo:/usr/local/share/terminfo"
#define NCURSES_PATHSEP ':'
#define PURE_TERMINFO 1
#define USE_HOME_TERMINFO 1
#define USE_ROOT_ACCESS 1
#define USE_ROOT_ENVIRON 1
#define HAVE_LONG_FILE_NAMES 1
#ifndef __APPLE__
/* Descriptions are in a folder named by their first letter; where case is not told apart, by the
 * letter's code. */
#define MIXEDCASE_FILENAMES 1
#endif

/* Features. */
#define NCURSES_WIDECHAR 1
#define USE_WIDEC_SUPPORT 1
#define NCURSES_EXT_COLORS 1
#define NCURSES_EXT_FUNCS 1
#define NCURSES_EXT_PUTWIN 1
#define NCURSES_NO_PADDING 1
#define NCURSES_OSPEED_COMPAT 1
#define NCURSES_SP_FUNCS 1
#define NCURSES_WRAP_PREFIX "_nc_"
#define USE_ASSUMED_COLOR 1
#define USE_HASHMAP 1
#define USE_LINKS 1
#define USE_SIGWINCH 1
#define HAVE_ALLOC_PAIR 1
#define HAVE_ASSUME_DEFAULT_COLORS 1
#define HAVE_CURSES_DATA_BOOLNAMES 1
#define HAVE_CURSES_VERSION 1
#define HAVE_HAS_KEY 1
#define HAVE_INIT_EXTENDED_COLOR 1
#define HAVE_LIBPANEL 1
#define HAVE_NC_ALLOC_H 1
#define HAVE_PANEL_H 1
#define HAVE_RESET_COLOR_PAIRS 1
#define HAVE_RESIZETERM 1
#define HAVE_RESIZE_TERM 1
#define HAVE_SIZECHANGE 1
#define HAVE_SLK_COLOR 1
#define HAVE_TERM_ENTRY_H 1
#define HAVE_TPUTS_SP 1
#define HAVE_USE_DEFAULT_COLORS 1
#define HAVE_USE_EXTENDED_NAMES 1
#define HAVE_USE_SCREEN 1
#define HAVE_USE_WINDOW 1
#define HAVE_WRESIZE 1

/* The compiler. */
#define GCC_NORETURN __attribute__((noreturn))
#define GCC_PRINTF 1
#define GCC_PRINTFLIKE(fmt, var) __attribute__((format(printf, fmt, var)))
#define GCC_SCANF 1
#define GCC_SCANFLIKE(fmt, var) __attribute__((format(scanf, fmt, var)))
#define GCC_UNUSED __attribute__((unused))
#define SIG_ATOMIC_T volatile sig_atomic_t
#define SIZEOF_BOOL 1
#define SIZEOF_SIGNED_CHAR 1
#define SIZEOF_WCHAR_T 4

/* The C library. */
#define STDC_HEADERS 1
#define TIME_WITH_SYS_TIME 1
#define HAVE_DIRENT_H 1
#define HAVE_FCNTL_H 1
#define HAVE_GETOPT_H 1
#define HAVE_GETOPT_HEADER 1
#define HAVE_INTTYPES_H 1
#define HAVE_LIMITS_H 1
#define HAVE_LOCALE_H 1
#define HAVE_MATH_H 1
#define HAVE_MEMORY_H 1
#define HAVE_POLL_H 1
#define HAVE_STDINT_H 1
#define HAVE_STDLIB_H 1
#define HAVE_STRINGS_H 1
#define HAVE_STRING_H 1
#define HAVE_SYS_IOCTL_H 1
#define HAVE_SYS_PARAM_H 1
#define HAVE_SYS_SELECT_H 1
#define HAVE_SYS_STAT_H 1
#define HAVE_SYS_TIMES_H 1
#define HAVE_SYS_TIME_H 1
#define HAVE_SYS_TIME_SELECT 1
#define HAVE_SYS_TYPES_H 1
#define HAVE_TERMIOS_H 1
#define HAVE_UNISTD_H 1
#define HAVE_WCHAR_H 1
#define HAVE_WCTYPE_H 1
#define NEED_WCHAR_H 1
#define HAVE_BTOWC 1
#define HAVE_ENVIRON 1
#define HAVE_FPATHCONF 1
#define HAVE_FSEEKO 1
#define HAVE_GETCWD 1
#define HAVE_GETEGID 1
#define HAVE_GETEUID 1
#define HAVE_GETOPT 1
#define HAVE_GETTIMEOFDAY 1
#define HAVE_ISASCII 1
#define HAVE_LANGINFO_CODESET 1
#define HAVE_LINK 1
#define HAVE_LOCALECONV 1
#define HAVE_MATH_FUNCS 1
#define HAVE_MBLEN 1
#define HAVE_MBRLEN 1
#define HAVE_MBRTOWC 1
#define HAVE_MBSRTOWCS 1
#define HAVE_MBSTOWCS 1
#define HAVE_MBTOWC 1
#define HAVE_MKSTEMP 1
#define HAVE_NANOSLEEP 1
#define HAVE_POLL 1
#define HAVE_PUTENV 1
#define HAVE_PUTWC 1
#define HAVE_REGEX_H_FUNCS 1
#define HAVE_REMOVE 1
#define HAVE_SELECT 1
#define HAVE_SETBUF 1
#define HAVE_SETBUFFER 1
#define HAVE_SETENV 1
#define HAVE_SETVBUF 1
#define HAVE_SIGACTION 1
#define HAVE_SNPRINTF 1
#define HAVE_STRDUP 1
#define HAVE_STRSTR 1
#define HAVE_SYMLINK 1
#define HAVE_SYSCONF 1
#define HAVE_TCGETATTR 1
#define HAVE_TCGETPGRP 1
#define HAVE_TIMES 1
#define HAVE_TSEARCH 1
#define HAVE_UNLINK 1
#define HAVE_VA_COPY 1
#define HAVE_VSNPRINTF 1
#define HAVE_VSSCANF 1
#define HAVE_WCSRTOMBS 1
#define HAVE_WCSTOMBS 1
#define HAVE_WCTOB 1
#define HAVE_WCTOMB 1
#define HAVE_WMEMCHR 1
#define USE_FOPEN_BIN_R 1

#ifdef __linux__
#define SYSTEM_NAME "linux"
#define HAVE_SETFSUID 1
/* macOS's poll does not work on terminals; select is used there. */
#define HAVE_WORKING_POLL 1
#endif

#ifdef __APPLE__
#define SYSTEM_NAME "darwin"
#define HAVE_ISSETUGID 1
#define HAVE_STRLCAT 1
#define HAVE_STRLCPY 1
#endif

/* Generated: gives every name that is not defined above the value 0. */
#include <ncurses_def.h>

#endif
