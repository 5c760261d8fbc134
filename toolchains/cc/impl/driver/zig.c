/* zig under the names of usual C tools: `clang`, `ld.lld` and `ar`.
 *
 * `zig` is one executable with subcommands, while Bazel and other build tools expect a tool to be a
 * file. This program is linked under several names and runs the subcommand of its name. It is
 * native code, and does nothing else, because it stands in front of every compilation. */

#include <stdlib.h>
#include <string.h>

#include "process.h"
#include "self.h"

#ifndef ZIG_FROM_HERE
#error "ZIG_FROM_HERE must be the path of zig relative to the folder of this program"
#endif

int
main(int argc, char *argv[])
{
    Self self;
    if (!self_init(&self, argv[0])) {
        return 127;
    }
    char *zig = self_sibling(&self, ZIG_FROM_HERE);
    char *subcommand = calloc(self.name_size + 1, 1);
    char **zig_argv = calloc((size_t)argc + 2, sizeof(*zig_argv));
    if (zig == NULL || subcommand == NULL || zig_argv == NULL) {
        return 127;
    }
    memcpy(subcommand, self.name, self.name_size);
    zig_argv[0] = zig;
    zig_argv[1] = subcommand;
    memcpy(zig_argv + 2, argv + 1, (size_t)argc * sizeof(*argv));
    return process_replace(zig_argv);
}
