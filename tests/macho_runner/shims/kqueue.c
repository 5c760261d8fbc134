/* kqueue(): descriptors that can be read or written, by the host's epoll. Numbers and structures are
 * those of Darwin's <sys/event.h>. Other filters, EV_ONESHOT and EV_CLEAR are not supported. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "darwin_errno.h"
#include "shims.h"

enum {
    EVFILT_READ = -1,
    EVFILT_WRITE = -2,
    EV_ADD = 0x1,
    EV_DELETE = 0x2,
    EV_ENABLE = 0x4,
    EV_DISABLE = 0x8,
    EV_RECEIPT = 0x40,
    EV_ERROR = 0x4000,
    EV_EOF = 0x8000,
};

struct darwin_kevent {
    uintptr_t ident;
    int16_t filter;
    uint16_t flags;
    uint32_t filter_flags;
    intptr_t data;
    void *user_data;
};

/* What one queue watches of one descriptor, 0 for nothing: the key is both numbers. A queue or a
 * descriptor that was closed may have left an entry behind; the kernel has forgotten it, which is
 * found out when it is changed. */
struct watched {
    struct watched *next;
    int queue, fd;
    uint32_t events;                    /* EPOLLIN, EPOLLOUT */
    void *read_data, *write_data;
};

static struct watched *all_watched;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static struct watched *
find_watched(int queue, int fd)
{
    for (struct watched *each = all_watched; each != NULL; each = each->next) {
        if (each->queue == queue && each->fd == fd) {
            return each;
        }
    }
    return NULL;
}

static void
forget_queue(int queue)
{
    for (struct watched **link = &all_watched; *link != NULL;) {
        struct watched *const each = *link;
        if (each->queue == queue) {
            *link = each->next;
            free(each);
        } else {
            link = &each->next;
        }
    }
}

static int
shim_kqueue(void)
{
    const int queue = epoll_create1(EPOLL_CLOEXEC);
    if (queue >= 0) {
        pthread_mutex_lock(&mutex);
        forget_queue(queue);
        pthread_mutex_unlock(&mutex);
    }
    return queue;
}

/* Tells the kernel what is watched now. Returns the error. */
static int
update(struct watched *watched, uint32_t events)
{
    struct epoll_event event = {.events = events, .data.fd = watched->fd};
    int result;
    if (events == 0) {
        result = epoll_ctl(watched->queue, EPOLL_CTL_DEL, watched->fd, NULL);
    } else {
        result = epoll_ctl(watched->queue, EPOLL_CTL_MOD, watched->fd, &event);
        if (result != 0 && errno == ENOENT) {
            result = epoll_ctl(watched->queue, EPOLL_CTL_ADD, watched->fd, &event);
        }
    }
    if (result == 0) {
        watched->events = events;
    }
    return result == 0 ? 0 : errno;
}

/* Makes one change. Returns the error. */
static int
change(int queue, const struct darwin_kevent *wanted)
{
    enum { SUPPORTED = EV_ADD | EV_DELETE | EV_ENABLE | EV_DISABLE | EV_RECEIPT };
    const int fd = (int)wanted->ident;
    if ((wanted->filter != EVFILT_READ && wanted->filter != EVFILT_WRITE)
        || (wanted->flags & ~SUPPORTED) != 0)
    {
        return ENOTSUP;
    }
    const uint32_t event = wanted->filter == EVFILT_READ ? EPOLLIN : EPOLLOUT;
    struct watched *watched = find_watched(queue, fd);
    if ((wanted->flags & EV_ADD) == 0 && (watched == NULL || (watched->events & event) == 0)) {
        return ENOENT;
    }
    if (watched == NULL) {
        watched = calloc(1, sizeof(*watched));
        if (watched == NULL) {
            return ENOMEM;
        }
        *watched = (struct watched){.next = all_watched, .queue = queue, .fd = fd};
        all_watched = watched;
    }
    if (wanted->filter == EVFILT_READ) {
        watched->read_data = wanted->user_data;
    } else {
        watched->write_data = wanted->user_data;
    }
    const int removes = (wanted->flags & (EV_DELETE | EV_DISABLE)) != 0;
    return update(watched, removes ? watched->events & ~event : watched->events | event);
}

/* Reports a filter if it applies. Returns the number of entries written: 0 or 1. */
static int
report(const struct epoll_event *event, int16_t filter, void *user_data, struct darwin_kevent *to)
{
    int readable = 0;
    *to = (struct darwin_kevent){
        .ident = (uintptr_t)event->data.fd,
        .filter = filter,
        .flags = event->events & (EPOLLHUP | EPOLLRDHUP) ? EV_EOF : 0,
        .user_data = user_data,
    };
    if (filter == EVFILT_READ && ioctl(event->data.fd, FIONREAD, &readable) == 0) {
        to->data = readable;
    }
    return 1;
}

static int
wait_for_events(int queue, struct darwin_kevent *events, int room, const struct timespec *timeout)
{
    enum { MOST_AT_ONCE = 64, MILLISECOND = 1000000 };
    struct epoll_event host[MOST_AT_ONCE];
    /* One descriptor may be reported twice. */
    int most = (room + 1) / 2 < MOST_AT_ONCE ? (room + 1) / 2 : MOST_AT_ONCE;
    const int milliseconds = timeout == NULL ? -1
        : (int)(timeout->tv_sec * 1000 + (timeout->tv_nsec + MILLISECOND - 1) / MILLISECOND);
    const int count = epoll_wait(queue, host, most, milliseconds);
    int written = 0;
    pthread_mutex_lock(&mutex);
    for (int i = 0; i < count; i++) {
        const struct watched *watched = find_watched(queue, host[i].data.fd);
        const uint32_t failed = EPOLLHUP | EPOLLERR;
        if (watched == NULL) {
            continue;
        }
        if ((watched->events & EPOLLIN) != 0 && (host[i].events & (EPOLLIN | failed)) != 0
            && written < room)
        {
            written += report(&host[i], EVFILT_READ, watched->read_data, &events[written]);
        }
        if ((watched->events & EPOLLOUT) != 0 && (host[i].events & (EPOLLOUT | failed)) != 0
            && written < room)
        {
            written += report(&host[i], EVFILT_WRITE, watched->write_data, &events[written]);
        }
    }
    pthread_mutex_unlock(&mutex);
    return count < 0 ? -1 : written;
}

static int
shim_kevent(int queue, const struct darwin_kevent *changes, int change_count,
            struct darwin_kevent *events, int room, const struct timespec *timeout)
{
    int errors = 0;
    pthread_mutex_lock(&mutex);
    for (int i = 0; i < change_count; i++) {
        const int error = change(queue, &changes[i]);
        if (error != 0 && errors == room) {
            pthread_mutex_unlock(&mutex);
            errno = error;
            return -1;
        }
        if (error != 0 || (changes[i].flags & EV_RECEIPT) != 0) {
            events[errors] = changes[i];
            events[errors].flags = EV_ERROR;
            events[errors++].data = errno_to_darwin(error);
        }
    }
    pthread_mutex_unlock(&mutex);
    return errors > 0 || room == 0 ? errors : wait_for_events(queue, events, room, timeout);
}

const struct symbol shims_kqueue[] = {
    SHIM(kevent),
    SHIM(kqueue),
    END_OF_SYMBOLS,
};
