/* posix_spawn(). Darwin's attributes and file actions are pointers; they point to the host's. */
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>

#include "darwin_errno.h"
#include "darwin_files.h"
#include "darwin_signal.h"
#include "shims.h"

typedef posix_spawn_file_actions_t *file_actions;
typedef posix_spawnattr_t *attributes;

static int
shim_posix_spawn_file_actions_init(file_actions *actions)
{
    *actions = malloc(sizeof(**actions));
    return errno_to_darwin(*actions == NULL ? ENOMEM : posix_spawn_file_actions_init(*actions));
}

static int
shim_posix_spawn_file_actions_destroy(file_actions *actions)
{
    const int error = posix_spawn_file_actions_destroy(*actions);
    free(*actions);
    return errno_to_darwin(error);
}

static int
shim_posix_spawn_file_actions_addclose(file_actions *actions, int fd)
{
    return errno_to_darwin(posix_spawn_file_actions_addclose(*actions, fd));
}

static int
shim_posix_spawn_file_actions_adddup2(file_actions *actions, int fd, int new_fd)
{
    return errno_to_darwin(posix_spawn_file_actions_adddup2(*actions, fd, new_fd));
}

static int
shim_posix_spawn_file_actions_addopen(file_actions *actions, int fd, const char *path, int flags,
                                      unsigned mode)
{
    return errno_to_darwin(posix_spawn_file_actions_addopen(
        *actions, fd, path, files_open_flags_from_darwin(flags), mode));
}

static int
shim_posix_spawnattr_init(attributes *to)
{
    *to = malloc(sizeof(**to));
    return errno_to_darwin(*to == NULL ? ENOMEM : posix_spawnattr_init(*to));
}

static int
shim_posix_spawnattr_destroy(attributes *of)
{
    const int error = posix_spawnattr_destroy(*of);
    free(*of);
    return errno_to_darwin(error);
}

static int
shim_posix_spawnattr_setflags(attributes *of, short flags)
{
    enum { SAME_FLAGS = POSIX_SPAWN_RESETIDS | POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF
           | POSIX_SPAWN_SETSIGMASK, DARWIN_SETSID = 0x400 };
    if ((flags & ~(SAME_FLAGS | DARWIN_SETSID)) != 0) {
        return EINVAL;
    }
    const int host = (flags & SAME_FLAGS) | (flags & DARWIN_SETSID ? POSIX_SPAWN_SETSID : 0);
    return errno_to_darwin(posix_spawnattr_setflags(*of, (short)host));
}

static int
shim_posix_spawnattr_setpgroup(attributes *of, pid_t group)
{
    return errno_to_darwin(posix_spawnattr_setpgroup(*of, group));
}

static int
shim_posix_spawnattr_setsigdefault(attributes *of, const uint32_t *set)
{
    const sigset_t host = signal_set_from_darwin(*set);
    return errno_to_darwin(posix_spawnattr_setsigdefault(*of, &host));
}

static int
shim_posix_spawnattr_setsigmask(attributes *of, const uint32_t *set)
{
    const sigset_t host = signal_set_from_darwin(*set);
    return errno_to_darwin(posix_spawnattr_setsigmask(*of, &host));
}

static int
shim_posix_spawn(pid_t *process, const char *path, const file_actions *actions,
                 const attributes *of, char *const *argv, char *const *environment)
{
    return errno_to_darwin(posix_spawn(process, path, actions == NULL ? NULL : *actions,
                                       of == NULL ? NULL : *of, argv, environment));
}

static int
shim_posix_spawnp(pid_t *process, const char *name, const file_actions *actions,
                  const attributes *of, char *const *argv, char *const *environment)
{
    return errno_to_darwin(posix_spawnp(process, name, actions == NULL ? NULL : *actions,
                                        of == NULL ? NULL : *of, argv, environment));
}

const struct symbol shims_spawn[] = {
    SHIM(posix_spawn),
    SHIM(posix_spawn_file_actions_addclose),
    SHIM(posix_spawn_file_actions_adddup2),
    SHIM(posix_spawn_file_actions_addopen),
    SHIM(posix_spawn_file_actions_destroy),
    SHIM(posix_spawn_file_actions_init),
    SHIM(posix_spawnattr_destroy),
    SHIM(posix_spawnattr_init),
    SHIM(posix_spawnattr_setflags),
    SHIM(posix_spawnattr_setpgroup),
    SHIM(posix_spawnattr_setsigdefault),
    SHIM(posix_spawnattr_setsigmask),
    SHIM(posix_spawnp),
    END_OF_SYMBOLS,
};
