/* For tic, which makes the terminal descriptions that builtin_terminals.c needs. */

#include <curses.priv.h>

const TERMTYPE2 *
_nc_fallback2(const char *name)
{
    (void)name;
    return NULL;
}
