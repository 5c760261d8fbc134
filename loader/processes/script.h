/* Which files and folders are taken for something that an interpreter is to run. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_PROCESSES_SCRIPT_H
#define RULES_PYTHON_EXECUTABLE_LOADER_PROCESSES_SCRIPT_H

#include <stdbool.h>

/* Whether there is a script at `path`: a file named as Python's are (.py, .pyc, .pyw, .pyz, .pyzw)
 * or with a first line `#!` that names python, or a folder with a `__main__.py` or `__main__.pyc`.
 *
 * Python would run any file. But the arguments that a program starts itself with may be names of
 * files as well, and these are to remain its own. */
bool script_is_runnable(const char *path);

/* `path` as a process with the current folder `folder` sees it. `folder` may be NULL. The caller
 * frees the result; NULL if there is no memory. */
char *script_path_in_folder(const char *folder, const char *path);

#endif
