/* Terminal descriptions inside the executable, for terminals that the machine's database lacks.
 *
 * Upstream generates initialised structures for this. Those are full of pointers, which a position
 * independent executable has to relocate at every start; here are the files that tic writes, and
 * the one that is asked for is read when it is asked for.
 */

#include <curses.priv.h>

#include <tic.h>

/* Repeated: the size of a description as two bytes, little endian, then the description as in
 * term(5). A size of zero ends it. */
static const unsigned char DESCRIPTIONS[] = {
#include "builtin_terminals.inc"
};

/* Offset of the names in a compiled description: six 16-bit numbers come before. */
enum { NAMES_OFFSET = 12, SIZE_OF_SIZE = 2 };

/* Finds a terminal by one of its names. Called by setupterm() and the like when no database has it.
 *
 * Returns a description that stays valid until the next call, or NULL. */
const TERMTYPE2 *
_nc_fallback2(const char *name)
{
    static TERMTYPE2 description;
    static const unsigned char *described; /* what `description` was read from */

    const unsigned char *entry = DESCRIPTIONS;
    for (;;) {
        const int size = entry[0] | entry[1] << 8;
        if (size == 0) {
            return NULL;
        }
        entry += SIZE_OF_SIZE;
        if (_nc_name_match((const char *)entry + NAMES_OFFSET, name, "|")) {
            break;
        }
        entry += size;
    }

    if (described != entry) {
        const int size = entry[-2] | entry[-1] << 8;
        if (described != NULL) {
            _nc_free_termtype2(&description);
            described = NULL;
        }
        /* The function only reads from the buffer, but does not say so. */
        if (_nc_read_termtype(&description, (char *)(uintptr_t)entry, size) != TGETENT_YES) {
            return NULL;
        }
        described = entry;
    }
    return &description;
}
