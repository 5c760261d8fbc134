#include "crash.h"

#include <signal.h>
#include <stdint.h>
#include <stdlib.h>

#include "fatal.h"
#include "symbols.h"

static void
report(int number, siginfo_t *info, void *context)
{
    (void)context;
    const char *name = symbols_unknown_at((uintptr_t)info->si_addr);
    if (name != NULL) {
        fatal("there is no shim for %s", name);
    }
    fatal("signal %d at address %p", number, info->si_addr);
}

void
crash_catch(void)
{
    static char stack[65536];
    const stack_t alternative = {.ss_sp = stack, .ss_size = sizeof(stack)};
    sigaltstack(&alternative, NULL);
    struct sigaction action = {.sa_sigaction = report, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
}
