/* Initialises an isolated Python for the packed program.
 *
 * Isolated: no PYTHON* variable is read, no user site, no site, no current folder on sys.path,
 * nothing is written (no .pyc files), no folder is searched for a standard library. The
 * file system encoding is UTF-8 whatever the locale. Hash randomisation and Python's signal
 * handlers are on, as in an ordinary Python.
 */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_INTERPRETER_CONFIG_H
#define RULES_PYTHON_EXECUTABLE_LOADER_INTERPRETER_CONFIG_H

#include <Python.h>

#include "compat.h"

struct interpreter_config {
    char *executable;           /* absolute path; also the root of the packed tree */
    int argc;                   /* for sys.argv, at least 1 */
    char **argv;                /* argv[0] and the program's arguments, any bytes */
    int original_argc;          /* for sys.orig_argv: what the process was started with */
    char **original_argv;
    int optimize;               /* sys.flags.optimize: 0, 1 or 2 */
};

/* Initialises Python. `install` puts the importer of packed modules in its place.
 *
 * Must be called once, before any other function of Python but PyImport_AppendInittab(). On failure
 * the status says why; *install_failed is true if the reason is an exception raised by `install`,
 * which is then set. The caller keeps what `config` points at. */
PyStatus interpreter_initialize(const struct interpreter_config *config, compat_install install,
                                int *install_failed);

#endif
