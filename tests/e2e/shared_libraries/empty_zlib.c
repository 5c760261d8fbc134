/* Takes the place of the system's zlib where there is none. The wheel of numpy has a libgfortran that
 * is linked with libz.so.1 but takes no symbol from it; whoever took one would not find it here. */
extern const char empty_zlib[];
const char empty_zlib[] = "in the place of zlib";
