/* Files that are nowhere but in memory: what has a descriptor, for those who must have one. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_OVERLAY_MEMORY_FILE_H
#define RULES_PYTHON_EXECUTABLE_LOADER_OVERLAY_MEMORY_FILE_H

#include <stddef.h>

/* Makes a file with a copy of `content`, which nobody can write to any more. Returns a descriptor
 * at its beginning, which child processes do not inherit and the caller closes; or -1 with errno
 * set, ENOSYS if the system has no such files: only Linux has. */
int memory_file_open(const void *content, size_t size);

#endif
