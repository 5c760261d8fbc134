/* Files and folders. Structures and numbers are those of Darwin's <sys/stat.h>, <fcntl.h>,
 * <dirent.h>, <sys/ioccom.h> and <unistd.h>. */
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/uio.h>
#include <unistd.h>

#include "darwin_errno.h"
#include "darwin_files.h"
#include "darwin_time.h"
#include "shims.h"
#include "variadic.h"

struct darwin_stat {
    int32_t device;
    uint16_t mode, link_count;
    uint64_t inode;
    uint32_t user, group;
    int32_t special_device, padding;
    struct timespec accessed, modified, changed, born;
    int64_t size, blocks;
    int32_t block_size;
    uint32_t flags, generation;
    int32_t spare;
    int64_t more_spare[2];
};

/* Fills in Darwin's structure if `result` is 0. Returns `result`. */
static int
stat_to_darwin(int result, const struct stat *status, struct darwin_stat *to)
{
    if (result == 0) {
        *to = (struct darwin_stat){
            .device = (int32_t)status->st_dev,
            .mode = (uint16_t)status->st_mode,
            .link_count = (uint16_t)status->st_nlink,
            .inode = status->st_ino,
            .user = status->st_uid,
            .group = status->st_gid,
            .special_device = (int32_t)status->st_rdev,
            .accessed = status->st_atim,
            .modified = status->st_mtim,
            .changed = status->st_ctim,
            .born = status->st_ctim,
            .size = status->st_size,
            .blocks = status->st_blocks,
            .block_size = (int32_t)status->st_blksize,
        };
    }
    return result;
}

static int
host_folder(int fd)
{
    enum { DARWIN_AT_FDCWD = -2 };
    return fd == DARWIN_AT_FDCWD ? AT_FDCWD : fd;
}

static int
host_at_flags(int flags)
{
    return (flags & 0x10 ? AT_EACCESS : 0) | (flags & 0x20 ? AT_SYMLINK_NOFOLLOW : 0)
        | (flags & 0x40 ? AT_SYMLINK_FOLLOW : 0) | (flags & 0x80 ? AT_REMOVEDIR : 0);
}

static int
shim_stat(const char *path, struct darwin_stat *to)
{
    struct stat status;
    return stat_to_darwin(stat(path, &status), &status, to);
}

static int
shim_lstat(const char *path, struct darwin_stat *to)
{
    struct stat status;
    return stat_to_darwin(lstat(path, &status), &status, to);
}

static int
shim_fstat(int fd, struct darwin_stat *to)
{
    struct stat status;
    return stat_to_darwin(fstat(fd, &status), &status, to);
}

static int
shim_fstatat(int folder, const char *path, struct darwin_stat *to, int flags)
{
    struct stat status;
    return stat_to_darwin(fstatat(host_folder(folder), path, &status, host_at_flags(flags)),
                          &status, to);
}

static int
shim_faccessat(int folder, const char *path, int mode, int flags)
{
    return faccessat(host_folder(folder), path, mode, host_at_flags(flags));
}

static int
shim_fchmodat(int folder, const char *path, mode_t mode, int flags)
{
    return fchmodat(host_folder(folder), path, mode, host_at_flags(flags));
}

static int
shim_fchownat(int folder, const char *path, uid_t user, gid_t group, int flags)
{
    return fchownat(host_folder(folder), path, user, group, host_at_flags(flags));
}

static int
shim_linkat(int folder, const char *path, int new_folder, const char *new_path, int flags)
{
    return linkat(host_folder(folder), path, host_folder(new_folder), new_path,
                  host_at_flags(flags));
}

static int
shim_mkdirat(int folder, const char *path, mode_t mode)
{
    return mkdirat(host_folder(folder), path, mode);
}

static ssize_t
shim_readlinkat(int folder, const char *path, char *to, size_t size)
{
    return readlinkat(host_folder(folder), path, to, size);
}

static int
shim_renameat(int folder, const char *path, int new_folder, const char *new_path)
{
    return renameat(host_folder(folder), path, host_folder(new_folder), new_path);
}

static int
shim_symlinkat(const char *target, int folder, const char *path)
{
    return symlinkat(target, host_folder(folder), path);
}

static int
shim_unlinkat(int folder, const char *path, int flags)
{
    return unlinkat(host_folder(folder), path, host_at_flags(flags));
}

/* Darwin's UTIME_NOW and UTIME_OMIT are -1 and -2 as nanoseconds. NULL, for now, stays NULL. */
static const struct timespec *
host_times(const struct timespec *times, struct timespec host[2])
{
    if (times == NULL) {
        return NULL;
    }
    for (int i = 0; i < 2; i++) {
        host[i] = times[i];
        if (times[i].tv_nsec == -1) {
            host[i].tv_nsec = UTIME_NOW;
        } else if (times[i].tv_nsec == -2) {
            host[i].tv_nsec = UTIME_OMIT;
        }
    }
    return host;
}

static int
shim_utimensat(int folder, const char *path, const struct timespec *times, int flags)
{
    struct timespec host[2];
    return utimensat(host_folder(folder), path, host_times(times, host), host_at_flags(flags));
}

static int
shim_futimens(int fd, const struct timespec *times)
{
    struct timespec host[2];
    return futimens(fd, host_times(times, host));
}

int
files_open_flags_from_darwin(int flags)
{
    enum { ACCESS_MODE = 3 };
    static const struct {
        int darwin, host;
    } others[] = {
        {0x4, O_NONBLOCK}, {0x8, O_APPEND}, {0x80, O_SYNC}, {0x100, O_NOFOLLOW}, {0x200, O_CREAT},
        {0x400, O_TRUNC}, {0x800, O_EXCL}, {0x20000, O_NOCTTY}, {0x100000, O_DIRECTORY},
        {0x400000, O_DSYNC}, {0x1000000, O_CLOEXEC},
    };
    int host = flags & ACCESS_MODE;
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        host |= flags & others[i].darwin ? others[i].host : 0;
    }
    return host;
}

static int
darwin_status_flags(int host)
{
    return (host & O_ACCMODE) | (host & O_NONBLOCK ? 0x4 : 0) | (host & O_APPEND ? 0x8 : 0);
}

int
shim_openat(int folder, const char *path, int flags, darwin_va_list rest)
{
    va_list values;
    darwin_va_start(&values, rest);
    /* Only there if the file may be created. */
    const mode_t mode = files_open_flags_from_darwin(flags) & O_CREAT ? (mode_t)va_arg(values, int) : 0;
    va_end(values);
    return openat(host_folder(folder), path, files_open_flags_from_darwin(flags), mode);
}
VARIADIC_3(openat, int, const char *, int);

int
shim_open(const char *path, int flags, darwin_va_list rest)
{
    enum { DARWIN_AT_FDCWD = -2 };
    return shim_openat(DARWIN_AT_FDCWD, path, flags, rest);
}
VARIADIC_2(open, const char *, int);

int
shim_shm_open(const char *name, int flags, darwin_va_list rest)
{
    va_list values;
    darwin_va_start(&values, rest);
    const mode_t mode = files_open_flags_from_darwin(flags) & O_CREAT ? (mode_t)va_arg(values, int) : 0;
    va_end(values);
    return shm_open(name, files_open_flags_from_darwin(flags), mode);
}
VARIADIC_2(shm_open, const char *, int);

struct darwin_flock {
    int64_t start, size;
    int32_t process;
    int16_t type, whence;
};

static int
lock(int fd, int command, struct darwin_flock *wanted)
{
    enum { DARWIN_RDLCK = 1, DARWIN_UNLCK = 2, DARWIN_WRLCK = 3 };
    struct flock host = {
        .l_type = wanted->type == DARWIN_RDLCK ? F_RDLCK
            : wanted->type == DARWIN_WRLCK ? F_WRLCK : F_UNLCK,
        .l_whence = wanted->whence,
        .l_start = wanted->start,
        .l_len = wanted->size,
    };
    const int result = fcntl(fd, command, &host);
    if (result == 0 && command == F_GETLK) {
        *wanted = (struct darwin_flock){
            .start = host.l_start,
            .size = host.l_len,
            .process = host.l_pid,
            .type = host.l_type == F_RDLCK ? DARWIN_RDLCK
                : host.l_type == F_WRLCK ? DARWIN_WRLCK : DARWIN_UNLCK,
            .whence = host.l_whence,
        };
    }
    return result;
}

static int
path_of(int fd, char *to)
{
    enum { DARWIN_MAXPATHLEN = 1024 };
    char link[32];
    snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
    const ssize_t size = readlink(link, to, DARWIN_MAXPATHLEN - 1);
    if (size < 0) {
        return -1;
    }
    to[size] = '\0';
    return 0;
}

int
shim_fcntl(int fd, int command, darwin_va_list rest)
{
    va_list values;
    darwin_va_start(&values, rest);
    void *const pointer = va_arg(values, void *);
    va_end(values);
    const int number = (int)(intptr_t)pointer;
    switch (command) {
    case 0:                             /* F_DUPFD */
        return fcntl(fd, F_DUPFD, number);
    case 1:
        return fcntl(fd, F_GETFD);
    case 2:
        return fcntl(fd, F_SETFD, number);
    case 3: {                           /* F_GETFL */
        const int flags = fcntl(fd, F_GETFL);
        return flags < 0 ? flags : darwin_status_flags(flags);
    }
    case 4:                             /* F_SETFL */
        return fcntl(fd, F_SETFL, files_open_flags_from_darwin(number));
    case 7:
        return lock(fd, F_GETLK, pointer);
    case 8:
        return lock(fd, F_SETLK, pointer);
    case 9:
        return lock(fd, F_SETLKW, pointer);
    case 50:                            /* F_GETPATH */
        return path_of(fd, pointer);
    case 51:                            /* F_FULLFSYNC */
    case 85:                            /* F_BARRIERFSYNC */
        return fsync(fd);
    case 67:                            /* F_DUPFD_CLOEXEC */
        return fcntl(fd, F_DUPFD_CLOEXEC, number);
    default:
        errno = EINVAL;
        return -1;
    }
}
VARIADIC_2(fcntl, int, int);

int
shim_ioctl(int fd, unsigned long request, darwin_va_list rest)
{
    va_list values;
    darwin_va_start(&values, rest);
    void *const pointer = va_arg(values, void *);
    va_end(values);
    switch (request) {
    case 0x20006601:                    /* FIOCLEX */
        return fcntl(fd, F_SETFD, FD_CLOEXEC);
    case 0x20006602:                    /* FIONCLEX */
        return fcntl(fd, F_SETFD, 0);
    case 0x40087468:                    /* TIOCGWINSZ */
        return ioctl(fd, TIOCGWINSZ, pointer);
    case 0x4004667f:                    /* FIONREAD */
        return ioctl(fd, FIONREAD, pointer);
    case 0x8004667e:                    /* FIONBIO */
        return ioctl(fd, FIONBIO, pointer);
    default:
        errno = ENOTTY;
        return -1;
    }
}
VARIADIC_2(ioctl, int, unsigned long);

struct darwin_dirent {
    uint64_t inode, seek_offset;
    uint16_t record_size, name_size;
    uint8_t type;
    char name[1024];
};

static struct darwin_dirent *
shim_readdir(DIR *folder)
{
    static _Thread_local struct darwin_dirent result;
    const struct dirent *entry = readdir(folder);
    if (entry == NULL) {
        return NULL;
    }
    result = (struct darwin_dirent){
        .inode = entry->d_ino,
        .record_size = sizeof(result),
        .name_size = (uint16_t)strlen(entry->d_name),
        .type = entry->d_type,
    };
    strcpy(result.name, entry->d_name);
    return &result;
}

static int
shim_select(int count, fd_set *readable, fd_set *writable, fd_set *exceptional,
            const struct darwin_timeval *timeout)
{
    if (timeout == NULL) {
        return select(count, readable, writable, exceptional, NULL);
    }
    struct timeval host = time_from_darwin(timeout);
    return select(count, readable, writable, exceptional, &host);
}

static int
shim___darwin_check_fd_set_overflow(int fd, const void *set, int unlimited)
{
    (void)set;
    (void)unlimited;
    return fd >= 0 && fd < FD_SETSIZE;
}

struct darwin_statfs {
    uint32_t block_size;
    int32_t transfer_size;
    uint64_t blocks, free_blocks, available_blocks, files, free_files;
    int32_t id[2];
    uint32_t owner, type, flags, subtype;
    char type_name[16], mounted_on[1024], mounted_from[1024];
    uint32_t extended_flags, reserved[7];
};

/* Every file system is a local, writable one with a name that tells that it is not Darwin's. */
static int
statfs_to_darwin(int result, const struct statfs *status, struct darwin_statfs *to)
{
    enum { MNT_LOCAL = 0x1000 };
    if (result == 0) {
        *to = (struct darwin_statfs){
            .block_size = (uint32_t)status->f_bsize,
            .transfer_size = (int32_t)status->f_bsize,
            .blocks = status->f_blocks,
            .free_blocks = status->f_bfree,
            .available_blocks = status->f_bavail,
            .files = status->f_files,
            .free_files = status->f_ffree,
            .flags = MNT_LOCAL,
            .type_name = "linux",
            .mounted_on = "/",
        };
    }
    return result;
}

static int
shim_statfs(const char *path, struct darwin_statfs *to)
{
    struct statfs status;
    return statfs_to_darwin(statfs(path, &status), &status, to);
}

static int
shim_fstatfs(int fd, struct darwin_statfs *to)
{
    struct statfs status;
    return statfs_to_darwin(fstatfs(fd, &status), &status, to);
}

/* pathconf(): what all the host's file systems say. */
static long
shim_pathconf(const char *path, int name)
{
    static const int names[] = {
        -1, _PC_LINK_MAX, _PC_MAX_CANON, _PC_MAX_INPUT, _PC_NAME_MAX, _PC_PATH_MAX, _PC_PIPE_BUF,
        _PC_CHOWN_RESTRICTED, _PC_NO_TRUNC, _PC_VDISABLE,
    };
    const int known = name > 0 && (size_t)name < sizeof(names) / sizeof(names[0]);
    return pathconf(path, known ? names[name] : -1);
}

static long
shim_fpathconf(int fd, int name)
{
    (void)fd;
    return shim_pathconf("/", name);
}

/* File flags are not known to the host's file systems. */
static int
shim_chflags(const char *path, unsigned flags)
{
    (void)path;
    (void)flags;
    errno = ENOTSUP;
    return -1;
}

const struct symbol shims_files[] = {
    SHIM(__darwin_check_fd_set_overflow),
    SHIM(chflags),
    SHIM(faccessat),
    SHIM(fchmodat),
    SHIM(fchownat),
    SHIM(fstat),
    SHIM(fpathconf),
    SHIM(fstatat),
    SHIM(fstatfs),
    SHIM(futimens),
    {"_lchflags", (const void *)shim_chflags},
    SHIM(linkat),
    SHIM(lstat),
    SHIM(mkdirat),
    SHIM(pathconf),
    SHIM(readdir),
    SHIM(readlinkat),
    SHIM(renameat),
    SHIM(select),
    SHIM(stat),
    SHIM(statfs),
    SHIM(symlinkat),
    SHIM(unlinkat),
    SHIM(utimensat),
    SHIM_VARIADIC(fcntl),
    SHIM_VARIADIC(ioctl),
    SHIM_VARIADIC(open),
    SHIM_VARIADIC(openat),
    SHIM_VARIADIC(shm_open),
    SAME(access),
    SAME(chdir),
    SAME(chmod),
    SAME(chown),
    SAME(chroot),
    SAME(close),
    SAME(closedir),
    SAME(dirfd),
    SAME(dup),
    SAME(dup2),
    SAME(fchdir),
    SAME(fchmod),
    SAME(fchown),
    SAME(fdopendir),
    SAME(flock),
    SAME(fsync),
    SAME(ftruncate),
    SAME(getcwd),
    SAME(isatty),
    SAME(lchown),
    SAME(link),
    SAME(lockf),
    SAME(lseek),
    SAME(mkdir),
    SAME(mkfifo),
    SAME(mkstemp),
    SAME(opendir),
    SAME(pipe),
    SAME(poll),
    SAME(pread),
    SAME(preadv),
    SAME(pwrite),
    SAME(pwritev),
    SAME(read),
    SAME(readlink),
    SAME(readv),
    SAME(realpath),
    SAME(rename),
    SAME(rewinddir),
    SAME(rmdir),
    SAME(shm_unlink),
    SAME(symlink),
    SAME(sync),
    SAME(truncate),
    SAME(ttyname_r),
    SAME(umask),
    SAME(unlink),
    SAME(write),
    SAME(writev),
    END_OF_SYMBOLS,
};
