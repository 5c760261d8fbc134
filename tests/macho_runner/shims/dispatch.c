/* Of Grand Central Dispatch the semaphores, with which Rust lets threads wait. */
#include <errno.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdlib.h>

#include "../fatal.h"
#include "shims.h"

static const uint64_t dispatch_time_forever = UINT64_MAX;

static sem_t *
shim_dispatch_semaphore_create(intptr_t value)
{
    sem_t *const semaphore = malloc(sizeof(*semaphore));
    if (semaphore == NULL || value < 0 || sem_init(semaphore, 0, (unsigned)value) != 0) {
        free(semaphore);
        return NULL;
    }
    return semaphore;
}

static intptr_t
shim_dispatch_semaphore_signal(sem_t *semaphore)
{
    return sem_post(semaphore);
}

static intptr_t
shim_dispatch_semaphore_wait(sem_t *semaphore, uint64_t timeout)
{
    if (timeout != dispatch_time_forever) {
        fatal("dispatch_semaphore_wait() with a time is not supported");
    }
    while (sem_wait(semaphore) != 0 && errno == EINTR) {
    }
    return 0;
}

/* Nothing but semaphores is made here. */
static void
shim_dispatch_release(sem_t *semaphore)
{
    sem_destroy(semaphore);
    free(semaphore);
}

const struct symbol shims_dispatch[] = {
    SHIM(dispatch_release),
    SHIM(dispatch_semaphore_create),
    SHIM(dispatch_semaphore_signal),
    SHIM(dispatch_semaphore_wait),
    END_OF_SYMBOLS,
};
