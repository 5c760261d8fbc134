/* Removing symbols and debug information from a linked ELF file, which zig has no tool for. */

#ifndef TOOLCHAINS_CC_DRIVER_STRIP_H
#define TOOLCHAINS_CC_DRIVER_STRIP_H

/* strip -o OUTPUT INPUT
 *
 * Copies an executable or a shared library (ELF, 64 bits, little endian) without the sections that
 * are not loaded when it runs. Programs behave as before.
 *
 * Returns an exit status for main(): 1 with a message if INPUT is no such file. */
int strip(int argc, char *argv[]);

#endif
