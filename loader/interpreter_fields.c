#include "interpreter_fields.h"

#include <stddef.h>
#include <string.h>

#include "compat.h"
#include "native_text.h"

enum member_type {
    MEMBER_INT,
    MEMBER_UNSIGNED_LONG,
    MEMBER_TEXT,
    MEMBER_LIST,
};

struct member {
    const char *name;
    enum member_type type;
    size_t offset;
};

#define PRECONFIG_MEMBER(name) {#name, MEMBER_INT, offsetof(PyPreConfig, name)}

static const struct member preconfig_members[] = {
    PRECONFIG_MEMBER(allocator),
    PRECONFIG_MEMBER(coerce_c_locale),
    PRECONFIG_MEMBER(coerce_c_locale_warn),
    PRECONFIG_MEMBER(configure_locale),
    PRECONFIG_MEMBER(dev_mode),
    PRECONFIG_MEMBER(use_environment),
    PRECONFIG_MEMBER(utf8_mode),
};

#define CONFIG_MEMBER(type, name) {#name, type, offsetof(PyConfig, name)},

static const struct member config_members[] = {
    CONFIG_MEMBER(MEMBER_INT, buffered_stdio)
    CONFIG_MEMBER(MEMBER_INT, bytes_warning)
    CONFIG_MEMBER(MEMBER_TEXT, check_hash_pycs_mode)
    CONFIG_MEMBER(MEMBER_INT, code_debug_ranges)
    CONFIG_MEMBER(MEMBER_INT, configure_c_stdio)
    CONFIG_MEMBER(MEMBER_INT, dev_mode)
    CONFIG_MEMBER(MEMBER_INT, faulthandler)
    CONFIG_MEMBER(MEMBER_UNSIGNED_LONG, hash_seed)
    CONFIG_MEMBER(MEMBER_INT, import_time)
    CONFIG_MEMBER(MEMBER_INT, inspect)
    CONFIG_MEMBER(MEMBER_INT, install_signal_handlers)
    CONFIG_MEMBER(MEMBER_INT, interactive)
    CONFIG_MEMBER(MEMBER_INT, malloc_stats)
    CONFIG_MEMBER(MEMBER_TEXT, pycache_prefix)
    CONFIG_MEMBER(MEMBER_INT, quiet)
    CONFIG_MEMBER(MEMBER_INT, safe_path)
    CONFIG_MEMBER(MEMBER_INT, site_import)
    CONFIG_MEMBER(MEMBER_TEXT, stdio_encoding)
    CONFIG_MEMBER(MEMBER_TEXT, stdio_errors)
    CONFIG_MEMBER(MEMBER_INT, tracemalloc)
    CONFIG_MEMBER(MEMBER_INT, use_environment)
    CONFIG_MEMBER(MEMBER_INT, use_hash_seed)
    CONFIG_MEMBER(MEMBER_INT, verbose)
    CONFIG_MEMBER(MEMBER_LIST, warnoptions)
    CONFIG_MEMBER(MEMBER_INT, write_bytecode)
    CONFIG_MEMBER(MEMBER_LIST, xoptions)
#ifdef MS_WINDOWS
    CONFIG_MEMBER(MEMBER_INT, legacy_windows_stdio)
#endif
    COMPAT_CONFIG_MEMBERS(CONFIG_MEMBER)
};

static const struct member *
find_member(const struct member *members, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(members[i].name, name) == 0) {
            return &members[i];
        }
    }
    return NULL;
}

#define FIND_MEMBER(members, name) \
    find_member(members, sizeof(members) / sizeof(members[0]), name)

void
interpreter_field_set_preconfig(PyPreConfig *preconfig, const struct config_field *field)
{
    const struct member *member = FIND_MEMBER(preconfig_members, field->name);
    if (member != NULL) {
        *(int *)((char *)preconfig + member->offset) = (int)field->number;
    }
}

/* Decodes `text`. The caller frees the result with PyMem_RawFree(); NULL if there is no memory. */
static wchar_t *
decode(struct packed_slice text)
{
    char *copy = PyMem_RawMalloc(text.size + 1);
    if (copy == NULL) {
        return NULL;
    }
    memcpy(copy, text.data, text.size);
    copy[text.size] = '\0';
    wchar_t *decoded = native_text_decode(copy);
    PyMem_RawFree(copy);
    return decoded;
}

static PyStatus
set_text(PyConfig *config, const struct member *member, struct packed_slice text)
{
    wchar_t *decoded = decode(text);
    if (decoded == NULL) {
        return PyStatus_NoMemory();
    }
    void *const place = (char *)config + member->offset;
    const PyStatus status = member->type == MEMBER_LIST
                                ? PyWideStringList_Append(place, decoded)
                                : PyConfig_SetString(config, place, decoded);
    PyMem_RawFree(decoded);
    return status;
}

PyStatus
interpreter_field_set(PyConfig *config, const struct config_field *field)
{
    const struct member *member = FIND_MEMBER(config_members, field->name);
    if (member == NULL) {
#ifndef MS_WINDOWS
        /* One configuration serves the executables of all systems. */
        if (strcmp(field->name, "legacy_windows_stdio") == 0) {
            return PyStatus_Ok();
        }
#endif
        return FIND_MEMBER(preconfig_members, field->name) != NULL
                   ? PyStatus_Ok()
                   : PyStatus_Error("its configuration has a field that this version lacks");
    }
    void *const place = (char *)config + member->offset;
    switch (member->type) {
    case MEMBER_INT:
        *(int *)place = (int)field->number;
        return PyStatus_Ok();
    case MEMBER_UNSIGNED_LONG:
        *(unsigned long *)place = field->number;
        return PyStatus_Ok();
    default:
        return set_text(config, member, field->text);
    }
}
