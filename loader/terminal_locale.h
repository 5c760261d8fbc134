/* A locale with the characters of all languages for `readline` and `_curses`, whose libraries take
 * from LC_CTYPE what a character is. Nothing else in a program does, since it uses UTF-8 whatever the
 * locale.
 *
 * CPython does this when it starts (PEP 538), which has the C library open its files in every program.
 * Here it is done when one of the two modules is imported.
 */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_TERMINAL_LOCALE_H
#define RULES_PYTHON_EXECUTABLE_LOADER_TERMINAL_LOCALE_H

#include <Python.h>

/* Has the modules, where there are such, change the locale C to a UTF-8 locale, for the process and,
 * by the variable LC_CTYPE, for those it starts. Not where LC_ALL says which locale there is.
 *
 * To be called once, before Python is initialised. */
void terminal_locale_prepare(void);

#endif
