#include "start_report.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "executable_path.h"
#include "system.h"

/* Writes one line: the program's name, `before`, `text`, `after`. A longer one is cut off. */
static void
write_line(const struct loader *loader, const char *before, struct packed_slice text,
           const char *after)
{
    char line[4096];
    const int size = text.size < INT_MAX ? (int)text.size : INT_MAX;
    if (snprintf(line, sizeof(line), "%s: %s%.*s%s\n", path_base_name(loader->executable), before,
                 size, text.data, after)
        >= (int)sizeof(line))
    {
        line[sizeof(line) - 2] = '\n';
    }
    system_write_error(line);
}

static void
write_fact(const struct loader *loader, const char *what, const char *value)
{
    write_line(loader, what, (struct packed_slice){value, strlen(value)}, "");
}

static const char *
origin_text(const struct loader *loader, const struct process_start *start)
{
    switch (start->origin) {
    case COMMAND_LINE_OF_INTERPRETER:
        return "an interpreter that the program has started";
    case COMMAND_LINE_OF_PROGRAM:
        return "the program, started by itself";
    default:
        return loader->configuration.interpreter ? "an interpreter" : "the program";
    }
}

static void
write_settings(const struct loader *loader)
{
    struct packed_setting setting;
    uint64_t cursor = 0;
    while (packed_resources_next_setting(&loader->resources, &cursor, &setting) == PACKED_OK) {
        char before[64];
        snprintf(before, sizeof(before), "start: setting %.*s=", (int)setting.key.size,
                 setting.key.data);
        struct packed_slice value = setting.value;
        /* The name is enough: values of variables may be secrets, which logs must not have. */
        const char *equals = packed_slice_equals(setting.key, "env")
                                 ? memchr(value.data, '=', value.size)
                                 : NULL;
        if (equals != NULL) {
            value.size = (size_t)(equals - value.data);
        }
        write_line(loader, before, value, equals != NULL ? "=..." : "");
    }
}

static void
write_report(const struct loader *loader, const struct process_start *start)
{
    char count[32];
    snprintf(count, sizeof(count), "%lu",
             (unsigned long)packed_resources_count(&loader->resources));
    write_fact(loader, "start: executable ", loader->executable);
    write_fact(loader, "start: packed entries ", count);
    write_fact(loader, "start: this process is ", origin_text(loader, start));
    write_fact(loader, "start: packed modules are found ",
               loader->finds_by_path ? "in the order of sys.path" : "before those on sys.path");
    write_fact(loader, "start: packed files are ",
               loader->configuration.packed_files_hidden ? "hidden" : "visible");
    write_settings(loader);
}

void
start_report(struct loader *loader, const struct process_start *start)
{
    char *const value =
        loader->configuration.diagnostics_off ? NULL : system_variable(DIAGNOSTICS_VARIABLE);
    if (value == NULL) {
        return;
    }
    size_t unknown_size;
    const char *unknown = diagnostics_parse(value, &loader->diagnostics, &unknown_size);
    if (unknown != NULL) {
        write_line(loader, "", (struct packed_slice){unknown, unknown_size},
                   " in " DIAGNOSTICS_VARIABLE " is not known: use " DIAGNOSTICS_WORDS);
    }
    if (loader->diagnostics.start) {
        write_report(loader, start);
    }
    free(value);
}
