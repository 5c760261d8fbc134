/* Initialises Python for the packed program, in one of three ways.
 *
 * As a program, isolated: no PYTHON* variable is read, no user site, no site, no current folder on
 * sys.path, nothing is written (no .pyc files), no folder is searched for a standard library. The
 * file system encoding is UTF-8 whatever the locale. Hash randomisation and Python's signal
 * handlers are on, as in an ordinary Python. The locale C is changed as terminal_locale.h says.
 *
 * As an interpreter: it reads its own options from the command line, and PYTHON* variables, as the
 * command `python` does. Still no folder is searched for a standard library, there is no site and
 * no .pyc file is written; the entries of PYTHONPATH come before the packed tree.
 *
 * As a child, an interpreter that the program has started itself: it reads its own options from the
 * command line and is otherwise what the program is. What PYTHON* variables say was not meant for
 * the program, nor for its children.
 *
 * In every way, the fields that the packed configuration sets come after these defaults
 * (docs/interpreter_config.md).
 */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_INTERPRETER_CONFIG_H
#define RULES_PYTHON_EXECUTABLE_LOADER_INTERPRETER_CONFIG_H

#include <Python.h>

#include <stdbool.h>

#include "compat.h"
#include "run_configuration.h"

struct interpreter_config {
    char *executable;           /* absolute path; also the root of the packed tree */
    bool interpreter;           /* not as a program */
    bool child;                 /* of interpreters: as a child */
    bool isolated;              /* of children: as if the command line had -I */
    int argc;                   /* for sys.argv, or the interpreter's command line; at least 1 */
    char **argv;                /* argv[0] and the program's arguments, any bytes */
    int original_argc;          /* for sys.orig_argv: what the process was started with */
    char **original_argv;
    int optimize;               /* sys.flags.optimize: 0, 1 or 2 */
    bool configure_locale;      /* of programs: LC_CTYPE is set from the environment */
    bool install_signal_handlers;
    bool import_time;           /* how long each import takes, on standard error */
    const struct run_configuration *fields;     /* has the fields to set after the defaults, and the
                                                 * folders for the end of sys.path */
};

/* Initialises Python. `install` puts the importer of packed modules in its place.
 *
 * Must be called once, before any other function of Python but PyImport_AppendInittab(). On failure
 * the status says why; *install_failed is true if the reason is an exception raised by `install`,
 * which is then set. The caller keeps what `config` points at. */
PyStatus interpreter_initialize(const struct interpreter_config *config, compat_install install,
                                int *install_failed);

#endif
