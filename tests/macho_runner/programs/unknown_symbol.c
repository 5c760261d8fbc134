/* Calls a function of libSystem that macho_runner has no shim for. */
#include <stdio.h>
#include <sys/mount.h>

int
main(void)
{
    struct statfs *mounts;
    puts("started");
    fflush(stdout);
    return getmntinfo(&mounts, MNT_NOWAIT);
}
