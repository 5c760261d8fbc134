/* Terminals and pseudo-terminals. Numbers and structures are those of Darwin's <sys/termios.h>. */
#include <pty.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include "darwin_errno.h"
#include "shims.h"

struct darwin_termios {
    uint64_t input, output, control, local;
    uint8_t characters[20];
    uint64_t input_speed, output_speed;
};

struct flag {
    uint64_t darwin;
    tcflag_t host;
};

#define END_OF_FLAGS {0, 0}

static const struct flag input_flags[] = {
    {0x1, IGNBRK}, {0x2, BRKINT}, {0x4, IGNPAR}, {0x8, PARMRK}, {0x10, INPCK}, {0x20, ISTRIP},
    {0x40, INLCR}, {0x80, IGNCR}, {0x100, ICRNL}, {0x200, IXON}, {0x400, IXOFF}, {0x800, IXANY},
    {0x2000, IMAXBEL}, {0x4000, IUTF8}, END_OF_FLAGS,
};

static const struct flag output_flags[] = {
    {0x1, OPOST}, {0x2, ONLCR}, {0x10, OCRNL}, {0x20, ONOCR}, {0x40, ONLRET}, END_OF_FLAGS,
};

/* The size of a character is CSIZE: 2 bits, with the values in the same order. */
static const struct flag control_flags[] = {
    {0x100, CS6}, {0x200, CS7}, {0x400, CSTOPB}, {0x800, CREAD}, {0x1000, PARENB}, {0x2000, PARODD},
    {0x4000, HUPCL}, {0x8000, CLOCAL}, END_OF_FLAGS,
};

static const struct flag local_flags[] = {
    {0x1, ECHOKE}, {0x2, ECHOE}, {0x4, ECHOK}, {0x8, ECHO}, {0x10, ECHONL}, {0x20, ECHOPRT},
    {0x40, ECHOCTL}, {0x80, ISIG}, {0x100, ICANON}, {0x400, IEXTEN}, {0x400000, TOSTOP},
    {0x80000000, NOFLSH}, END_OF_FLAGS,
};

/* Darwin's places of the special characters. */
static const int character_places[][2] = {
    {0, VEOF}, {1, VEOL}, {2, VEOL2}, {3, VERASE}, {4, VWERASE}, {5, VKILL}, {6, VREPRINT},
    {8, VINTR}, {9, VQUIT}, {10, VSUSP}, {12, VSTART}, {13, VSTOP}, {14, VLNEXT}, {15, VDISCARD},
    {16, VMIN}, {17, VTIME},
};

enum { PLACE_COUNT = sizeof(character_places) / sizeof(character_places[0]) };

static const struct {
    uint64_t darwin;
    speed_t host;
} speeds[] = {
    {0, B0}, {300, B300}, {1200, B1200}, {2400, B2400}, {4800, B4800}, {9600, B9600},
    {19200, B19200}, {38400, B38400}, {57600, B57600}, {115200, B115200}, {230400, B230400},
};

enum { SPEED_COUNT = sizeof(speeds) / sizeof(speeds[0]) };

static tcflag_t
flags_from_darwin(const struct flag *flags, uint64_t darwin)
{
    tcflag_t host = 0;
    for (; flags->darwin != 0; flags++) {
        host |= darwin & flags->darwin ? flags->host : 0;
    }
    return host;
}

static uint64_t
flags_to_darwin(const struct flag *flags, tcflag_t host)
{
    uint64_t darwin = 0;
    for (; flags->darwin != 0; flags++) {
        darwin |= host & flags->host ? flags->darwin : 0;
    }
    return darwin;
}

static uint64_t
speed_to_darwin(speed_t speed)
{
    for (size_t i = 0; i < SPEED_COUNT; i++) {
        if (speeds[i].host == speed) {
            return speeds[i].darwin;
        }
    }
    return 0;
}

static speed_t
speed_from_darwin(uint64_t speed)
{
    for (size_t i = 0; i < SPEED_COUNT; i++) {
        if (speeds[i].darwin == speed) {
            return speeds[i].host;
        }
    }
    return B0;
}

static int
shim_tcgetattr(int fd, struct darwin_termios *to)
{
    struct termios host;
    if (tcgetattr(fd, &host) != 0) {
        return -1;
    }
    *to = (struct darwin_termios){
        .input = flags_to_darwin(input_flags, host.c_iflag),
        .output = flags_to_darwin(output_flags, host.c_oflag),
        .control = flags_to_darwin(control_flags, host.c_cflag),
        .local = flags_to_darwin(local_flags, host.c_lflag),
        .input_speed = speed_to_darwin(cfgetispeed(&host)),
        .output_speed = speed_to_darwin(cfgetospeed(&host)),
    };
    memset(to->characters, 0xff, sizeof(to->characters));       /* _POSIX_VDISABLE */
    for (size_t i = 0; i < PLACE_COUNT; i++) {
        to->characters[character_places[i][0]] = host.c_cc[character_places[i][1]];
    }
    return 0;
}

static int
shim_tcsetattr(int fd, int when, const struct darwin_termios *settings)
{
    enum { SOFT = 0x10 };               /* do not change what hardware there is */
    struct termios host;
    if (tcgetattr(fd, &host) != 0) {
        return -1;
    }
    host.c_iflag = flags_from_darwin(input_flags, settings->input);
    host.c_oflag = flags_from_darwin(output_flags, settings->output);
    host.c_cflag = flags_from_darwin(control_flags, settings->control);
    host.c_lflag = flags_from_darwin(local_flags, settings->local);
    for (size_t i = 0; i < PLACE_COUNT; i++) {
        host.c_cc[character_places[i][1]] = settings->characters[character_places[i][0]];
    }
    cfsetispeed(&host, speed_from_darwin(settings->input_speed));
    cfsetospeed(&host, speed_from_darwin(settings->output_speed));
    return tcsetattr(fd, when & ~SOFT, &host);
}

static uint64_t
shim_cfgetispeed(const struct darwin_termios *settings)
{
    return settings->input_speed;
}

static uint64_t
shim_cfgetospeed(const struct darwin_termios *settings)
{
    return settings->output_speed;
}

static int
shim_cfsetispeed(struct darwin_termios *settings, uint64_t speed)
{
    settings->input_speed = speed;
    return 0;
}

static int
shim_cfsetospeed(struct darwin_termios *settings, uint64_t speed)
{
    settings->output_speed = speed;
    return 0;
}

/* openpty() and forkpty(): without settings, which no program gives. */

static int
shim_openpty(int *master, int *slave, char *name, const void *settings, const void *size)
{
    if (settings != NULL) {
        errno = EINVAL;
        return -1;
    }
    return openpty(master, slave, name, NULL, size);
}

static pid_t
shim_forkpty(int *master, char *name, const void *settings, const void *size)
{
    if (settings != NULL) {
        errno = EINVAL;
        return -1;
    }
    return forkpty(master, name, NULL, size);
}

const struct symbol shims_terminals[] = {
    SHIM(cfgetispeed),
    SHIM(cfgetospeed),
    SHIM(cfsetispeed),
    SHIM(cfsetospeed),
    SHIM(forkpty),
    SHIM(openpty),
    SHIM(tcgetattr),
    SHIM(tcsetattr),
    SAME(grantpt),
    SAME(login_tty),
    SAME(ptsname_r),
    SAME(tcdrain),
    SAME(tcgetpgrp),
    SAME(tcsetpgrp),
    SAME(unlockpt),
    END_OF_SYMBOLS,
};
