#include "run_configuration.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "executable_path.h"
#include "system.h"

/* Stands for the folder of the executable, as in ELF files. */
#define ORIGIN "$ORIGIN"
#define ORIGIN_SIZE (sizeof(ORIGIN) - 1)

static bool
has_nul(struct packed_slice slice)
{
    return slice.size != 0 && memchr(slice.data, '\0', slice.size) != NULL;
}

/* Sets a string that may be given once and may not be empty. */
static bool
set_once(struct packed_slice *field, struct packed_slice value)
{
    if (field->size != 0 || value.size == 0) {
        return false;
    }
    *field = value;
    return true;
}

static bool
is_variable(struct packed_slice value)
{
    const char *equals = value.size == 0 ? NULL : memchr(value.data, '=', value.size);
    return equals != NULL && equals != value.data;
}

/* Whether it is $ORIGIN, or something below it. */
static bool
is_below_origin(struct packed_slice path)
{
    return path.size >= ORIGIN_SIZE && memcmp(path.data, ORIGIN, ORIGIN_SIZE) == 0
           && (path.size == ORIGIN_SIZE || path.data[ORIGIN_SIZE] == '/');
}

static bool
apply_setting(struct run_configuration *configuration, const struct packed_setting *setting)
{
    if (has_nul(setting->value)) {
        return false;
    }
    if (packed_slice_equals(setting->key, "run_module")) {
        return set_once(&configuration->run_module, setting->value);
    }
    if (packed_slice_equals(setting->key, "entry_point")) {
        return set_once(&configuration->entry_point, setting->value);
    }
    if (packed_slice_equals(setting->key, "interpreter")) {
        configuration->interpreter = packed_slice_equals(setting->value, "1");
        configuration->child_interpreter = packed_slice_equals(setting->value, "children");
        return configuration->interpreter || configuration->child_interpreter;
    }
    if (packed_slice_equals(setting->key, "embedded")) {
        configuration->embedded = true;
        return packed_slice_equals(setting->value, "1");
    }
    if (packed_slice_equals(setting->key, "optimize")) {
        if (setting->value.size != 1 || setting->value.data[0] < '0'
            || setting->value.data[0] > '2')
        {
            return false;
        }
        configuration->optimize = setting->value.data[0] - '0';
        return true;
    }
    if (packed_slice_equals(setting->key, "packed_files")) {
        configuration->packed_files_hidden = packed_slice_equals(setting->value, "hidden");
        return configuration->packed_files_hidden
               || packed_slice_equals(setting->value, "visible");
    }
    if (packed_slice_equals(setting->key, "arg")) {
        if (configuration->argument_count == INT_MAX) {
            return false;
        }
        configuration->argument_count++;
        return true;
    }
    if (packed_slice_equals(setting->key, "env")) {
        return is_variable(setting->value);
    }
    if (packed_slice_equals(setting->key, "interpreter_config")) {
        struct config_field field;
        return config_field_parse(setting->value, &field);
    }
    if (packed_slice_equals(setting->key, "extra_path")) {
        return setting->value.size > 0
               && (setting->value.data[0] != '$' || is_below_origin(setting->value));
    }
    if (packed_slice_equals(setting->key, "certificates")) {
        configuration->certifi = true;
        return packed_slice_equals(setting->value, "certifi");
    }
    if (packed_slice_equals(setting->key, "diagnostics")) {
        configuration->diagnostics_off = true;
        return packed_slice_equals(setting->value, "off");
    }
    /* For people and tools; the magic number of the bytecode is what counts. */
    return packed_slice_equals(setting->key, "python_version");
}

enum packed_status
run_configuration_read(struct run_configuration *configuration,
                       const struct packed_resources *resources)
{
    struct run_configuration read = {
        .resources = resources,
        .run_module = {"", 0},
        .entry_point = {"", 0},
    };
    struct packed_setting setting;
    uint64_t cursor = 0;
    enum packed_status status;
    while ((status = packed_resources_next_setting(resources, &cursor, &setting)) == PACKED_OK) {
        if (!apply_setting(&read, &setting)) {
            return PACKED_BAD_CONFIG;
        }
    }
    if (status != PACKED_END) {
        return status;
    }
    const int starts =
        (read.run_module.size != 0) + (read.entry_point.size != 0) + read.interpreter;
    if (starts > 1 || (starts == 0 && !read.embedded)) {
        return PACKED_BAD_CONFIG;
    }
    *configuration = read;
    return PACKED_OK;
}

/* Whether there was another setting; an error was found when the configuration was read. */
static bool
next_setting(const struct run_configuration *configuration, uint64_t *cursor,
             struct packed_setting *setting)
{
    return packed_resources_next_setting(configuration->resources, cursor, setting) == PACKED_OK;
}

char **
run_configuration_arguments(const struct run_configuration *configuration, int argc, char **argv,
                            char *program, int *count)
{
    /* One block: the array, then the terminated copies of the configuration's arguments. */
    const size_t given = argc > 0 ? (size_t)argc : 1;
    const size_t total = given + (size_t)configuration->argument_count;
    struct packed_setting setting;
    uint64_t cursor = 0;
    size_t text_size = 0;
    while (next_setting(configuration, &cursor, &setting)) {
        if (packed_slice_equals(setting.key, "arg")) {
            text_size += setting.value.size + 1;
        }
    }
    if (total > INT_MAX - 1) {
        return NULL;
    }
    char **arguments = malloc((total + 1) * sizeof(char *) + text_size);
    if (arguments == NULL) {
        return NULL;
    }
    char *text = (char *)(arguments + total + 1);
    size_t next = 0;
    arguments[next++] = argc > 0 ? argv[0] : program;
    cursor = 0;
    while (next_setting(configuration, &cursor, &setting)) {
        if (packed_slice_equals(setting.key, "arg")) {
            arguments[next++] = text;
            if (setting.value.size > 0) {
                memcpy(text, setting.value.data, setting.value.size);
            }
            text += setting.value.size;
            *text++ = '\0';
        }
    }
    for (int i = 1; i < argc; i++) {
        arguments[next++] = argv[i];
    }
    arguments[next] = NULL;
    *count = (int)next;
    return arguments;
}

int
run_configuration_set_environment(const struct run_configuration *configuration)
{
    struct packed_setting setting;
    uint64_t cursor = 0;
    while (next_setting(configuration, &cursor, &setting)) {
        if (!packed_slice_equals(setting.key, "env")) {
            continue;
        }
        char *name = malloc(setting.value.size + 1);
        if (name == NULL) {
            return -1;
        }
        memcpy(name, setting.value.data, setting.value.size);
        name[setting.value.size] = '\0';
        char *value = strchr(name, '=');
        *value++ = '\0';
        const int result = system_set_default_variable(name, value);
        free(name);
        if (result != 0) {
            return -1;
        }
    }
    return 0;
}

bool
run_configuration_next_field(const struct run_configuration *configuration, uint64_t *cursor,
                             struct config_field *field)
{
    struct packed_setting setting;
    while (next_setting(configuration, cursor, &setting)) {
        if (packed_slice_equals(setting.key, "interpreter_config")) {
            return config_field_parse(setting.value, field);
        }
    }
    return false;
}

/* How many bytes of `executable` are the path of its folder, without the separator at the end. With
 * it if the top of the file system is meant, which has nothing else in its name, by itself. */
static size_t
size_of_folder(const char *executable, bool by_itself)
{
    const size_t size = (size_t)(path_base_name(executable) - executable);
    const bool is_top = size == 1 || (size == 3 && executable[1] == ':');
    return size == 0 || (is_top && by_itself) ? size : size - 1;
}

/* The first `folder_size` bytes of `folder` and then `below`, with the system's separators. The
 * caller frees it; NULL if there is no memory. */
static char *
join_path(const char *folder, size_t folder_size, struct packed_slice below)
{
    char *path = malloc(folder_size + below.size + 1);
    if (path == NULL) {
        return NULL;
    }
    memcpy(path, folder, folder_size);
    for (size_t i = 0; i < below.size; i++) {
        path[folder_size + i] = below.data[i] == '/' ? SYSTEM_SEPARATOR : below.data[i];
    }
    path[folder_size + below.size] = '\0';
    return path;
}

bool
run_configuration_next_extra_path(const struct run_configuration *configuration, uint64_t *cursor,
                                  const char *executable, char **path)
{
    struct packed_setting setting;
    while (next_setting(configuration, cursor, &setting)) {
        if (!packed_slice_equals(setting.key, "extra_path")) {
            continue;
        }
        struct packed_slice below = setting.value;
        size_t folder_size = 0;
        if (is_below_origin(below)) {
            below.data += ORIGIN_SIZE;
            below.size -= ORIGIN_SIZE;
            folder_size = size_of_folder(executable, below.size == 0);
        }
        *path = join_path(executable, folder_size, below);
        return true;
    }
    return false;
}
