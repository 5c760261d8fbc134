/* What the loader asks of the operating system, besides the path of the executable
 * (executable_path.h) and its packed resources (locator.h). One file per family of systems.
 *
 * Knows nothing about Python. Text that comes from the system or goes to it (arguments, paths, the
 * environment) is a string of char in the whole loader: the bytes as they are on POSIX systems; on
 * Windows, whose text is any sequence of 16 bit units, WTF-8, see wtf8.h.
 */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_SYSTEM_H
#define RULES_PYTHON_EXECUTABLE_LOADER_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>

/* What stands between the parts of a path: os.sep. */
#ifdef _WIN32
#define SYSTEM_SEPARATOR '\\'
#else
#define SYSTEM_SEPARATOR '/'
#endif

/* Sets an environment variable, for the process and those it starts, unless it is set already.
 * Returns 0, or -1 if there is no memory. */
int system_set_default_variable(const char *name, const char *value);

/* Changes the locale of LC_CTYPE from `C` to one that has the characters of all languages, unless
 * the variable LC_ALL says which locale there is. Returns the name of that locale; NULL if nothing
 * was changed, as on Windows, which has no such locales. */
const char *system_replace_c_locale(void);
/* The value of an environment variable, for the caller to free. NULL if it is not set, or there is
 * no memory. */
char *system_variable(const char *name);

/* Writes `text`, UTF-8, to standard error. */
void system_write_error(const char *text);

/* Ends the process as an interrupt from the terminal does, so that a shell sees that it was
 * interrupted. If that does not end it, returns the exit code to use. */
int system_exit_by_interrupt(void);

enum system_file_kind {
    SYSTEM_NO_FILE,             /* nothing, or something else, such as a pipe */
    SYSTEM_FILE,
    SYSTEM_FOLDER,
};

/* What there is at `path`, at the end of symbolic links. */
enum system_file_kind system_file_kind(const char *path);

/* Whether there is one and the same file at both paths. */
bool system_is_same_file(const char *path, const char *other);

/* Reads at most `size` bytes from the beginning of a file. Returns how many: 0 if it cannot be
 * read. */
size_t system_read_start(const char *path, char *buffer, size_t size);

/* Whether `path` means the same whatever the current folder. */
bool system_is_absolute(const char *path);

#endif
