/* Threads. The host's objects are smaller than Darwin's, so they are put into them. */
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "../thread.h"
#include "darwin_errno.h"
#include "shims.h"
#include "variadic.h"

/* First words of objects that were initialised by PTHREAD_..._INITIALIZER; <pthread_impl.h>. */
enum {
    MUTEX_SIGNATURE = 0x32AAABA7,
    ERRORCHECK_MUTEX_SIGNATURE = 0x32AAABA1,
    RECURSIVE_MUTEX_SIGNATURE = 0x32AAABA2,
    FIRSTFIT_MUTEX_SIGNATURE = 0x32AAABA3,
    CONDITION_SIGNATURE = 0x3CB0B1BB,
    READ_WRITE_LOCK_SIGNATURE = 0x2DA8B3B4,
    ONCE_SIGNATURE = 0x30B1BCBA,
};

static pthread_mutex_t initialising = PTHREAD_MUTEX_INITIALIZER;

static long
signature_of(const void *object)
{
    return __atomic_load_n((const long *)object, __ATOMIC_ACQUIRE);
}

/* Makes a mutex that was initialised statically one of the host's. */
static pthread_mutex_t *
host_mutex(void *object)
{
    const long signature = signature_of(object);
    if (signature < ERRORCHECK_MUTEX_SIGNATURE || signature > MUTEX_SIGNATURE) {
        return object;
    }
    pthread_mutex_lock(&initialising);
    if (signature_of(object) == signature) {
        pthread_mutexattr_t attributes;
        pthread_mutexattr_init(&attributes);
        pthread_mutexattr_settype(&attributes,
                                  signature == RECURSIVE_MUTEX_SIGNATURE ? PTHREAD_MUTEX_RECURSIVE
                                  : signature == ERRORCHECK_MUTEX_SIGNATURE
                                  ? PTHREAD_MUTEX_ERRORCHECK : PTHREAD_MUTEX_NORMAL);
        pthread_mutex_init(object, &attributes);
    }
    pthread_mutex_unlock(&initialising);
    return object;
}

static pthread_cond_t *
host_condition(void *object)
{
    if (signature_of(object) == CONDITION_SIGNATURE) {
        pthread_mutex_lock(&initialising);
        if (signature_of(object) == CONDITION_SIGNATURE) {
            pthread_cond_init(object, NULL);
        }
        pthread_mutex_unlock(&initialising);
    }
    return object;
}

static pthread_rwlock_t *
host_read_write_lock(void *object)
{
    if (signature_of(object) == READ_WRITE_LOCK_SIGNATURE) {
        pthread_mutex_lock(&initialising);
        if (signature_of(object) == READ_WRITE_LOCK_SIGNATURE) {
            pthread_rwlock_init(object, NULL);
        }
        pthread_mutex_unlock(&initialising);
    }
    return object;
}

static int
shim_pthread_mutex_init(void *mutex, const pthread_mutexattr_t *attributes)
{
    return errno_to_darwin(pthread_mutex_init(mutex, attributes));
}

static int
shim_pthread_mutex_lock(void *mutex)
{
    return errno_to_darwin(pthread_mutex_lock(host_mutex(mutex)));
}

static int
shim_pthread_mutex_trylock(void *mutex)
{
    return errno_to_darwin(pthread_mutex_trylock(host_mutex(mutex)));
}

static int
shim_pthread_mutex_unlock(void *mutex)
{
    return errno_to_darwin(pthread_mutex_unlock(host_mutex(mutex)));
}

static int
shim_pthread_mutex_destroy(void *mutex)
{
    return errno_to_darwin(pthread_mutex_destroy(host_mutex(mutex)));
}

static int
shim_pthread_mutexattr_settype(pthread_mutexattr_t *attributes, int type)
{
    enum { NORMAL = 0, ERRORCHECK = 1, RECURSIVE = 2 };
    return pthread_mutexattr_settype(attributes,
                                     type == RECURSIVE ? PTHREAD_MUTEX_RECURSIVE
                                     : type == ERRORCHECK ? PTHREAD_MUTEX_ERRORCHECK
                                     : PTHREAD_MUTEX_NORMAL);
}

static int
shim_pthread_cond_signal(void *condition)
{
    return errno_to_darwin(pthread_cond_signal(host_condition(condition)));
}

static int
shim_pthread_cond_broadcast(void *condition)
{
    return errno_to_darwin(pthread_cond_broadcast(host_condition(condition)));
}

static int
shim_pthread_cond_wait(void *condition, void *mutex)
{
    return errno_to_darwin(pthread_cond_wait(host_condition(condition), host_mutex(mutex)));
}

static int
shim_pthread_cond_timedwait(void *condition, void *mutex, const struct timespec *until)
{
    return errno_to_darwin(
        pthread_cond_timedwait(host_condition(condition), host_mutex(mutex), until));
}

static int
shim_pthread_cond_timedwait_relative_np(void *condition, void *mutex, const struct timespec *time)
{
    enum { SECOND = 1000000000 };
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += time->tv_sec;
    until.tv_nsec += time->tv_nsec;
    if (until.tv_nsec >= SECOND) {
        until.tv_sec++;
        until.tv_nsec -= SECOND;
    }
    return shim_pthread_cond_timedwait(condition, mutex, &until);
}

static int
shim_pthread_cond_destroy(void *condition)
{
    return errno_to_darwin(pthread_cond_destroy(host_condition(condition)));
}

static int
shim_pthread_rwlock_rdlock(void *lock)
{
    return errno_to_darwin(pthread_rwlock_rdlock(host_read_write_lock(lock)));
}

static int
shim_pthread_rwlock_wrlock(void *lock)
{
    return errno_to_darwin(pthread_rwlock_wrlock(host_read_write_lock(lock)));
}

static int
shim_pthread_rwlock_unlock(void *lock)
{
    return errno_to_darwin(pthread_rwlock_unlock(host_read_write_lock(lock)));
}

static int
shim_pthread_rwlock_destroy(void *lock)
{
    return errno_to_darwin(pthread_rwlock_destroy(host_read_write_lock(lock)));
}

static int
shim_pthread_once(long *once, void (*function)(void))
{
    enum { RUNNING = 1, DONE = 2 };
    long expected = ONCE_SIGNATURE;
    if (__atomic_compare_exchange_n(once, &expected, RUNNING, 0, __ATOMIC_ACQ_REL,
                                    __ATOMIC_ACQUIRE))
    {
        function();
        __atomic_store_n(once, DONE, __ATOMIC_RELEASE);
        return 0;
    }
    while (__atomic_load_n(once, __ATOMIC_ACQUIRE) != DONE) {
        sched_yield();
    }
    return 0;
}

/* Darwin's key has the size of a pointer. */
static int
shim_pthread_key_create(unsigned long *key, void (*destructor)(void *))
{
    pthread_key_t host_key;
    const int result = pthread_key_create(&host_key, destructor);
    *key = host_key;
    return errno_to_darwin(result);
}

static void *
shim_pthread_getspecific(unsigned long key)
{
    return pthread_getspecific((pthread_key_t)key);
}

static int
shim_pthread_setspecific(unsigned long key, const void *value)
{
    return errno_to_darwin(pthread_setspecific((pthread_key_t)key, value));
}

static int
shim_pthread_key_delete(unsigned long key)
{
    return errno_to_darwin(pthread_key_delete((pthread_key_t)key));
}

struct start {
    void *(*function)(void *);
    void *argument;
};

static void *
start_thread(void *memory)
{
    const struct start start = *(struct start *)memory;
    free(memory);
    thread_start();
    return start.function(start.argument);
}

static int
shim_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                    void *(*function)(void *), void *argument)
{
    struct start *start = malloc(sizeof(*start));
    if (start == NULL) {
        return errno_to_darwin(EAGAIN);
    }
    *start = (struct start){function, argument};
    const int result = pthread_create(thread, attributes, start_thread, start);
    if (result != 0) {
        free(start);
    }
    return errno_to_darwin(result);
}

static int
shim_pthread_attr_setdetachstate(pthread_attr_t *attributes, int state)
{
    enum { DETACHED = 2 };
    return pthread_attr_setdetachstate(
        attributes, state == DETACHED ? PTHREAD_CREATE_DETACHED : PTHREAD_CREATE_JOINABLE);
}

/* All threads are the kernel's, here and there. */
static int
shim_pthread_attr_setscope(pthread_attr_t *attributes, int scope)
{
    (void)attributes;
    (void)scope;
    return 0;
}

static int
shim_pthread_threadid_np(pthread_t thread, uint64_t *id)
{
    if (thread != NULL && !pthread_equal(thread, pthread_self())) {
        return errno_to_darwin(ENOTSUP);
    }
    *id = (uint64_t)syscall(SYS_gettid);
    return 0;
}

/* A Mach port, which nothing here does more with than to tell threads apart. */
static uint32_t
shim_pthread_mach_thread_np(pthread_t thread)
{
    uint64_t id;
    return shim_pthread_threadid_np(thread, &id) == 0 ? (uint32_t)id : 0;
}

static int
shim_pthread_setname_np(const char *name)
{
    return errno_to_darwin(pthread_setname_np(pthread_self(), name));
}

/* sem_open(): Darwin's SEM_FAILED is -1, the host's NULL. */
intptr_t
shim_sem_open(const char *name, int flags, darwin_va_list rest)
{
    enum { CREATE = 0x200, EXCLUSIVE = 0x800 };
    va_list values;
    darwin_va_start(&values, rest);
    const mode_t mode = flags & CREATE ? (mode_t)va_arg(values, int) : 0;
    const unsigned value = flags & CREATE ? va_arg(values, unsigned) : 0;
    va_end(values);
    sem_t *semaphore = sem_open(
        name, (flags & CREATE ? O_CREAT : 0) | (flags & EXCLUSIVE ? O_EXCL : 0), mode, value);
    return semaphore == SEM_FAILED ? -1 : (intptr_t)semaphore;
}
VARIADIC_2(sem_open, const char *, int);

const struct symbol shims_pthread[] = {
    SHIM(pthread_attr_setdetachstate),
    SHIM(pthread_attr_setscope),
    SHIM(pthread_cond_broadcast),
    SHIM(pthread_cond_destroy),
    SHIM(pthread_cond_signal),
    SHIM(pthread_cond_timedwait),
    SHIM(pthread_cond_timedwait_relative_np),
    SHIM(pthread_cond_wait),
    SHIM(pthread_create),
    SHIM(pthread_getspecific),
    SHIM(pthread_key_create),
    SHIM(pthread_key_delete),
    SHIM(pthread_mutex_destroy),
    SHIM(pthread_mach_thread_np),
    SHIM(pthread_mutex_init),
    SHIM(pthread_mutex_lock),
    SHIM(pthread_mutex_trylock),
    SHIM(pthread_mutex_unlock),
    SHIM(pthread_mutexattr_settype),
    SHIM(pthread_once),
    SHIM(pthread_rwlock_destroy),
    SHIM(pthread_rwlock_rdlock),
    SHIM(pthread_rwlock_unlock),
    SHIM(pthread_rwlock_wrlock),
    SHIM(pthread_setname_np),
    SHIM(pthread_setspecific),
    SHIM(pthread_threadid_np),
    SHIM_VARIADIC(sem_open),
    SAME(pthread_atfork),
    SAME(pthread_attr_destroy),
    SAME(pthread_attr_init),
    SAME(pthread_attr_setstacksize),
    SAME(pthread_cond_init),
    SAME(pthread_detach),
    SAME(pthread_equal),
    SAME(pthread_exit),
    SAME(pthread_join),
    SAME(pthread_mutexattr_destroy),
    SAME(pthread_mutexattr_init),
    SAME(pthread_rwlock_init),
    SAME(pthread_self),
    SAME(sched_get_priority_max),
    SAME(sched_get_priority_min),
    SAME(sched_yield),
    SAME(sem_close),
    SAME(sem_post),
    SAME(sem_trywait),
    SAME(sem_unlink),
    SAME(sem_wait),
    END_OF_SYMBOLS,
};
