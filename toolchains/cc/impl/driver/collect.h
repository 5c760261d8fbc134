/* Collecting the files that zig links into every program. */

#ifndef TOOLCHAINS_CC_DRIVER_COLLECT_H
#define TOOLCHAINS_CC_DRIVER_COLLECT_H

/* Links an empty program with zig's compiler driver and copies files that went into it.
 *
 * Start files, stubs and runtimes of a target exist nowhere in zig's release: `zig cc` makes them
 * on the first link and keeps them in its cache. With ZIG_VERBOSE_LINK=1 it prints the linker's
 * command line, which names them. Arguments:
 *
 *     collect CACHE -- cc FLAG ... -- NAME=FILE ... FLAG ... [-- NAME=FILE ... FLAG ...] ...
 *
 * CACHE is a folder for zig's cache and for the linked program. The command after the first `--` is
 * run once for each further `--`, with the FLAGs that stand there added; then each file on the
 * linker's line whose base name is NAME is copied to FILE. `zig` is the path of zig.
 *
 * Returns an exit status for main(): 1 with a message if zig fails or has not linked a NAME. */
int collect(char *zig, int argc, char *argv[]);

#endif
