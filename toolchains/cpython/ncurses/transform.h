/* Names under which tic behaves differently: upstream generates them from the names that its
 * programs are installed under.
 */
#ifndef RULES_PYTHON_EXECUTABLE_TRANSFORM_H
#define RULES_PYTHON_EXECUTABLE_TRANSFORM_H

#include <progs.priv.h>

extern bool same_program(const char *, const char *);

#define PROG_CAPTOINFO "captoinfo"
#define PROG_CLEAR "clear"
#define PROG_INFOTOCAP "infotocap"
#define PROG_INIT "init"
#define PROG_RESET "reset"

#endif
