/* Fields of Python's configuration that the packed configuration may set: what they are called and
 * which values they can have. Knows nothing about Python; interpreter_fields.h sets them.
 *
 * The names are those of PyPreConfig and PyConfig, see docs/interpreter_config.md.
 */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_CONFIG_FIELDS_H
#define RULES_PYTHON_EXECUTABLE_LOADER_CONFIG_FIELDS_H

#include <stdbool.h>
#include <stdint.h>

#include "packed_resources.h"

enum config_field_kind {
    CONFIG_FIELD_NUMBER,        /* also flags: 0 or 1 */
    CONFIG_FIELD_TEXT,
    CONFIG_FIELD_LIST,          /* one more item of a list of texts */
};

/* A field and its value. */
struct config_field {
    const char *name;           /* static */
    enum config_field_kind kind;
    uint32_t number;            /* CONFIG_FIELD_NUMBER */
    struct packed_slice text;   /* otherwise; borrowed, without NUL, not empty */
};

/* Reads `NAME=VALUE`, which must have no NUL. Returns false if there is no such field or if it
 * cannot have such a value. */
bool config_field_parse(struct packed_slice setting, struct config_field *field);

#endif
