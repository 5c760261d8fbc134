/* The packed resources as a tree of folders and files, like that of an ordinary installation.
 *
 * On top of the packed files and directories, a package is a folder, and a module is a file: its
 * source at its virtual path, `pkg/mod.py`, if that is packed, and otherwise its bytecode as
 * `pkg/mod.pyc`, as where an application is installed without its sources. Paths are relative to
 * the root, with '/' between their parts and none at the ends; the root is "".
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
    bool is_bytecode;                   /* a file: the header of a .pyc file, then `content` */
    struct packed_blob content;         /* of a file; empty for a directory */
    struct packed_slice beside;         /* a file whose content is beside the executable: its path
                                         * in the packed tree; else "" */
};

enum { PACKED_BYTECODE_HEADER_SIZE = 16 };

/* Writes what a .pyc file begins with: one that holds whatever has become of its source, since
 * its flags say that it was made from a source of a certain hash, which is not to be checked
 * (PEP 552). */
void packed_tree_bytecode_header(const struct packed_resources *resources,
                                 unsigned char header[PACKED_BYTECODE_HEADER_SIZE]);

/* Size of a file in bytes. */
size_t packed_node_size(const struct packed_node *node);

/* Looks up what is at `path`. PACKED_NOT_FOUND if there is nothing. */
enum packed_status packed_tree_find(const struct packed_resources *resources, const char *path,
                                    size_t path_size, struct packed_node *node);

/* Finds the source of a module. PACKED_NOT_FOUND if it is not packed, or the module is a namespace
 * package. */
enum packed_status packed_tree_source(const struct packed_resources *resources,
                                      const struct packed_entry *module,
                                      struct packed_blob *source);

/* Called for each name in a folder; a result other than 0 ends the listing. The name is there
 * for the time of the call. The same name may come twice: as a packed file or directory, and as
 * a module. */
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
