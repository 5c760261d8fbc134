/* Linking for macOS. */

#ifndef TOOLCHAINS_CC_DRIVER_LINK_MACHO_H
#define TOOLCHAINS_CC_DRIVER_LINK_MACHO_H

/* Runs `zig cc` with the same arguments and a cache that nobody shares.
 *
 * zig has its own linker for Mach-O, which only its compiler driver runs. The driver wants a cache
 * folder even if it has nothing to make: it gets one named after the output (`-o`), which is
 * removed afterwards. zig's `lib` folder is taken from beside zig's path, not from where that path
 * leads to. `zig` is the path of zig.
 *
 * Returns an exit status for main(). */
int link_macho(char *zig, int argc, char *argv[]);

#endif
