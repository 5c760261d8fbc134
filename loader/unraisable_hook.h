/* Source lines in what Python writes about exceptions that nobody can handle, such as those of
 * __del__(). Its own sys.unraisablehook reads them through file descriptors, which packed files do
 * not have, and knows no loaders. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_UNRAISABLE_HOOK_H
#define RULES_PYTHON_EXECUTABLE_LOADER_UNRAISABLE_HOOK_H

/* Replaces sys.unraisablehook and sys.__unraisablehook__ in the current interpreter. Returns 0, or
 * -1 with an exception set. */
int unraisable_hook_install(void);

#endif
