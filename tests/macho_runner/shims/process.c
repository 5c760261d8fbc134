/* Processes, users, limits, random numbers, and what the system tells of itself. Numbers and
 * structures are those of Darwin's <sys/wait.h>, <sys/resource.h>, <pwd.h>, <sys/utsname.h> and
 * <unistd.h>. */
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../fatal.h"
#include "darwin_errno.h"
#include "darwin_signal.h"
#include "darwin_time.h"
#include "shims.h"

extern char **environ;

/* struct rusage: another struct timeval, and the memory in bytes. */
struct darwin_rusage {
    struct darwin_timeval user, system;
    long maximum_memory, others[13];
};

static void
usage_to_darwin(const struct rusage *usage, struct darwin_rusage *to)
{
    *to = (struct darwin_rusage){
        .user = time_to_darwin(usage->ru_utime),
        .system = time_to_darwin(usage->ru_stime),
        .maximum_memory = usage->ru_maxrss * 1024,
    };
    memcpy(to->others, &usage->ru_ixrss, sizeof(to->others));
}

static int
shim_getrusage(int who, struct darwin_rusage *to)
{
    struct rusage usage;
    const int result = getrusage(who, &usage);
    if (result == 0) {
        usage_to_darwin(&usage, to);
    }
    return result;
}

/* The number of a signal is in the low 7 bits, or, of a stopped process, in the next 8. */
static int
status_to_darwin(int status)
{
    enum { STOPPED = 0x7f, CORE = 0x80 };
    if (WIFSIGNALED(status)) {
        return signal_to_darwin(WTERMSIG(status)) | (status & CORE);
    }
    if (WIFSTOPPED(status)) {
        return signal_to_darwin(WSTOPSIG(status)) << 8 | STOPPED;
    }
    return status;
}

static pid_t
shim_wait4(pid_t process, int *status, int options, struct darwin_rusage *usage)
{
    enum { DARWIN_WNOHANG = 1, DARWIN_WUNTRACED = 2, DARWIN_WCONTINUED = 0x10 };
    int host_status = 0;
    struct rusage host_usage;
    const pid_t result = wait4(process, &host_status,
                               (options & DARWIN_WNOHANG ? WNOHANG : 0)
                               | (options & DARWIN_WUNTRACED ? WUNTRACED : 0)
                               | (options & DARWIN_WCONTINUED ? WCONTINUED : 0), &host_usage);
    if (result > 0) {
        if (status != NULL) {
            *status = status_to_darwin(host_status);
        }
        if (usage != NULL) {
            usage_to_darwin(&host_usage, usage);
        }
    }
    return result;
}

static pid_t
shim_wait3(int *status, int options, struct darwin_rusage *usage)
{
    return shim_wait4(-1, status, options, usage);
}

static pid_t
shim_waitpid(pid_t process, int *status, int options)
{
    return shim_wait4(process, status, options, NULL);
}

static pid_t
shim_wait(int *status)
{
    return shim_wait4(-1, status, 0, NULL);
}

/* The host's resource for one of Darwin's, -1 if there is none. */
static int
host_resource(int resource)
{
    static const int resources[] = {
        RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_DATA, RLIMIT_STACK, RLIMIT_CORE, RLIMIT_AS, RLIMIT_MEMLOCK,
        RLIMIT_NPROC, RLIMIT_NOFILE,
    };
    return resource >= 0 && (size_t)resource < sizeof(resources) / sizeof(resources[0])
        ? resources[resource] : -1;
}

#define DARWIN_RLIM_INFINITY (UINT64_MAX >> 1)

static int
shim_getrlimit(int resource, struct rlimit *limit)
{
    const int result = getrlimit(host_resource(resource), limit);
    if (result == 0 && limit->rlim_cur == RLIM_INFINITY) {
        limit->rlim_cur = DARWIN_RLIM_INFINITY;
    }
    if (result == 0 && limit->rlim_max == RLIM_INFINITY) {
        limit->rlim_max = DARWIN_RLIM_INFINITY;
    }
    return result;
}

static int
shim_setrlimit(int resource, const struct rlimit *limit)
{
    const struct rlimit host = {
        limit->rlim_cur == DARWIN_RLIM_INFINITY ? RLIM_INFINITY : limit->rlim_cur,
        limit->rlim_max == DARWIN_RLIM_INFINITY ? RLIM_INFINITY : limit->rlim_max,
    };
    return setrlimit(host_resource(resource), &host);
}

static long
shim_sysconf(int name)
{
    switch (name) {
    case 1:
        return sysconf(_SC_ARG_MAX);
    case 2:
        return sysconf(_SC_CHILD_MAX);
    case 3:
        return sysconf(_SC_CLK_TCK);
    case 4:
        return sysconf(_SC_NGROUPS_MAX);
    case 5:
        return sysconf(_SC_OPEN_MAX);
    case 29:                            /* _SC_PAGESIZE */
#ifdef __aarch64__
        return 0x4000;
#else
        return 0x1000;
#endif
    case 49:
        return sysconf(_SC_SEM_NSEMS_MAX);
    case 50:
        return sysconf(_SC_SEM_VALUE_MAX);
    case 56:
        return sysconf(_SC_IOV_MAX);
    case 57:
        return sysconf(_SC_NPROCESSORS_CONF);
    case 58:
        return sysconf(_SC_NPROCESSORS_ONLN);
    case 70:                            /* _SC_GETGR_R_SIZE_MAX */
    case 71:                            /* _SC_GETPW_R_SIZE_MAX */
        return 4096;
    case 200:
        return sysconf(_SC_PHYS_PAGES);
    default:
        errno = EINVAL;
        return -1;
    }
}

static int
shim_getpagesize(void)
{
    return (int)shim_sysconf(29);
}

/* Nothing is known of the Mac that this is not. */
static int
shim_sysctlbyname(const char *name, void *old, size_t *old_size, void *new, size_t new_size)
{
    (void)name;
    (void)old;
    (void)old_size;
    (void)new;
    (void)new_size;
    errno = ENOENT;
    return -1;
}

struct darwin_utsname {
    char system[256], node[256], release[256], version[256], machine[256];
};

static int
shim_uname(struct darwin_utsname *name)
{
    memset(name, 0, sizeof(*name));
    strcpy(name->system, "Darwin");
    gethostname(name->node, sizeof(name->node) - 1);
    strcpy(name->version, "Darwin Kernel of macho_runner");
    /* Of the oldest macOS that the project's executables are for. */
#ifdef __aarch64__
    strcpy(name->release, "20.6.0");
    strcpy(name->machine, "arm64");
#else
    strcpy(name->release, "19.6.0");
    strcpy(name->machine, "x86_64");
#endif
    return 0;
}

struct darwin_passwd {
    char *name, *password;
    uid_t user;
    gid_t group;
    time_t change;
    char *class, *information, *home, *shell;
    time_t expire;
};

static struct darwin_passwd *
passwd_to_darwin(const struct passwd *entry, struct darwin_passwd *to)
{
    if (entry == NULL) {
        return NULL;
    }
    *to = (struct darwin_passwd){
        .name = entry->pw_name,
        .password = entry->pw_passwd,
        .user = entry->pw_uid,
        .group = entry->pw_gid,
        .class = (char *)"",
        .information = entry->pw_gecos,
        .home = entry->pw_dir,
        .shell = entry->pw_shell,
    };
    return to;
}

static struct darwin_passwd *
shim_getpwuid(uid_t user)
{
    static struct darwin_passwd result;
    return passwd_to_darwin(getpwuid(user), &result);
}

static struct darwin_passwd *
shim_getpwent(void)
{
    static struct darwin_passwd result;
    return passwd_to_darwin(getpwent(), &result);
}

static int
shim_getpwuid_r(uid_t user, struct darwin_passwd *to, char *buffer, size_t size,
                struct darwin_passwd **result)
{
    struct passwd entry, *found;
    const int error = getpwuid_r(user, &entry, buffer, size, &found);
    *result = passwd_to_darwin(found, to);
    return errno_to_darwin(error);
}

static int
shim_getpwnam_r(const char *name, struct darwin_passwd *to, char *buffer, size_t size,
                struct darwin_passwd **result)
{
    struct passwd entry, *found;
    const int error = getpwnam_r(name, &entry, buffer, size, &found);
    *result = passwd_to_darwin(found, to);
    return errno_to_darwin(error);
}

static void
shim_arc4random_buf(void *to, size_t size)
{
    enum { MOST_AT_ONCE = 256 };
    for (char *position = to; size > 0;) {
        const size_t part = size < MOST_AT_ONCE ? size : MOST_AT_ONCE;
        if (getentropy(position, part) != 0) {
            abort();
        }
        position += part;
        size -= part;
    }
}

static _Noreturn void
shim___assert_rtn(const char *function, const char *file, int line, const char *condition)
{
    fatal("%s:%d: %s: assertion failed: %s", file, line, function, condition);
}

/* CommonCrypto's random numbers; 0 is success. */
static int
shim_CCRandomGenerateBytes(void *to, size_t size)
{
    shim_arc4random_buf(to, size);
    return 0;
}

static void
shim_srandomdev(void)
{
    unsigned seed;
    shim_arc4random_buf(&seed, sizeof(seed));
    srandom(seed);
}

/* A UUID of version 1, with a random node: RFC 9562, 5.1. */
static void
shim_uuid_generate_time(uint8_t uuid[16])
{
    /* Intervals of 100 ns since 15 October 1582. */
    const uint64_t epoch = 0x01b21dd213814000;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    const uint64_t ticks = epoch + (uint64_t)now.tv_sec * 10000000 + (uint64_t)now.tv_nsec / 100;
    for (int i = 0; i < 4; i++) {
        uuid[i] = (uint8_t)(ticks >> (24 - 8 * i));
    }
    uuid[4] = (uint8_t)(ticks >> 40);
    uuid[5] = (uint8_t)(ticks >> 32);
    uuid[6] = (uint8_t)(0x10 | (ticks >> 56 & 0xf));
    uuid[7] = (uint8_t)(ticks >> 48);
    shim_arc4random_buf(uuid + 8, 8);
    uuid[8] = (uint8_t)(0x80 | (uuid[8] & 0x3f));
    uuid[10] |= 1;                      /* no address of a network card */
}

static int
shim_issetugid(void)
{
    return 0;
}

static int
shim_sethostname(const char *name, int size)
{
    return sethostname(name, (size_t)size);
}

static int
shim_setgroups(int count, const gid_t *groups)
{
    return setgroups((size_t)count, groups);
}

/* A process may not look at tasks, not even at its own, as on a Mac without that privilege. */
static int
shim_task_for_pid(unsigned task, int process, unsigned *found)
{
    enum { KERN_FAILURE = 5 };
    (void)task;
    (void)process;
    *found = 0;
    return KERN_FAILURE;
}

/* The system's proxies: none. */
static const void *
shim_SCDynamicStoreCopyProxies(const void *store)
{
    (void)store;
    return NULL;
}

static uintptr_t shim___stack_chk_guard = 0x5a5a5a5a00;

static void
shim___stack_chk_fail(void)
{
    fatal("the program has overwritten its stack");
}

/* Called with the size of a large frame in a register of its own, it has to keep all of them. */
static void
shim___chkstk_darwin(void)
{
}

const struct symbol shims_process[] = {
    SHIM_DATA(__stack_chk_guard),
    SHIM(__chkstk_darwin),
    SHIM(__stack_chk_fail),
    SHIM(CCRandomGenerateBytes),
    SHIM(SCDynamicStoreCopyProxies),
    SHIM(__assert_rtn),
    SHIM(arc4random_buf),
    SHIM(getpagesize),
    SHIM(getpwent),
    SHIM(getpwnam_r),
    SHIM(getpwuid),
    SHIM(getpwuid_r),
    SHIM(getrlimit),
    SHIM(getrusage),
    SHIM(issetugid),
    SHIM(setgroups),
    SHIM(sethostname),
    SHIM(setrlimit),
    SHIM(srandomdev),
    SHIM(sysconf),
    SHIM(sysctlbyname),
    SHIM(task_for_pid),
    SHIM(uname),
    SHIM(uuid_generate_time),
    SHIM(wait),
    SHIM(wait3),
    SHIM(wait4),
    SHIM(waitpid),
    SAME(_exit),
    SAME(abort),
    SAME(atexit),
    SAME(endgrent),
    SAME(endpwent),
    {"_environ", &environ},
    SAME(execv),
    SAME(execve),
    SAME(exit),
    SAME(fork),
    SAME(getegid),
    SAME(getentropy),
    SAME(getenv),
    SAME(geteuid),
    SAME(getgid),
    SAME(getgrent),
    SAME(getgrgid_r),
    SAME(getgrnam_r),
    SAME(getgroups),
    SAME(gethostname),
    SAME(getloadavg),
    SAME(getlogin_r),
    SAME(getpgid),
    SAME(getpgrp),
    SAME(getpid),
    SAME(getppid),
    SAME(getpriority),
    SAME(getsid),
    SAME(getuid),
    SAME(nice),
    SAME(random),
    SAME(setegid),
    SAME(setenv),
    SAME(seteuid),
    SAME(setgid),
    SAME(setgrent),
    SAME(setpgid),
    SAME(setpgrp),
    SAME(setpwent),
    SAME(setregid),
    SAME(setreuid),
    SAME(setsid),
    SAME(setuid),
    SAME(srandom),
    SAME(system),
    SAME(unsetenv),
    END_OF_SYMBOLS,
};
