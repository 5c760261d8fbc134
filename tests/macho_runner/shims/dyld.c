/* The dynamic linker: what it tells of the program, and what the program finds by name. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "../fatal.h"
#include "../runner.h"
#include "../symbols.h"
#include "shims.h"

extern char **environ;

static int
shim__NSGetExecutablePath(char *to, uint32_t *size)
{
    const size_t needed = strlen(runner.image.path) + 1;
    if (*size < needed) {
        *size = (uint32_t)needed;
        return -1;
    }
    memcpy(to, runner.image.path, needed);
    return 0;
}

static char ***
shim__NSGetArgv(void)
{
    return &runner.argv;
}

static int *
shim__NSGetArgc(void)
{
    return &runner.argc;
}

static char ***
shim__NSGetEnviron(void)
{
    return &environ;
}

static const void *
shim_getsectiondata(const void *header, const char *segment, const char *name, unsigned long *size)
{
    const struct section_64 *section = image_find_section(&runner.image, segment, name);
    if (header != (const void *)runner.image.header || section == NULL) {
        return NULL;
    }
    *size = section->size;
    return (const void *)((uintptr_t)section->addr + runner.image.slide);
}

/* Every version is the oldest that the program is for: it must not count on more. */
static int
shim__availability_version_check(uint32_t count, const void *versions)
{
    (void)count;
    (void)versions;
    return 0;
}

static int
shim__dyld_shared_cache_contains_path(const char *path)
{
    (void)path;
    return 0;
}

/* Libraries cannot be loaded. The only handle is that of the program itself. */
static const char *last_error;

static void *
shim_dlopen(const char *path, int mode)
{
    (void)mode;
    if (path == NULL) {
        return &runner.image;
    }
    static char message[256];
    snprintf(message, sizeof(message), "%s: macho_runner loads no libraries", path);
    last_error = message;
    return NULL;
}

static void *
shim_dlsym(void *handle, const char *name)
{
    (void)handle;
    char symbol[256];
    const int size = snprintf(symbol, sizeof(symbol), "_%s", name);
    uintptr_t address = 0;
    if (size > 0 && (size_t)size < sizeof(symbol)) {
        address = image_find_export(&runner.image, symbol);
        address = address != 0 ? address : symbols_find(symbol);
    }
    if (address == 0) {
        last_error = "symbol not found";
    }
    return (void *)address;
}

static int
shim_dlclose(void *handle)
{
    (void)handle;
    return 0;
}

static const char *
shim_dlerror(void)
{
    const char *const error = last_error;
    last_error = NULL;
    return error;
}

/* Thread-local variables and lazily bound symbols are prepared before the program starts. */

static void
shim__tlv_bootstrap(void)
{
    fatal("a thread-local variable was not prepared");
}

static void
shim_dyld_stub_binder(void)
{
    fatal("a lazily bound symbol was not prepared");
}

const struct symbol shims_dyld[] = {
    SHIM(_NSGetArgc),
    SHIM(_NSGetArgv),
    SHIM(_NSGetEnviron),
    SHIM(_NSGetExecutablePath),
    SHIM(_availability_version_check),
    SHIM(_dyld_shared_cache_contains_path),
    SHIM(_tlv_bootstrap),
    SHIM(dlclose),
    SHIM(dlerror),
    SHIM(dlopen),
    SHIM(dlsym),

    {"dyld_stub_binder", (const void *)shim_dyld_stub_binder},
    SHIM(getsectiondata),
    END_OF_SYMBOLS,
};
