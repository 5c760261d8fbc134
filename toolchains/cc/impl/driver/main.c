/* The tools of the toolchain: one program that runs zig under the names of usual C tools.
 *
 * `zig` is one executable with subcommands, while Bazel and other build tools expect a tool to be a
 * file. This program is linked under several names and does what its name says:
 *
 *     clang     zig clang
 *     ld.lld    zig ld.lld
 *     ar        zig ar
 *     collect   see collect.h
 *     strip     see strip.h
 *
 * It is native code because it stands in front of every compilation. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "collect.h"
#include "process.h"
#include "strip.h"

#ifndef ZIG_FROM_DRIVER
#error "ZIG_FROM_DRIVER must be the path of zig relative to the folder of this program"
#endif

/* Base name of `path` without `.exe`, as offset and size. */
static void
tool_name(const char *path, size_t *start, size_t *size)
{
    *start = 0;
    for (size_t i = 0; path[i] != '\0'; i++) {
        if (path[i] == '/' || path[i] == '\\') {
            *start = i + 1;
        }
    }
    *size = strlen(path + *start);
    if (*size > 4 && strcmp(path + *start + *size - 4, ".exe") == 0) {
        *size -= 4;
    }
}

/* Path of zig: ZIG_FROM_DRIVER seen from the folder argv[0] is in.
 *
 * The name the program was called by is what counts, not the file behind its symbolic links: in a
 * sandbox only the former has zig in reach. Returns NULL with a message without memory. */
static char *
zig_path(const char *self, size_t name_start)
{
    size_t size = name_start + sizeof(ZIG_FROM_DRIVER);
    char *path = malloc(size);
    if (path == NULL) {
        fprintf(stderr, "%s: out of memory\n", self);
        return NULL;
    }
    memcpy(path, self, name_start);
    memcpy(path + name_start, ZIG_FROM_DRIVER, sizeof(ZIG_FROM_DRIVER));
    return path;
}

int
main(int argc, char *argv[])
{
    size_t start, size;
    tool_name(argv[0], &start, &size);
    const char *name = argv[0] + start;
    if (start == 0) {
        fprintf(stderr, "%s: call it by its path: it finds zig from there\n", argv[0]);
        return 127;
    }
    char *zig = zig_path(argv[0], start);
    char **zig_argv = calloc((size_t)argc + 2, sizeof(*zig_argv));
    if (zig == NULL || zig_argv == NULL) {
        return 127;
    }
    if (size == 7 && memcmp(name, "collect", size) == 0) {
        return collect(zig, argc - 1, argv + 1);
    }
    if (size == 5 && memcmp(name, "strip", size) == 0) {
        return strip(argc - 1, argv + 1);
    }

    static char *const subcommands[] = {"clang", "ld.lld", "ar"};
    for (size_t i = 0; i < sizeof(subcommands) / sizeof(*subcommands); i++) {
        if (strlen(subcommands[i]) == size && memcmp(name, subcommands[i], size) == 0) {
            zig_argv[0] = zig;
            zig_argv[1] = subcommands[i];
            memcpy(zig_argv + 2, argv + 1, (size_t)argc * sizeof(*argv));
            return process_replace(zig_argv);
        }
    }
    fprintf(stderr, "%s: the toolchain has no tool of this name\n", argv[0]);
    return 127;
}
