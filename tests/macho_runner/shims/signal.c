/* Signals. Numbers and structures are those of Darwin's <sys/signal.h>. */
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "../crash.h"
#include "darwin_errno.h"
#include "darwin_signal.h"
#include "shims.h"

/* The host's signals by Darwin's numbers; 0 where there is none (SIGEMT, SIGINFO). */
static const int host_signals[] = {
    0, SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, 0, SIGFPE, SIGKILL, SIGBUS, SIGSEGV,
    SIGSYS, SIGPIPE, SIGALRM, SIGTERM, SIGURG, SIGSTOP, SIGTSTP, SIGCONT, SIGCHLD, SIGTTIN, SIGTTOU,
    SIGIO, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGWINCH, 0, SIGUSR1, SIGUSR2,
};

enum { SIGNAL_COUNT = sizeof(host_signals) / sizeof(host_signals[0]) };

int
signal_to_darwin(int signal)
{
    for (int i = 1; i < SIGNAL_COUNT; i++) {
        if (host_signals[i] == signal) {
            return i;
        }
    }
    return 0;
}

int
signal_from_darwin(int signal)
{
    if (signal == 0) {
        return 0;                       /* kill() takes it, to ask whether there is the process */
    }
    return signal > 0 && signal < SIGNAL_COUNT && host_signals[signal] != 0
        ? host_signals[signal] : -1;
}

sigset_t
signal_set_from_darwin(uint32_t set)
{
    sigset_t host;
    sigemptyset(&host);
    for (int i = 1; i < SIGNAL_COUNT; i++) {
        if ((set & 1U << (i - 1)) != 0 && host_signals[i] != 0) {
            sigaddset(&host, host_signals[i]);
        }
    }
    return host;
}

static uint32_t
set_to_darwin(const sigset_t *host)
{
    uint32_t set = 0;
    for (int i = 1; i < SIGNAL_COUNT; i++) {
        if (host_signals[i] != 0 && sigismember(host, host_signals[i]) == 1) {
            set |= 1U << (i - 1);
        }
    }
    return set;
}

struct darwin_siginfo {
    int signal, error, code, process;
    unsigned user;
    int status;
    void *address;
    uint64_t rest[9];
};

typedef void darwin_handler(int signal, struct darwin_siginfo *info, void *context);

#define DARWIN_SIG_DFL ((darwin_handler *)0)
#define DARWIN_SIG_IGN ((darwin_handler *)1)
#define DARWIN_SIG_ERR ((darwin_handler *)-1)

struct darwin_sigaction {
    darwin_handler *handler;
    uint32_t mask;
    int flags;
};

enum {
    DARWIN_SA_ONSTACK = 0x1,
    DARWIN_SA_RESTART = 0x2,
    DARWIN_SA_RESETHAND = 0x4,
    DARWIN_SA_NOCLDSTOP = 0x8,
    DARWIN_SA_NODEFER = 0x10,
    DARWIN_SA_NOCLDWAIT = 0x20,
};

/* What the program has asked for, by Darwin's numbers. */
static struct darwin_sigaction actions[SIGNAL_COUNT];

/* The context is the host's: programs that look into it are not supported. */
static void
deliver(int signal, siginfo_t *info, void *context)
{
    const int number = signal_to_darwin(signal);
    if (signal == SIGSEGV || signal == SIGBUS) {
        crash_check(info);
    }
    struct darwin_siginfo darwin_info = {
        .signal = number,
        .error = errno_to_darwin(info->si_errno),
        .code = info->si_code,
        .process = info->si_pid,
        .user = info->si_uid,
        .address = info->si_addr,
    };
    const int error = errno;
    actions[number].handler(number, &darwin_info, context);
    errno = error;
}

static int
shim_sigaction(int signal, const struct darwin_sigaction *action, struct darwin_sigaction *old)
{
    if (signal <= 0 || signal >= SIGNAL_COUNT || signal == 9 || signal == 17) {
        errno = EINVAL;
        return -1;
    }
    const struct darwin_sigaction previous = actions[signal];
    if (action != NULL && host_signals[signal] != 0) {
        const int flags = action->flags;
        struct sigaction host = {
            .sa_mask = signal_set_from_darwin(action->mask),
            .sa_flags = (flags & DARWIN_SA_ONSTACK ? SA_ONSTACK : 0)
                | (flags & DARWIN_SA_RESTART ? SA_RESTART : 0)
                | (flags & DARWIN_SA_RESETHAND ? (int)SA_RESETHAND : 0)
                | (flags & DARWIN_SA_NOCLDSTOP ? SA_NOCLDSTOP : 0)
                | (flags & DARWIN_SA_NODEFER ? SA_NODEFER : 0)
                | (flags & DARWIN_SA_NOCLDWAIT ? SA_NOCLDWAIT : 0),
        };
        if (action->handler == DARWIN_SIG_DFL
            && (host_signals[signal] == SIGSEGV || host_signals[signal] == SIGBUS))
        {
            host.sa_flags |= SA_SIGINFO;
            host.sa_sigaction = crash_report;
        } else if (action->handler == DARWIN_SIG_DFL) {
            host.sa_handler = SIG_DFL;
        } else if (action->handler == DARWIN_SIG_IGN) {
            host.sa_handler = SIG_IGN;
        } else {
            host.sa_flags |= SA_SIGINFO;
            host.sa_sigaction = deliver;
        }
        actions[signal] = *action;
        if (sigaction(host_signals[signal], &host, NULL) != 0) {
            actions[signal] = previous;
            return -1;
        }
    }
    if (old != NULL) {
        *old = previous;
    }
    return 0;
}

static darwin_handler *
shim_signal(int signal, darwin_handler *handler)
{
    const struct darwin_sigaction action = {.handler = handler, .flags = DARWIN_SA_RESTART};
    struct darwin_sigaction old;
    return shim_sigaction(signal, &action, &old) == 0 ? old.handler : DARWIN_SIG_ERR;
}

/* pthread_sigmask() and sigprocmask(): returns the error. */
static int
change_mask(int how, const uint32_t *set, uint32_t *old)
{
    static const int hows[] = {-1, SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK};
    sigset_t host_old;
    int error;
    if (set == NULL) {
        error = pthread_sigmask(SIG_BLOCK, NULL, &host_old);
    } else if (how < 1 || how > 3) {
        error = EINVAL;
    } else {
        const sigset_t host = signal_set_from_darwin(*set);
        error = pthread_sigmask(hows[how], &host, &host_old);
    }
    if (error == 0 && old != NULL) {
        *old = set_to_darwin(&host_old);
    }
    return error;
}

static int
shim_pthread_sigmask(int how, const uint32_t *set, uint32_t *old)
{
    return errno_to_darwin(change_mask(how, set, old));
}

static int
shim_sigprocmask(int how, const uint32_t *set, uint32_t *old)
{
    const int error = change_mask(how, set, old);
    if (error != 0) {
        errno = error;
    }
    return error == 0 ? 0 : -1;
}

static int
shim_sigpending(uint32_t *set)
{
    sigset_t host;
    const int result = sigpending(&host);
    if (result == 0) {
        *set = set_to_darwin(&host);
    }
    return result;
}

static int
shim_sigwait(const uint32_t *set, int *signal)
{
    const sigset_t host = signal_set_from_darwin(*set);
    int host_signal;
    const int error = sigwait(&host, &host_signal);
    if (error == 0) {
        *signal = signal_to_darwin(host_signal);
    }
    return errno_to_darwin(error);
}

struct darwin_stack {
    void *start;
    size_t size;
    int flags;
};

static int
shim_sigaltstack(const struct darwin_stack *stack, struct darwin_stack *old)
{
    enum { DARWIN_SS_ONSTACK = 1, DARWIN_SS_DISABLE = 4 };
    stack_t host = {0}, host_old;
    if (stack != NULL) {
        host.ss_sp = stack->start;
        host.ss_size = stack->size;
        host.ss_flags = stack->flags & DARWIN_SS_DISABLE ? SS_DISABLE : 0;
    }
    const int result = sigaltstack(stack == NULL ? NULL : &host, &host_old);
    if (result == 0 && old != NULL) {
        *old = (struct darwin_stack){
            .start = host_old.ss_sp,
            .size = host_old.ss_size,
            .flags = (host_old.ss_flags & SS_DISABLE ? DARWIN_SS_DISABLE : 0)
                | (host_old.ss_flags & SS_ONSTACK ? DARWIN_SS_ONSTACK : 0),
        };
    }
    return result;
}

static int
shim_kill(pid_t process, int signal)
{
    return kill(process, signal_from_darwin(signal));
}

static int
shim_killpg(pid_t group, int signal)
{
    return killpg(group, signal_from_darwin(signal));
}

static int
shim_pthread_kill(pthread_t thread, int signal)
{
    const int host = signal_from_darwin(signal);
    return host < 0 ? EINVAL : errno_to_darwin(pthread_kill(thread, host));
}

static int
shim_raise(int signal)
{
    return raise(signal_from_darwin(signal));
}

static char *
shim_strsignal(int signal)
{
    return strsignal(signal_from_darwin(signal));
}

const struct symbol shims_signal[] = {
    SHIM(kill),
    SHIM(killpg),
    SHIM(pthread_kill),
    SHIM(pthread_sigmask),
    SHIM(raise),
    SHIM(sigaction),
    SHIM(sigaltstack),
    SHIM(signal),
    SHIM(sigpending),
    SHIM(sigprocmask),
    SHIM(sigwait),
    SHIM(strsignal),
    /* Into Darwin's larger jmp_buf. The mask of signals is not kept. */
    SAME(longjmp),
    SAME(pause),
    SAME(setjmp),
    END_OF_SYMBOLS,
};
