#include "config_fields.h"

#include <limits.h>
#include <string.h>

/* Shortest limit on the digits of an int that Python accepts (sys.int_info). */
#define INT_MAX_STR_DIGITS_THRESHOLD 640

struct field_type {
    const char *name;
    enum config_field_kind kind;
    uint32_t least;                     /* numbers: the first and the last one */
    uint32_t most;
    const char *const *choices;         /* texts: the only ones, NULL at the end; or NULL for any */
};

static const char *const hash_pycs_modes[] = {"always", "default", "never", NULL};

static const char *const error_handlers[] = {
    "backslashreplace", "ignore",          "namereplace",       "replace",
    "strict",           "surrogateescape", "surrogatepass",     "xmlcharrefreplace", NULL,
};

#define FLAG(name) {name, CONFIG_FIELD_NUMBER, 0, 1, NULL}
#define NUMBER(name, least, most) {name, CONFIG_FIELD_NUMBER, least, most, NULL}
#define TEXT(name, choices) {name, CONFIG_FIELD_TEXT, 0, 0, choices}
#define LIST(name) {name, CONFIG_FIELD_LIST, 0, 0, NULL}

static const struct field_type field_types[] = {
    NUMBER("allocator", 1, 6),          /* PYMEM_ALLOCATOR_DEFAULT to _PYMALLOC_DEBUG */
    FLAG("buffered_stdio"),
    NUMBER("bytes_warning", 0, 2),
    TEXT("check_hash_pycs_mode", hash_pycs_modes),
    FLAG("code_debug_ranges"),
    FLAG("coerce_c_locale"),
    FLAG("coerce_c_locale_warn"),
    FLAG("configure_c_stdio"),
    FLAG("configure_locale"),
    NUMBER("cpu_count", 1, INT_MAX),
    FLAG("dev_mode"),
    FLAG("faulthandler"),
    NUMBER("hash_seed", 0, UINT32_MAX),
    FLAG("import_time"),
    FLAG("inspect"),
    FLAG("install_signal_handlers"),
    NUMBER("int_max_str_digits", 0, INT_MAX),
    FLAG("interactive"),
    FLAG("legacy_windows_stdio"),
    FLAG("malloc_stats"),
    NUMBER("perf_profiling", 0, 2),
    TEXT("pycache_prefix", NULL),
    FLAG("quiet"),
    FLAG("safe_path"),
    FLAG("site_import"),
    TEXT("stdio_encoding", NULL),
    TEXT("stdio_errors", error_handlers),
    NUMBER("tracemalloc", 0, UINT16_MAX),
    FLAG("use_environment"),
    FLAG("use_hash_seed"),
    FLAG("utf8_mode"),
    NUMBER("verbose", 0, 2),
    LIST("warnoptions"),
    FLAG("write_bytecode"),
    LIST("xoptions"),
};

static const struct field_type *
find_type(struct packed_slice name)
{
    for (size_t i = 0; i < sizeof(field_types) / sizeof(field_types[0]); i++) {
        if (packed_slice_equals(name, field_types[i].name)) {
            return &field_types[i];
        }
    }
    return NULL;
}

/* Reads a decimal number without a sign. */
static bool
parse_number(struct packed_slice text, uint32_t *number)
{
    uint64_t value = 0;
    for (size_t i = 0; i < text.size; i++) {
        const char digit = text.data[i];
        if (digit < '0' || digit > '9') {
            return false;
        }
        value = value * 10 + (uint64_t)(digit - '0');
        if (value > UINT32_MAX) {
            return false;
        }
    }
    *number = (uint32_t)value;
    return text.size != 0;
}

static bool
is_choice(const char *const *choices, struct packed_slice text)
{
    for (; *choices != NULL; choices++) {
        if (packed_slice_equals(text, *choices)) {
            return true;
        }
    }
    return false;
}

static bool
parse_value(const struct field_type *type, struct packed_slice value, struct config_field *field)
{
    *field = (struct config_field){.name = type->name, .kind = type->kind, .text = value};
    if (type->kind != CONFIG_FIELD_NUMBER) {
        return value.size != 0 && (type->choices == NULL || is_choice(type->choices, value));
    }
    if (!parse_number(value, &field->number) || field->number < type->least
        || field->number > type->most)
    {
        return false;
    }
    /* No limit, or one that Python can live with. */
    return strcmp(type->name, "int_max_str_digits") != 0 || field->number == 0
           || field->number >= INT_MAX_STR_DIGITS_THRESHOLD;
}

bool
config_field_parse(struct packed_slice setting, struct config_field *field)
{
    const char *equals = setting.size == 0 ? NULL : memchr(setting.data, '=', setting.size);
    if (equals == NULL) {
        return false;
    }
    const size_t length = (size_t)(equals - setting.data);
    const struct field_type *type = find_type((struct packed_slice){setting.data, length});
    const struct packed_slice value = {equals + 1, setting.size - length - 1};
    return type != NULL && parse_value(type, value, field);
}
