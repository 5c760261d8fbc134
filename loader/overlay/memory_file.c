/* For what C11 alone does not declare. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "memory_file.h"

#include <errno.h>

#ifdef __linux__

#include <fcntl.h>
#include <linux/memfd.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Shown in /proc/PID/fd and in /proc/PID/maps. */
#define NAME "packed file"

static int
write_all(int descriptor, const char *content, size_t size)
{
    while (size > 0) {
        const ssize_t written = write(descriptor, content, size);
        if (written < 0 && errno != EINTR) {
            return -1;
        }
        if (written > 0) {
            content += written;
            size -= (size_t)written;
        }
    }
    return 0;
}

int
memory_file_open(const void *content, size_t size)
{
    /* Not memfd_create(): glibc before 2.27 has no such function. */
    const int descriptor =
        (int)syscall(SYS_memfd_create, NAME, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (descriptor < 0) {
        return -1;
    }
    if (write_all(descriptor, content, size) < 0 || lseek(descriptor, 0, SEEK_SET) < 0
        || fcntl(descriptor, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)
               < 0)
    {
        const int error = errno;
        close(descriptor);
        errno = error;
        return -1;
    }
    return descriptor;
}

#else

int
memory_file_open(const void *content, size_t size)
{
    (void)content;
    (void)size;
    errno = ENOSYS;
    return -1;
}

#endif
