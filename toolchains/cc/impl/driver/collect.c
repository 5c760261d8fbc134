#include "collect.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "files.h"
#include "process.h"

/* A file to be collected. */
typedef struct {
    const char *name;        /* base name on the linker's line; `name_size` characters */
    size_t name_size;
    const char *destination; /* path of the copy */
    bool found;
} Wanted;

/* Takes NAME=FILE apart; false if `argument` is a flag. */
static bool
parse_wanted(const char *argument, Wanted *wanted)
{
    const char *equals = strchr(argument, '=');
    if (argument[0] == '-' || equals == NULL) {
        return false;
    }
    *wanted = (Wanted){
        .name = argument,
        .name_size = (size_t)(equals - argument),
        .destination = equals + 1,
    };
    return true;
}

/* Copies the wanted files among the words of a linker's line; false with a message on failure. */
static bool
copy_linked(char *line, Wanted *wanted, size_t wanted_count)
{
    for (char *word = strtok(line, " \r"); word != NULL; word = strtok(NULL, " \r")) {
        const char *name = word;
        for (const char *p = word; *p != '\0'; p++) {
            if (*p == '/' || *p == '\\') {
                name = p + 1;
            }
        }
        if (name == word) {
            continue; /* not a path */
        }
        for (size_t i = 0; i < wanted_count; i++) {
            Wanted *item = &wanted[i];
            if (!item->found && strlen(name) == item->name_size
                && memcmp(name, item->name, item->name_size) == 0) {
                if (!files_copy(word, item->destination)) {
                    return false;
                }
                item->found = true;
            }
        }
    }
    return true;
}

/* The line of the last linker that zig has run, which is the program's: before it, zig links parts
 * of the C library. Ends that line with a NUL; NULL if there is none. */
static char *
last_link(char *log)
{
    static const char *const linkers[] = {"ld.lld ", "lld-link ", "zig ld "};
    char *found = NULL;
    for (char *line = log; line != NULL;) {
        for (size_t i = 0; i < sizeof(linkers) / sizeof(*linkers); i++) {
            if (strncmp(line, linkers[i], strlen(linkers[i])) == 0) {
                found = line;
            }
        }
        line = strchr(line, '\n');
        if (line != NULL) {
            line++;
        }
    }
    if (found != NULL) {
        found[strcspn(found, "\n")] = '\0';
    }
    return found;
}

/* Runs zig once and copies what is wanted; false with a message on failure. */
static bool
run(const char *log_path, const Arguments *command, Wanted *wanted, size_t wanted_count)
{
    int status = process_run(command->items, log_path);
    char *log = files_read_text(log_path);
    if (log == NULL) {
        return false;
    }
    if (status != 0) {
        fprintf(stderr, "%scollect: zig ended with status %d\n", log, status);
        free(log);
        return false;
    }
    char *line = last_link(log);
    bool good = line == NULL || copy_linked(line, wanted, wanted_count);
    free(log);
    for (size_t i = 0; good && i < wanted_count; i++) {
        if (!wanted[i].found) {
            fprintf(stderr, "collect: zig has linked no %.*s\n", (int)wanted[i].name_size,
                    wanted[i].name);
            good = false;
        }
    }
    return good;
}

/* Index of the first "--" in argv[from..argc), or argc. */
static int
find_separator(int from, int argc, char *argv[])
{
    while (from < argc && strcmp(argv[from], "--") != 0) {
        from++;
    }
    return from;
}

int
collect(char *zig, int argc, char *argv[])
{
    int command_start = find_separator(0, argc, argv) + 1;
    int end = find_separator(command_start, argc, argv);
    if (command_start != 2 || end >= argc) {
        fprintf(stderr, "collect: usage: collect CACHE -- cc FLAG ... -- NAME=FILE ... FLAG ...\n");
        return 2;
    }
    char *cache = argv[0];
    char *log_path = files_join(cache, "log");
    char *program = files_join(cache, "program");
    Wanted *wanted = calloc((size_t)argc, sizeof(*wanted));
    if (log_path == NULL || program == NULL || wanted == NULL || !files_make_folder(cache)) {
        return 1;
    }
    Arguments command = {0};
    arguments_add(&command, zig);
    for (int i = command_start; i < end; i++) {
        arguments_add(&command, argv[i]);
    }
    arguments_add(&command, "-o");
    arguments_add(&command, program);
    size_t common = command.count;

    while (end < argc) {
        int start = end + 1;
        end = find_separator(start, argc, argv);
        command.count = common;
        command.items[common] = NULL;
        size_t wanted_count = 0;
        for (int i = start; i < end; i++) {
            if (parse_wanted(argv[i], &wanted[wanted_count])) {
                wanted_count++;
            }
            else {
                arguments_add(&command, argv[i]);
            }
        }
        if (!run(log_path, &command, wanted, wanted_count)) {
            return 1;
        }
    }
    return files_remove_folder(cache) ? 0 : 1;
}
