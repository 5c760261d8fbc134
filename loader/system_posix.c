/* For what C11 alone does not declare. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "system.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int
system_set_default_variable(const char *name, const char *value)
{
    return setenv(name, value, 0);
}

void
system_write_error(const char *text)
{
    fputs(text, stderr);
}

int
system_exit_by_interrupt(void)
{
    if (signal(SIGINT, SIG_DFL) != SIG_ERR) {
        kill(getpid(), SIGINT);
    }
    return 128 + SIGINT;
}
