/* What the text of a path tells about where it leads. Knows nothing about Python; text is that
 * of the system, see system.h. One file per family of systems. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_OVERLAY_ABSOLUTE_PATH_H
#define RULES_PYTHON_EXECUTABLE_LOADER_OVERLAY_ABSOLUTE_PATH_H

#include <stdbool.h>

/* False if `path` cannot lead to anything below `root`, an absolute path. Costs little, so that a
 * path of any other file does not cost more. */
bool path_may_be_below(const char *path, const char *root);

/* Whether `path` can only be a folder, since it ends in a separator. */
bool path_names_folder(const char *path);

/* Returns `path` as an absolute one without ".", ".." and empty parts. The file system is not
 * looked at: ".." takes away the part before it, be it a symbolic link or a file. The caller
 * frees the result; NULL if there is no memory or no current folder. */
char *absolute_path(const char *path);

#endif
