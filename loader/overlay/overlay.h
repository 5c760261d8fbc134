/* Lets a program read packed files by their paths below the executable, as if they lay in a folder.
 *
 * The functions of `os`, the builtin `open()` and the `__init__` of io.FileIO are replaced by ones
 * that ask the system first and look among the packed files only where it knows of no such file. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_OVERLAY_OVERLAY_H
#define RULES_PYTHON_EXECUTABLE_LOADER_OVERLAY_OVERLAY_H

/* Replaces them. To be called when builtin modules can be imported, once for the
 * process and before any module that would keep a function of its own: `os` and `io` do. Returns
 * 0, or -1 with an exception set. */
int overlay_install(void);

#endif
