#include "link_macho.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "files.h"
#include "process.h"

/* Sets an environment variable; `value` is used until the program ends. */
static void
set_variable(const char *name, const char *value)
{
#ifdef _WIN32
    _putenv_s(name, value);
#else
    setenv(name, value, 1);
#endif
}

int
link_macho(char *zig, int argc, char *argv[])
{
    Arguments given = {0}, command = {0};
    if (!arguments_add_expanded(&given, argc, argv)) {
        return 1;
    }
    arguments_add(&command, zig);
    arguments_add(&command, "cc");
    const char *output = NULL;
    for (size_t i = 0; i < given.count; i++) {
        arguments_add(&command, given.items[i]);
        if (strcmp(given.items[i], "-o") == 0 && i + 1 < given.count) {
            output = given.items[i + 1];
        }
    }
    if (output == NULL) {
        fprintf(stderr, "link-macho: no output: -o FILE expected\n");
        return 2;
    }

    Arguments paths = {0};
    arguments_add_format(&paths, "%s.zig-cache", output);
    int folder_size = (int)(strrchr(zig, '/') + 1 - zig);
    arguments_add_format(&paths, "%.*slib", folder_size, zig);
    const char *cache = paths.items[0];
    if (!files_make_folder(cache)) {
        return 1;
    }
    set_variable("ZIG_GLOBAL_CACHE_DIR", cache);
    set_variable("ZIG_LOCAL_CACHE_DIR", cache);
    set_variable("ZIG_LIB_DIR", paths.items[1]);
    int status = process_run(command.items, NULL);
    return files_remove_folder(cache) ? status : 1;
}
