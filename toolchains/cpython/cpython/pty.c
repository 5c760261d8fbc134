/* Pseudo-terminals without libutil.
 *
 * CPython's posix module calls openpty(), forkpty() and login_tty(), which it expects in the C
 * library. Up to glibc 2.33 they live in libutil, a library of their own, which executables that
 * must run with an older glibc would have to name among their needed libraries. They are small,
 * and made of what POSIX has, so they are linked in instead; posixmodule.c needs no change.
 */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pty.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

/* Close a descriptor and keep errno. */
static void
close_quietly(int fd)
{
    int saved_errno = errno;
    (void)close(fd);
    errno = saved_errno;
}

/* Open a pseudo-terminal pair; see openpty(3). `name`, if not NULL, receives the slave's path, and
 * as everywhere must be large enough for it. Return 0, or -1 with errno set. */
int
openpty(int *master, int *slave, char *name, const struct termios *attributes,
        const struct winsize *size)
{
    char path[PATH_MAX];
    int slave_fd;
    int master_fd = posix_openpt(O_RDWR | O_NOCTTY);
    if (master_fd < 0) {
        return -1;
    }
    if (grantpt(master_fd) != 0 || unlockpt(master_fd) != 0) {
        goto error;
    }
    int failure = ptsname_r(master_fd, path, sizeof(path));
    if (failure != 0) {
        errno = failure;
        goto error;
    }
    slave_fd = open(path, O_RDWR | O_NOCTTY);
    if (slave_fd < 0) {
        goto error;
    }

    /* As in glibc, a terminal that refuses its settings is a terminal all the same. */
    if (attributes != NULL) {
        (void)tcsetattr(slave_fd, TCSAFLUSH, attributes);
    }
    if (size != NULL) {
        (void)ioctl(slave_fd, TIOCSWINSZ, size);
    }
    if (name != NULL) {
        strcpy(name, path);
    }
    *master = master_fd;
    *slave = slave_fd;
    return 0;

error:
    close_quietly(master_fd);
    return -1;
}

/* Make `fd` the controlling terminal and the standard streams of a new session; see login_tty(3).
 * Return 0, or -1 with errno set. */
int
login_tty(int fd)
{
    (void)setsid();
    if (ioctl(fd, TIOCSCTTY, NULL) != 0) {
        return -1;
    }
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++) {
        /* The kernel can be busy with a descriptor that another thread is just opening. */
        while (dup2(fd, stream) < 0) {
            if (errno != EBUSY && errno != EINTR) {
                return -1;
            }
        }
    }
    if (fd > STDERR_FILENO) {
        (void)close(fd);
    }
    return 0;
}

/* Fork a child whose controlling terminal is a new pseudo-terminal; see forkpty(3). Return the
 * child's process number in the parent, 0 in the child, or -1 with errno set. */
int
forkpty(int *master, char *name, const struct termios *attributes, const struct winsize *size)
{
    int master_fd;
    int slave_fd;
    if (openpty(&master_fd, &slave_fd, name, attributes, size) != 0) {
        return -1;
    }
    pid_t child = fork();
    if (child == 0) {
        (void)close(master_fd);
        if (login_tty(slave_fd) != 0) {
            _exit(EXIT_FAILURE);
        }
        return 0;
    }
    close_quietly(slave_fd);
    if (child < 0) {
        close_quietly(master_fd);
        return -1;
    }
    *master = master_fd;
    return child;
}
