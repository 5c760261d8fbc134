/* From packed entries to Python objects. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_ENTRY_H
#define RULES_PYTHON_EXECUTABLE_LOADER_IMPORTER_ENTRY_H

#include <Python.h>

#include "state.h"
#include "../packed_tree.h"

/* Looks up the packed module called `name`, a str. Returns 1 and fills in `entry`; 0 if there is
 * none; -1 with an exception set: see damage.h if the packed resources are damaged, as for all
 * functions here. */
int importer_find_module(struct importer_state *state, PyObject *name, struct packed_entry *entry);

/* The module's __file__: below the executable, or beside it for a shared library that lies there; for
 * a namespace package None. New reference. */
PyObject *importer_filename(struct importer_state *state, const struct packed_entry *module);

/* The folder of a package, the only entry of its __path__. New reference. */
PyObject *importer_package_folder(struct importer_state *state, const struct packed_entry *package);

/* The code object of a module that has code, with its __file__ as the name of the file. `name` is
 * for messages. New reference. */
PyObject *importer_code(struct importer_state *state, PyObject *name,
                        const struct packed_entry *module);

/* The source text of a module as str, or None if it is not packed, as that of an extension module.
 * New reference. OSError if it is damaged. */
PyObject *importer_source(struct importer_state *state, const struct packed_entry *module);

/* The content of a blob as bytes. New reference. `path`, a str, is for messages. */
PyObject *importer_blob_bytes(const struct packed_blob *blob, PyObject *path);

/* The content of a file of the packed tree as bytes. New reference. `path` is for
 * messages. */
PyObject *importer_file_bytes(struct importer_state *state, const struct packed_node *file,
                              PyObject *path);

/* The content of a file of the packed tree as a read-only memoryview, without a copy where it is
 * stored as it is. New reference. `path` is for messages. */
PyObject *importer_file_view(struct importer_state *state, const struct packed_node *file,
                             PyObject *path);

/* A str of a slice, which must be UTF-8. New reference. */
PyObject *importer_string(struct packed_slice slice);

/* `text`, a str, with the character `new` wherever it has `old`. New reference. */
PyObject *importer_replace(PyObject *text, char old, char new);

#endif
