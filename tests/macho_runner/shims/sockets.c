/* Sockets and names of hosts. Numbers and structures are those of Darwin's <sys/socket.h>,
 * <netinet/in.h> and <netdb.h>. */
#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "darwin_errno.h"
#include "shims.h"

enum { DARWIN_AF_INET6 = 30 };

/* AF_UNSPEC, AF_UNIX and AF_INET are the same. */

static int
family_from_darwin(int family)
{
    return family == DARWIN_AF_INET6 ? AF_INET6 : family <= AF_INET ? family : -1;
}

static int
family_to_darwin(int family)
{
    return family == AF_INET6 ? DARWIN_AF_INET6 : family;
}

/* Any address. Darwin's begin with a byte of size and one of the family, the host's with the family
 * in both; all else is at the same place. */
union address {
    struct {
        uint8_t size, family;
    } darwin;
    struct sockaddr host;
    struct sockaddr_storage storage;
    struct sockaddr_un unix_name;
};

/* Copies a program's address and makes it one of the host's. False if it is none: errno is set. */
static int
address_from_darwin(const void *address, socklen_t size, union address *to)
{
    memset(to, 0, sizeof(*to));
    if (size < sizeof(to->darwin) || size > sizeof(*to)) {
        errno = EINVAL;
        return 0;
    }
    memcpy(to, address, size);
    const int family = family_from_darwin(to->darwin.family);
    if (family < 0) {
        errno = EAFNOSUPPORT;
        return 0;
    }
    to->host.sa_family = (sa_family_t)family;
    return 1;
}

/* Makes an address that the host has written one of Darwin's, in place. */
static void
address_to_darwin(void *address, socklen_t room, socklen_t size)
{
    union address *const darwin = address;
    if (address != NULL && room >= sizeof(darwin->darwin) && size >= sizeof(darwin->darwin)) {
        sa_family_t family;
        memcpy(&family, address, sizeof(family));
        const uint8_t head[] = {(uint8_t)size, (uint8_t)family_to_darwin(family)};
        memcpy(address, head, sizeof(head));
    }
}

static const struct {
    int darwin, host;
} message_flags[] = {
    {0x1, MSG_OOB}, {0x2, MSG_PEEK}, {0x4, MSG_DONTROUTE}, {0x8, MSG_EOR}, {0x10, MSG_TRUNC},
    {0x20, MSG_CTRUNC}, {0x40, MSG_WAITALL}, {0x80, MSG_DONTWAIT}, {0x80000, MSG_NOSIGNAL},
};

enum { MESSAGE_FLAG_COUNT = sizeof(message_flags) / sizeof(message_flags[0]) };

static int
flags_from_darwin(int flags)
{
    int host = 0;
    for (size_t i = 0; i < MESSAGE_FLAG_COUNT; i++) {
        host |= flags & message_flags[i].darwin ? message_flags[i].host : 0;
    }
    return host;
}

static int
flags_to_darwin(int flags)
{
    int darwin = 0;
    for (size_t i = 0; i < MESSAGE_FLAG_COUNT; i++) {
        darwin |= flags & message_flags[i].host ? message_flags[i].darwin : 0;
    }
    return darwin;
}

static int
shim_socket(int family, int type, int protocol)
{
    return socket(family_from_darwin(family), type, protocol);
}

static int
shim_socketpair(int family, int type, int protocol, int *pair)
{
    return socketpair(family_from_darwin(family), type, protocol, pair);
}

static int
shim_bind(int fd, const void *address, socklen_t size)
{
    union address host;
    return address_from_darwin(address, size, &host) ? bind(fd, &host.host, size) : -1;
}

static int
shim_connect(int fd, const void *address, socklen_t size)
{
    union address host;
    return address_from_darwin(address, size, &host) ? connect(fd, &host.host, size) : -1;
}

static int
shim_accept(int fd, void *address, socklen_t *size)
{
    const socklen_t room = address == NULL ? 0 : *size;
    const int result = accept(fd, address, size);
    if (result >= 0 && address != NULL) {
        address_to_darwin(address, room, *size);
    }
    return result;
}

static int
shim_getsockname(int fd, void *address, socklen_t *size)
{
    const socklen_t room = *size;
    const int result = getsockname(fd, address, size);
    if (result == 0) {
        address_to_darwin(address, room, *size);
    }
    return result;
}

static int
shim_getpeername(int fd, void *address, socklen_t *size)
{
    const socklen_t room = *size;
    const int result = getpeername(fd, address, size);
    if (result == 0) {
        address_to_darwin(address, room, *size);
    }
    return result;
}

static ssize_t
shim_send(int fd, const void *from, size_t size, int flags)
{
    return send(fd, from, size, flags_from_darwin(flags));
}

static ssize_t
shim_recv(int fd, void *to, size_t size, int flags)
{
    return recv(fd, to, size, flags_from_darwin(flags));
}

static ssize_t
shim_sendto(int fd, const void *from, size_t size, int flags, const void *address,
            socklen_t address_size)
{
    union address host;
    if (address == NULL) {
        return shim_send(fd, from, size, flags);
    }
    return address_from_darwin(address, address_size, &host)
        ? sendto(fd, from, size, flags_from_darwin(flags), &host.host, address_size) : -1;
}

static ssize_t
shim_recvfrom(int fd, void *to, size_t size, int flags, void *address, socklen_t *address_size)
{
    const socklen_t room = address == NULL ? 0 : *address_size;
    const ssize_t result =
        recvfrom(fd, to, size, flags_from_darwin(flags), address, address_size);
    if (result >= 0 && address != NULL) {
        address_to_darwin(address, room, *address_size);
    }
    return result;
}

/* struct msghdr and the control messages behind it, which are aligned to 4 bytes on Darwin. Those of
 * the socket itself are translated: descriptors (SCM_RIGHTS). */
struct darwin_msghdr {
    void *address;
    socklen_t address_size;
    struct iovec *parts;
    int part_count;
    void *control;
    socklen_t control_size;
    int flags;
};

struct darwin_cmsghdr {
    socklen_t size;
    int level, type;
};

enum { DARWIN_SOL_SOCKET = 0xffff, DARWIN_CONTROL_ALIGNMENT = 4, MOST_CONTROL = 4096 };

/* Makes the host's control messages in `to`; false if there are others than descriptors. */
static int
control_from_darwin(const struct darwin_msghdr *message, struct msghdr *to)
{
    const char *position = message->control;
    size_t rest = message->control_size, used = 0;
    while (rest >= sizeof(struct darwin_cmsghdr)) {
        struct darwin_cmsghdr head;
        memcpy(&head, position, sizeof(head));
        const size_t data_size = head.size - sizeof(head);
        if (head.size < sizeof(head) || head.size > rest || head.level != DARWIN_SOL_SOCKET
            || head.type != SCM_RIGHTS || used + CMSG_SPACE(data_size) > to->msg_controllen)
        {
            errno = EINVAL;
            return 0;
        }
        struct cmsghdr *host = (void *)((char *)to->msg_control + used);
        host->cmsg_len = (socklen_t)CMSG_LEN(data_size);
        host->cmsg_level = SOL_SOCKET;
        host->cmsg_type = SCM_RIGHTS;
        memcpy(CMSG_DATA(host), position + sizeof(head), data_size);
        used += CMSG_SPACE(data_size);
        const size_t whole = (head.size + DARWIN_CONTROL_ALIGNMENT - 1)
            & ~(size_t)(DARWIN_CONTROL_ALIGNMENT - 1);
        position += whole < rest ? whole : rest;
        rest -= whole < rest ? whole : rest;
    }
    to->msg_controllen = (socklen_t)used;
    return 1;
}

/* Copies the host's control messages, as far as there is room. */
static void
control_to_darwin(struct msghdr *host, struct darwin_msghdr *message)
{
    const size_t room = message->control_size;
    size_t used = 0, position = 0;
    while (position + sizeof(struct cmsghdr) <= host->msg_controllen) {
        const struct cmsghdr *each = (void *)((char *)host->msg_control + position);
        const size_t data_size = each->cmsg_len - CMSG_LEN(0);
        position += CMSG_SPACE(data_size);
        const struct darwin_cmsghdr head = {
            .size = (socklen_t)(sizeof(head) + data_size),
            .level = each->cmsg_level == SOL_SOCKET ? DARWIN_SOL_SOCKET : each->cmsg_level,
            .type = each->cmsg_type,
        };
        if (used + head.size > room) {
            break;
        }
        memcpy((char *)message->control + used, &head, sizeof(head));
        memcpy((char *)message->control + used + sizeof(head), CMSG_DATA(each), data_size);
        used += (head.size + DARWIN_CONTROL_ALIGNMENT - 1)
            & ~(size_t)(DARWIN_CONTROL_ALIGNMENT - 1);
    }
    message->control_size = (socklen_t)(used < room ? used : room);
}

static ssize_t
shim_sendmsg(int fd, const struct darwin_msghdr *message, int flags)
{
    union address address;
    _Alignas(struct cmsghdr) char control[MOST_CONTROL];
    struct msghdr host = {
        .msg_iov = message->parts,
        .msg_iovlen = message->part_count,
        .msg_control = control,
        .msg_controllen = sizeof(control),
    };
    if (message->address != NULL) {
        if (!address_from_darwin(message->address, message->address_size, &address)) {
            return -1;
        }
        host.msg_name = &address;
        host.msg_namelen = message->address_size;
    }
    return control_from_darwin(message, &host) ? sendmsg(fd, &host, flags_from_darwin(flags)) : -1;
}

static ssize_t
shim_recvmsg(int fd, struct darwin_msghdr *message, int flags)
{
    _Alignas(struct cmsghdr) char control[MOST_CONTROL];
    /* So much that what the program has room for is what the kernel passes on. */
    const size_t wanted = message->control_size < sizeof(struct darwin_cmsghdr) ? 0
        : CMSG_SPACE(message->control_size - sizeof(struct darwin_cmsghdr));
    struct msghdr host = {
        .msg_name = message->address,
        .msg_namelen = message->address_size,
        .msg_iov = message->parts,
        .msg_iovlen = message->part_count,
        .msg_control = control,
        .msg_controllen = (socklen_t)(wanted < sizeof(control) ? wanted : sizeof(control)),
    };
    const ssize_t result = recvmsg(fd, &host, flags_from_darwin(flags));
    if (result >= 0) {
        address_to_darwin(message->address, message->address_size, host.msg_namelen);
        message->address_size = host.msg_namelen;
        control_to_darwin(&host, message);
        message->flags = flags_to_darwin(host.msg_flags);
    }
    return result;
}

/* The host's level and name of an option of a socket; false if it has none. */
static int
option_from_darwin(int *level, int *name)
{
    static const struct {
        int darwin_level, darwin_name, level, name;
    } all[] = {
        {DARWIN_SOL_SOCKET, 0x2, SOL_SOCKET, SO_ACCEPTCONN},
        {DARWIN_SOL_SOCKET, 0x4, SOL_SOCKET, SO_REUSEADDR},
        {DARWIN_SOL_SOCKET, 0x8, SOL_SOCKET, SO_KEEPALIVE},
        {DARWIN_SOL_SOCKET, 0x10, SOL_SOCKET, SO_DONTROUTE},
        {DARWIN_SOL_SOCKET, 0x20, SOL_SOCKET, SO_BROADCAST},
        {DARWIN_SOL_SOCKET, 0x80, SOL_SOCKET, SO_LINGER},
        {DARWIN_SOL_SOCKET, 0x100, SOL_SOCKET, SO_OOBINLINE},
        {DARWIN_SOL_SOCKET, 0x200, SOL_SOCKET, SO_REUSEPORT},
        {DARWIN_SOL_SOCKET, 0x1001, SOL_SOCKET, SO_SNDBUF},
        {DARWIN_SOL_SOCKET, 0x1002, SOL_SOCKET, SO_RCVBUF},
        {DARWIN_SOL_SOCKET, 0x1007, SOL_SOCKET, SO_ERROR},
        {DARWIN_SOL_SOCKET, 0x1008, SOL_SOCKET, SO_TYPE},
        {DARWIN_SOL_SOCKET, 0x1080, SOL_SOCKET, SO_LINGER},
        {IPPROTO_IP, 3, IPPROTO_IP, IP_TOS},
        {IPPROTO_IP, 4, IPPROTO_IP, IP_TTL},
        {IPPROTO_IPV6, 27, IPPROTO_IPV6, IPV6_V6ONLY},
        {IPPROTO_TCP, 1, IPPROTO_TCP, TCP_NODELAY},
        {IPPROTO_TCP, 2, IPPROTO_TCP, TCP_MAXSEG},
        {IPPROTO_TCP, 0x10, IPPROTO_TCP, TCP_KEEPIDLE},
        {IPPROTO_TCP, 0x101, IPPROTO_TCP, TCP_KEEPINTVL},
        {IPPROTO_TCP, 0x102, IPPROTO_TCP, TCP_KEEPCNT},
    };
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        if (all[i].darwin_level == *level && all[i].darwin_name == *name) {
            *level = all[i].level;
            *name = all[i].name;
            return 1;
        }
    }
    errno = ENOPROTOOPT;
    return 0;
}

static int
shim_setsockopt(int fd, int level, int name, const void *value, socklen_t size)
{
    return option_from_darwin(&level, &name) ? setsockopt(fd, level, name, value, size) : -1;
}

static int
shim_getsockopt(int fd, int level, int name, void *value, socklen_t *size)
{
    if (!option_from_darwin(&level, &name)) {
        return -1;
    }
    const int result = getsockopt(fd, level, name, value, size);
    if (result == 0 && level == SOL_SOCKET && name == SO_ERROR) {
        *(int *)value = errno_to_darwin(*(int *)value);
    }
    return result;
}

/* struct sf_hdtr: what is sent before and after the file; NULL for nothing. */
struct darwin_headers {
    const struct iovec *headers;
    int header_count;
    const struct iovec *trailers;
    int trailer_count;
};

/* sendfile(): Darwin takes the size in *size and puts the number of bytes sent there, also when it
 * fails. 0 stands for all there are. */
static int
shim_sendfile(int file, int socket, int64_t offset, int64_t *size,
              const struct darwin_headers *headers, int flags)
{
    const size_t wanted = *size == 0 ? INT32_MAX : (size_t)*size;
    *size = 0;
    if (flags != 0
        || (headers != NULL && (headers->headers != NULL || headers->trailers != NULL)))
    {
        errno = ENOTSUP;
        return -1;
    }
    off_t position = offset;
    const ssize_t sent = sendfile(socket, file, &position, wanted);
    *size = sent > 0 ? sent : 0;
    return sent < 0 ? -1 : 0;
}

static int
shim_inet_pton(int family, const char *text, void *to)
{
    return inet_pton(family_from_darwin(family), text, to);
}

static const char *
shim_inet_ntop(int family, const void *address, char *to, socklen_t size)
{
    return inet_ntop(family_from_darwin(family), address, to, size);
}

struct darwin_addrinfo {
    int flags, family, type, protocol;
    socklen_t address_size;
    char *canonical_name;
    void *address;
    struct darwin_addrinfo *next;
};

static int
address_flags_from_darwin(int flags)
{
    enum { SAME_FLAGS = AI_PASSIVE | AI_CANONNAME | AI_NUMERICHOST };
    return (flags & SAME_FLAGS) | (flags & 0x100 ? AI_ALL : 0)
        | (flags & 0x400 ? AI_ADDRCONFIG : 0) | (flags & 0x800 ? AI_V4MAPPED : 0)
        | (flags & 0x1000 ? AI_NUMERICSERV : 0);
}

/* Darwin's EAI_... */
static int
name_error_to_darwin(int error)
{
    switch (error) {
    case 0:
        return 0;
    case EAI_AGAIN:
        return 2;
    case EAI_BADFLAGS:
        return 3;
    case EAI_FAMILY:
        return 5;
    case EAI_MEMORY:
        return 6;
    case EAI_NODATA:
        return 7;
    case EAI_NONAME:
        return 8;
    case EAI_SERVICE:
        return 9;
    case EAI_SOCKTYPE:
        return 10;
    case EAI_SYSTEM:
        return 11;
    case EAI_OVERFLOW:
        return 14;
    default:
        return 4;                       /* EAI_FAIL */
    }
}

static void
shim_freeaddrinfo(struct darwin_addrinfo *list)
{
    while (list != NULL) {
        struct darwin_addrinfo *const next = list->next;
        free(list->canonical_name);
        free(list->address);
        free(list);
        list = next;
    }
}

static struct darwin_addrinfo *
addrinfo_to_darwin(const struct addrinfo *host)
{
    struct darwin_addrinfo *darwin = calloc(1, sizeof(*darwin));
    void *address = malloc(host->ai_addrlen);
    if (darwin == NULL || address == NULL) {
        free(darwin);
        free(address);
        return NULL;
    }
    memcpy(address, host->ai_addr, host->ai_addrlen);
    address_to_darwin(address, host->ai_addrlen, host->ai_addrlen);
    *darwin = (struct darwin_addrinfo){
        .family = family_to_darwin(host->ai_family),
        .type = host->ai_socktype,
        .protocol = host->ai_protocol,
        .address_size = host->ai_addrlen,
        .canonical_name = host->ai_canonname == NULL ? NULL : strdup(host->ai_canonname),
        .address = address,
    };
    return darwin;
}

static int
shim_getaddrinfo(const char *host_name, const char *service, const struct darwin_addrinfo *hints,
                 struct darwin_addrinfo **result)
{
    struct addrinfo host_hints = {0}, *found;
    if (hints != NULL) {
        host_hints.ai_flags = address_flags_from_darwin(hints->flags);
        host_hints.ai_family = family_from_darwin(hints->family);
        host_hints.ai_socktype = hints->type;
        host_hints.ai_protocol = hints->protocol;
    }
    const int error = getaddrinfo(host_name, service, &host_hints, &found);
    if (error != 0) {
        return name_error_to_darwin(error);
    }
    *result = NULL;
    struct darwin_addrinfo **end = result;
    for (const struct addrinfo *each = found; each != NULL; each = each->ai_next) {
        *end = addrinfo_to_darwin(each);
        if (*end == NULL) {
            break;
        }
        end = &(*end)->next;
    }
    freeaddrinfo(found);
    return 0;
}

static int
shim_getnameinfo(const void *address, socklen_t size, char *host_name, socklen_t host_size,
                 char *service, socklen_t service_size, int flags)
{
    enum { DARWIN_EAI_FAMILY = 5 };
    union address host;
    if (!address_from_darwin(address, size, &host)) {
        return DARWIN_EAI_FAMILY;
    }
    const int host_flags = (flags & 0x1 ? NI_NOFQDN : 0) | (flags & 0x2 ? NI_NUMERICHOST : 0)
        | (flags & 0x4 ? NI_NAMEREQD : 0) | (flags & 0x8 ? NI_NUMERICSERV : 0)
        | (flags & 0x10 ? NI_DGRAM : 0);
    return name_error_to_darwin(getnameinfo(&host.host, size, host_name, host_size, service,
                                            service_size, host_flags));
}

/* struct hostent is the same but for the number of the family. */
static struct hostent *
hostent_to_darwin(struct hostent *entry)
{
    if (entry != NULL) {
        entry->h_addrtype = family_to_darwin(entry->h_addrtype);
    }
    return entry;
}

static struct hostent *
shim_gethostbyname(const char *name)
{
    return hostent_to_darwin(gethostbyname(name));
}

static struct hostent *
shim_gethostbyaddr(const void *address, socklen_t size, int family)
{
    return hostent_to_darwin(gethostbyaddr(address, size, family_from_darwin(family)));
}

/* h_errno: always HOST_NOT_FOUND, as the host's is not translated. */
static int shim_h_errno = 1;

static const char *
shim_gai_strerror(int error)
{
    enum { DARWIN_EAI_NONAME = 8 };
    return error == DARWIN_EAI_NONAME ? "nodename nor servname provided, or not known"
        : "the name cannot be resolved";
}

const struct symbol shims_sockets[] = {
    SHIM_DATA(h_errno),
    SHIM(accept),
    SHIM(bind),
    SHIM(connect),
    SHIM(freeaddrinfo),
    SHIM(gai_strerror),
    SHIM(getaddrinfo),
    SHIM(gethostbyaddr),
    SHIM(gethostbyname),
    SHIM(getnameinfo),
    SHIM(getpeername),
    SHIM(getsockname),
    SHIM(getsockopt),
    SHIM(inet_ntop),
    SHIM(inet_pton),
    SHIM(recv),
    SHIM(recvfrom),
    SHIM(recvmsg),
    SHIM(send),
    SHIM(sendfile),
    SHIM(sendmsg),
    SHIM(sendto),
    SHIM(setsockopt),
    SHIM(socket),
    SHIM(socketpair),
    SAME(getprotobyname),
    SAME(getservbyname),
    SAME(getservbyport),
    SAME(hstrerror),
    SAME(if_freenameindex),
    SAME(if_indextoname),
    SAME(if_nameindex),
    SAME(if_nametoindex),
    SAME(inet_addr),
    SAME(inet_aton),
    SAME(inet_ntoa),
    SAME(listen),
    SAME(shutdown),
    END_OF_SYMBOLS,
};
