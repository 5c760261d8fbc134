#ifndef TESTS_E2E_EXTENSIONS_COMPASS_H
#define TESTS_E2E_EXTENSIONS_COMPASS_H

extern int compass_turns;

/* The version of this copy of the library. Counts its calls in compass_turns. */
int compass_version(void);

#endif
