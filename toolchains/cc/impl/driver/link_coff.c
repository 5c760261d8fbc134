#include "link_coff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "files.h"
#include "process.h"

/* A command line that is being translated. */
typedef struct {
    Arguments command;      /* lld-link's */
    Arguments folders;      /* of -L */
    Arguments crt;          /* NAME=FILE of start files */
    const char *output;     /* of -o */
    bool shared;            /* a DLL */
    bool unicode;           /* wmain() or wWinMain() */
    bool windows;           /* no console */
    bool whole_archive;     /* within --whole-archive */
} Link;

static bool
starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* Whether `name` is one of the NULL-terminated `names`. */
static bool
is_one_of(const char *name, const char *const names[])
{
    for (size_t i = 0; names[i] != NULL; i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Adds an object file or a library. */
static void
add_file(Link *link, char *path)
{
    size_t size = strlen(path);
    bool archive = (size > 2 && strcmp(path + size - 2, ".a") == 0)
                   || (size > 4 && strcmp(path + size - 4, ".lib") == 0)
                   || (size > 3 && strcmp(path + size - 3, ".lo") == 0);
    if (link->whole_archive && archive) {
        arguments_add_format(&link->command, "/wholearchive:%s", path);
    }
    else {
        arguments_add(&link->command, path);
    }
}

/* Adds the library of `-lNAME`; false with a message if it is in no folder. */
static bool
add_library(Link *link, const char *name)
{
    /* Parts of the C library and of the compiler's runtime, which are always linked. */
    static const char *const implied[] = {"m", "c", "dl", "gcc", "gcc_s", "gcc_eh", "mingw32",
                                          "mingwex", "moldname", "msvcrt", "ucrt", NULL};
    static const char *const patterns[] = {"%s/%s.lib", "%s/lib%s.a", "%s/%s.a", NULL};
    if (is_one_of(name, implied)) {
        return true;
    }
    Arguments candidates = {0};
    for (size_t folder = 0; folder < link->folders.count; folder++) {
        for (size_t i = 0; patterns[i] != NULL; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
            arguments_add_format(&candidates, patterns[i], link->folders.items[folder], name);
#pragma GCC diagnostic pop
            if (files_exists(candidates.items[candidates.count - 1])) {
                add_file(link, candidates.items[candidates.count - 1]);
                return true;
            }
        }
    }
    fprintf(stderr, "link-coff: -l%s: no such library in the folders of -L; "
            "the toolchain has those listed in toolchains/cc/targets.bzl\n", name);
    return false;
}

/* Translates one option of the linker, as given by -Wl; false with a message if it is unknown. */
static bool
add_linker_option(Link *link, char *option)
{
    static const char *const ignored[] = {
        "--as-needed", "--no-as-needed", "--build-id=none", "--gc-sections", "--no-undefined", "-S",
        "--strip-debug", "-s", "--strip-all", "--start-group", "--end-group", "--start-lib",
        "--end-lib", "--push-state", "--pop-state", "-Brepro", "-Bstatic", "-Bdynamic",
        "--enable-auto-import", "--dynamicbase", "--nxcompat", "--high-entropy-va", NULL};
    if (is_one_of(option, ignored)) {
        return true;
    }
    if (strcmp(option, "--whole-archive") == 0 || strcmp(option, "--no-whole-archive") == 0) {
        link->whole_archive = option[2] == 'w';
    }
    else if (starts_with(option, "--out-implib=")) {
        arguments_add_format(&link->command, "/implib:%s", option + strlen("--out-implib="));
    }
    else if (starts_with(option, "--stack=")) {
        arguments_add_format(&link->command, "/stack:%s", option + strlen("--stack="));
    }
    else if (starts_with(option, "--image-base=")) {
        arguments_add_format(&link->command, "/base:%s", option + strlen("--image-base="));
    }
    else if (starts_with(option, "--subsystem=")) {
        arguments_add_format(&link->command, "/subsystem:%s", option + strlen("--subsystem="));
    }
    else if (starts_with(option, "-Map=")) {
        arguments_add_format(&link->command, "/map:%s", option + strlen("-Map="));
    }
    else if (strcmp(option, "--export-all-symbols") == 0) {
        arguments_add(&link->command, "/export-all-symbols");
    }
    else if (option[0] == '/' || option[0] != '-') {
        add_file(link, option);
    }
    else {
        fprintf(stderr, "link-coff: -Wl,%s: not known; an option of lld-link is written /option\n",
                option);
        return false;
    }
    return true;
}

/* Translates `-Wl,A,B,...`. */
static bool
add_linker_options(Link *link, char *list)
{
    while (list != NULL) {
        char *comma = strchr(list, ',');
        if (comma != NULL) {
            *comma++ = '\0';
        }
        if (!add_linker_option(link, list)) {
            return false;
        }
        list = comma;
    }
    return true;
}

/* Translates one argument; `next` is the one after it, and `*used` is set if it was taken. */
static bool
add_argument(Link *link, char *argument, char *next, bool *used)
{
    static const char *const ignored[] = {"-pthread", "-s", "-static", "-static-libgcc",
                                          "-static-libstdc++", "-mconsole", "-fPIC", "-no-pie",
                                          "-pie", "-nostdlib", "-rdynamic", NULL};
    *used = false;
    if (is_one_of(argument, ignored)) {
        return true;
    }
    if (strcmp(argument, "-o") == 0 && next != NULL) {
        link->output = next;
        *used = true;
    }
    else if (strcmp(argument, "-L") == 0 || strcmp(argument, "-l") == 0) {
        *used = next != NULL; /* the first pass over the arguments has seen -L */
        return argument[1] == 'L' || next == NULL || add_library(link, next);
    }
    else if (starts_with(argument, "-L") || starts_with(argument, "--crt=")
             || strcmp(argument, "-shared") == 0 || strcmp(argument, "-municode") == 0) {
        /* the first pass over the arguments has seen it */
    }
    else if (strcmp(argument, "-mwindows") == 0) {
        link->windows = true;
    }
    else if (starts_with(argument, "-l")) {
        return add_library(link, argument + 2);
    }
    else if (starts_with(argument, "-Wl,")) {
        return add_linker_options(link, argument + 4);
    }
    else if (strcmp(argument, "-Xlinker") == 0 && next != NULL) {
        *used = true;
        return add_linker_option(link, next);
    }
    else if (argument[0] == '-') {
        fprintf(stderr, "link-coff: %s: not known; an option of lld-link is written /option\n",
                argument);
        return false;
    }
    else {
        add_file(link, argument);
    }
    return true;
}

/* Adds the start file that fits; false with a message if it was not given. */
static bool
add_start_file(Link *link)
{
    const char *name = link->shared ? "dllcrt2" : link->unicode ? "crt2u" : "crt2";
    size_t size = strlen(name);
    for (size_t i = 0; i < link->crt.count; i++) {
        if (starts_with(link->crt.items[i], name) && link->crt.items[i][size] == '=') {
            arguments_add(&link->command, link->crt.items[i] + size + 1);
            return true;
        }
    }
    fprintf(stderr, "link-coff: no --crt=%s=FILE\n", name);
    return false;
}

int
link_coff(char *zig, int argc, char *argv[])
{
    Arguments given = {0};
    Link link = {0};
    if (!arguments_add_expanded(&given, argc, argv)) {
        return 1;
    }
    for (size_t i = 0; i < given.count; i++) {
        char *argument = given.items[i];
        if (strcmp(argument, "-L") == 0 && i + 1 < given.count) {
            arguments_add(&link.folders, given.items[++i]);
        }
        else if (starts_with(argument, "-L")) {
            arguments_add(&link.folders, argument + 2);
        }
        else if (starts_with(argument, "--crt=")) {
            arguments_add(&link.crt, argument + strlen("--crt="));
        }
        else if (strcmp(argument, "-shared") == 0) {
            link.shared = true;
        }
        else if (strcmp(argument, "-municode") == 0) {
            link.unicode = true;
        }
    }

    arguments_add(&link.command, zig);
    arguments_add(&link.command, "lld-link");
    /* `-lldmingw` makes lld-link follow MinGW's conventions; `/brepro` leaves out the time. */
    static char *const common[] = {"-lldmingw", "/nologo", "/errorlimit:0", "/brepro",
                                   "/build-id:no", "/machine:x64", "/stack:16777216",
                                   "/alternatename:__image_base__=__ImageBase"};
    for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++) {
        arguments_add(&link.command, common[i]);
    }
    if (link.shared) {
        arguments_add(&link.command, "/dll");
    }
    if (!add_start_file(&link)) {
        return 2;
    }
    for (size_t i = 0; i < given.count; i++) {
        bool used;
        char *next = i + 1 < given.count ? given.items[i + 1] : NULL;
        if (!add_argument(&link, given.items[i], next, &used)) {
            return 2;
        }
        i += used;
    }
    if (link.windows) {
        arguments_add(&link.command, "/subsystem:windows");
    }
    if (link.output == NULL) {
        fprintf(stderr, "link-coff: no output: -o FILE expected\n");
        return 2;
    }
    arguments_add_format(&link.command, "/out:%s", link.output);

    /* A command line is at most 32 KiB on Windows. */
    Arguments short_command = {0}, paths = {0};
    arguments_add_format(&paths, "%s.rsp", link.output);
    const char *response_file = paths.items[0];
    arguments_add(&short_command, zig);
    arguments_add(&short_command, "lld-link");
    arguments_add_format(&short_command, "@%s", response_file);
    if (!arguments_write(&link.command, 2, response_file)) {
        return 1;
    }
    int status = process_run(short_command.items, NULL);
    remove(response_file);
    return status;
}
