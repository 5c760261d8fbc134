/* Making the symbols of a static library for macOS private to what it is linked into. */

#ifndef TOOLCHAINS_CC_DRIVER_HIDE_H
#define TOOLCHAINS_CC_DRIVER_HIDE_H

/* hide -o OUTPUT INPUT
 *
 * Copies an archive of Mach-O object files (64 bits, little endian); all that they define becomes
 * "private extern": other object files see it, but executables and libraries do not export it. zig
 * compiles its C++ library with hidden visibility, which the operators new and delete do not heed.
 *
 * Returns an exit status for main(): 1 with a message if INPUT is no such archive. */
int hide(int argc, char *argv[]);

#endif
