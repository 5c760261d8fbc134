/* The packed resources as a tree of folders and files, like that of an ordinary installation.
 *
 * On top of the packed files and directories, a package is a folder, and a module whose source is
 * packed is a file at its virtual path, so that `pkg/mod.py` can be listed and read. Paths are
 * relative to the root, with '/' between their parts and none at the ends; the root is "".
 *
 * Ownership: nodes borrow from the packed file, like everything that comes from the reader.
 */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_PACKED_TREE_H
#define RULES_PYTHON_EXECUTABLE_LOADER_PACKED_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "packed_resources.h"

struct packed_node {
    bool is_directory;
    struct packed_blob content;         /* of a file; empty for a directory */
};

/* Looks up what is at `path`. PACKED_NOT_FOUND if there is nothing. */
enum packed_status packed_tree_find(const struct packed_resources *resources, const char *path,
                                    size_t path_size, struct packed_node *node);

/* Called for each name in a folder; a result other than 0 ends the listing. The same name may come
 * twice: as a packed file or directory, and as a module. */
typedef int (*packed_tree_visitor)(void *context, struct packed_slice name);

/* Calls `visit` for the name of everything in the folder at `path`. PACKED_NOT_FOUND if there is no
 * folder there, PACKED_END if `visit` ended the listing. */
enum packed_status packed_tree_list(const struct packed_resources *resources, const char *path,
                                    size_t path_size, packed_tree_visitor visit, void *context);

/* Finds the module that a folder or a source file at `path` stands for: "pkg" for the folder "pkg"
 * or the file "pkg/__init__.py", "pkg.mod" for "pkg/mod.py". PACKED_NOT_FOUND if there is none. */
enum packed_status packed_tree_find_module(const struct packed_resources *resources,
                                           const char *path, size_t path_size, bool is_directory,
                                           struct packed_entry *module);

#endif
