#include "crash.h"

#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "fatal.h"
#include "symbols.h"

void
crash_check(const siginfo_t *info)
{
    const char *name = symbols_unknown_at((uintptr_t)info->si_addr);
    if (name != NULL) {
        fatal("there is no shim for %s", name);
    }
}

void
crash_report(int number, siginfo_t *info, void *context)
{
    (void)context;
    crash_check(info);
    dprintf(STDERR_FILENO, "macho_runner: signal %d at address %p\n", number, info->si_addr);
    signal(number, SIG_DFL);            /* what raised it is done again, now for good */
}

void
crash_catch(void)
{
    static char stack[65536];
    const stack_t alternative = {.ss_sp = stack, .ss_size = sizeof(stack)};
    sigaltstack(&alternative, NULL);
    struct sigaction action = {.sa_sigaction = crash_report, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
}
