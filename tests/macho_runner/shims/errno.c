/* Darwin's error numbers are from its <sys/errno.h>. */
#include "darwin_errno.h"

#include <stdio.h>
#include <string.h>

#include "shims.h"

/* The errors above ERANGE, and the one below that differs. Elsewhere the numbers are the same. */
static const struct {
    int host, darwin;
} errors[] = {
    {EDEADLK, 11}, {EAGAIN, 35}, {EINPROGRESS, 36}, {EALREADY, 37}, {ENOTSOCK, 38},
    {EDESTADDRREQ, 39}, {EMSGSIZE, 40}, {EPROTOTYPE, 41}, {ENOPROTOOPT, 42},
    {EPROTONOSUPPORT, 43}, {ESOCKTNOSUPPORT, 44}, {ENOTSUP, 45}, {EPFNOSUPPORT, 46},
    {EAFNOSUPPORT, 47}, {EADDRINUSE, 48}, {EADDRNOTAVAIL, 49}, {ENETDOWN, 50}, {ENETUNREACH, 51},
    {ENETRESET, 52}, {ECONNABORTED, 53}, {ECONNRESET, 54}, {ENOBUFS, 55}, {EISCONN, 56},
    {ENOTCONN, 57}, {ESHUTDOWN, 58}, {ETOOMANYREFS, 59}, {ETIMEDOUT, 60}, {ECONNREFUSED, 61},
    {ELOOP, 62}, {ENAMETOOLONG, 63}, {EHOSTDOWN, 64}, {EHOSTUNREACH, 65}, {ENOTEMPTY, 66},
    {EUSERS, 68}, {EDQUOT, 69}, {ESTALE, 70}, {EREMOTE, 71}, {ENOLCK, 77}, {ENOSYS, 78},
    {EOVERFLOW, 84}, {ECANCELED, 89}, {EIDRM, 90}, {ENOMSG, 91}, {EILSEQ, 92}, {EBADMSG, 94},
    {EMULTIHOP, 95}, {ENODATA, 96}, {ENOLINK, 97}, {ENOSR, 98}, {ENOSTR, 99}, {EPROTO, 100},
    {ETIME, 101}, {ENOTRECOVERABLE, 104}, {EOWNERDEAD, 105},
};

enum { ERROR_COUNT = sizeof(errors) / sizeof(errors[0]) };

int
errno_to_darwin(int error)
{
    for (size_t i = 0; i < ERROR_COUNT; i++) {
        if (errors[i].host == error) {
            return errors[i].darwin;
        }
    }
    return error;
}

/* errno: the program gets the address of its own. What the host has set since the last time is
 * translated when the program asks for the address. */
static int *
shim___error(void)
{
    static _Thread_local int own;
    if (errno != 0) {
        own = errno_to_darwin(errno);
        errno = 0;
    }
    return &own;
}

static char *
shim_strerror(int error)
{
    for (size_t i = 0; i < ERROR_COUNT; i++) {
        if (errors[i].darwin == error) {
            return strerror(errors[i].host);
        }
    }
    return strerror(error);
}

static void
shim_perror(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, shim_strerror(*shim___error()));
}

const struct symbol shims_errno[] = {
    SHIM(__error),
    SHIM(perror),
    SHIM(strerror),
    END_OF_SYMBOLS,
};
