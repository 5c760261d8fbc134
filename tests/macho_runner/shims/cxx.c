/* What of the C++ library libraries need to be loaded and to get memory. There are no exceptions. */
#include <stdlib.h>

#include "../fatal.h"
#include "shims.h"

static void *
shim_new(size_t size)
{
    void *const memory = malloc(size != 0 ? size : 1);
    if (memory == NULL) {
        fatal("no memory for operator new, and exceptions are not supported");
    }
    return memory;
}

static void
shim_delete(void *memory)
{
    free(memory);
}

static void
shim_delete_sized(void *memory, size_t size)
{
    (void)size;
    free(memory);
}

/* Of the host's C library, which does not declare it. */
int __cxa_atexit(void (*function)(void *), void *argument, void *image);

const struct symbol shims_cxx[] = {
    SAME(__cxa_atexit),
    {"__ZSt9terminatev", (const void *)abort},
    {"__ZdaPv", (const void *)shim_delete},
    {"__ZdaPvm", (const void *)shim_delete_sized},
    {"__ZdlPv", (const void *)shim_delete},
    {"__ZdlPvm", (const void *)shim_delete_sized},
    {"__Znam", (const void *)shim_new},
    {"__Znwm", (const void *)shim_new},
    END_OF_SYMBOLS,
};
