/* Lets further interpreters (PEP 684, PEP 734) import packed modules.
 *
 * What Python imports first in a new interpreter is `encodings`, before anybody could have given it
 * the importer. So there is a frozen module of this name, which gives it the importer and then puts
 * the packed `encodings` in its own place (python/_packed_importlib/start_interpreter.py). The main
 * interpreter has the importer before and never sees it.
 */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_SUBINTERPRETER_H
#define RULES_PYTHON_EXECUTABLE_LOADER_SUBINTERPRETER_H

#include <Python.h>

#include "packed_resources.h"

#define SUBINTERPRETER_MODULE_NAME "_packed_interpreter"

/* Initialisation function for PyImport_AppendInittab(). */
PyMODINIT_FUNC PyInit__packed_interpreter(void);

/* To be called before Python is initialised, when the packed resources have been opened. Packed
 * resources without the code leave it at one interpreter. An error if the code, which Python runs
 * as it is, is damaged. */
enum packed_status subinterpreter_prepare(void);

/* Makes functions of `_imp` know nothing of the frozen module any more: importlib, when it sets
 * itself up once more, takes a module of this name for what the frozen one is. To be called in
 * every interpreter that has the importer. Returns 0, or -1 with an exception set. */
int subinterpreter_hide_frozen_module(void);

#endif
