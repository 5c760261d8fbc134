/* Sets fields of PyPreConfig and PyConfig by their names. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_INTERPRETER_FIELDS_H
#define RULES_PYTHON_EXECUTABLE_LOADER_INTERPRETER_FIELDS_H

#include <Python.h>

#include "config_fields.h"

/* Sets the field in `preconfig` if that has it. */
void interpreter_field_set_preconfig(PyPreConfig *preconfig, const struct config_field *field);

/* Sets the field in `config`, or appends to it, if that has it. Python must be preinitialised. It
 * is an error if neither this nor PyPreConfig has such a field. */
PyStatus interpreter_field_set(PyConfig *config, const struct config_field *field);

#endif
