/* Collecting the files that zig links into every program. */

#ifndef TOOLCHAINS_CC_DRIVER_COLLECT_H
#define TOOLCHAINS_CC_DRIVER_COLLECT_H

/* Runs zig's compiler driver on an empty program and copies files it has linked.
 *
 * Start files, stubs and runtimes of a target exist nowhere in zig's release: `zig cc` makes them
 * on the first link and keeps them in its cache. With ZIG_VERBOSE_LINK=1 it prints the linker's
 * command line, which names them. Arguments:
 *
 *     collect CACHE NAME=FILE ... -- ZIG cc FLAGS ... [-- FLAG ... ]
 *
 * CACHE is an empty folder for zig's cache and for the linked program. A file whose base name is
 * NAME on a linker's line is copied to FILE. For every `-- FLAG ...` the command is run once more,
 * with these flags added. `zig` is the zig to run; argv[0] is not looked at.
 *
 * Returns an exit status for main(): 1 with a message if zig fails or a NAME was not linked. */
int collect(char *zig, int argc, char *argv[]);

#endif
