/* Linking for Windows. */

#ifndef TOOLCHAINS_CC_DRIVER_LINK_COFF_H
#define TOOLCHAINS_CC_DRIVER_LINK_COFF_H

/* Runs `zig lld-link`, with the flags of a GNU compiler driver translated.
 *
 * Build files give link flags in the driver's notation (`-lws2_32`, `-shared`, `-Wl,...`), which
 * lld-link does not know; zig's lld has no driver for MinGW. Translated are: -o, -L, -l, -shared,
 * -municode, -mwindows, -mconsole, -Wl and -Xlinker with the options that MinGW programs use. Flags
 * that mean nothing here are dropped; an unknown one is an error. An argument that begins with `/`
 * and object files, libraries and paths are passed on as they are.
 *
 * Arguments `--crt=NAME=FILE` name the start files (NAME: crt2, crt2u, dllcrt2), of which the
 * fitting one is linked. A library is searched as NAME.lib, libNAME.a and NAME.a in the folders of
 * -L. Libraries that every program has are ignored: -lm, -lc, -lmingw32 and so on. `zig` is the path
 * of zig.
 *
 * Returns an exit status for main(). */
int link_coff(char *zig, int argc, char *argv[]);

#endif
