/* Where the running executable is. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_EXECUTABLE_PATH_H
#define RULES_PYTHON_EXECUTABLE_LOADER_EXECUTABLE_PATH_H

/* Returns the absolute path of the running executable, as text of the system (see system.h): on
 * POSIX systems with all symbolic links resolved, on Windows as it was started, like CPython's own
 * sys.executable. Where the system cannot tell (Linux without /proc, or with the dynamic loader
 * started as a program), the same of the path it was started with, as far as that can be resolved.
 * Never empty.
 *
 * `argv0` is the program's argv[0] or NULL. The caller frees the result; NULL if there is no
 * memory. */
char *executable_path(const char *argv0);

/* Returns `executable`, the result of executable_path(), as a program may find it in paths that
 * it resolves (os.path.realpath): on Windows without symbolic links and short names. NULL if
 * that is not known, or is `executable` itself, as on POSIX systems. The caller frees the
 * result. */
char *executable_final_path(const char *executable);

/* The part of `path` after its last separator, or all of it. Points into `path`. */
const char *path_base_name(const char *path);

#endif
