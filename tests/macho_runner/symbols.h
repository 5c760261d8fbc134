/* What imported symbols are bound to. */
#ifndef TESTS_MACHO_RUNNER_SYMBOLS_H
#define TESTS_MACHO_RUNNER_SYMBOLS_H

#include <stdbool.h>
#include <stdint.h>

/* Returns the address of an imported symbol, given with its leading underscore. What follows a '$'
 * (a variant of the function, such as `$INODE64`) counts only if that variant is known.
 *
 * An unknown symbol that is weakly imported is 0. Any other unknown symbol gets an address that ends
 * the process with the symbol's name as soon as it is called, read or written. */
uintptr_t symbols_resolve(const char *name, bool weak);

/* Like symbols_resolve(), but 0 if the symbol is unknown. */
uintptr_t symbols_find(const char *name);

/* If `address` belongs to an unknown symbol, its name, else NULL. */
const char *symbols_unknown_at(uintptr_t address);

#endif
