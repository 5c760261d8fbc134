/* The dynamic linker: what it tells of the program, and what the program finds by name. */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "../fatal.h"
#include "../libraries.h"
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

static _Thread_local char last_error[LIBRARIES_PROBLEM_SIZE];
static _Thread_local char told_error[LIBRARIES_PROBLEM_SIZE];

/* A handle is an image. */
static void *
shim_dlopen(const char *path, int mode)
{
    (void)mode;
    if (path == NULL) {
        return &runner.image;
    }
    if (path[0] != '/') {
        snprintf(last_error, sizeof(last_error),
                 "%s: macho_runner opens only libraries with absolute paths", path);
        return NULL;
    }
    return (void *)libraries_open(path, last_error);
}

static void *
shim_dlsym(void *handle, const char *name)
{
    /* Other handles are the program's, or numbers that mean to look everywhere. */
    const struct image *const image = libraries_has(handle) ? handle : &runner.image;
    char symbol[256];
    const int size = snprintf(symbol, sizeof(symbol), "_%s", name);
    uintptr_t address = 0;
    if (size > 0 && (size_t)size < sizeof(symbol)) {
        address = libraries_find(image, symbol);
    }
    if (address == 0) {
        snprintf(last_error, sizeof(last_error), "symbol not found: %s", name);
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
    if (last_error[0] == '\0') {
        return NULL;
    }
    memcpy(told_error, last_error, sizeof(told_error));
    last_error[0] = '\0';
    return told_error;
}

/* What dladdr() tells, in <dlfcn.h> of both systems. */
static int
shim_dladdr(const void *address, Dl_info *info)
{
    const struct image *const image = libraries_at((uintptr_t)address);
    if (image == NULL) {
        return 0;
    }
    *info = (Dl_info){.dli_fname = image->path, .dli_fbase = (void *)image->header};
    return 1;
}

/* Rust's destructors of thread-local variables. Threads end without them. */
static void
shim__tlv_atexit(void (*destructor)(void *), void *variable)
{
    (void)destructor;
    (void)variable;
}

/* Thread-local variables and lazily bound symbols are prepared before an image's code runs. */

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
    SHIM(_tlv_atexit),
    SHIM(_tlv_bootstrap),
    SHIM(dladdr),
    SHIM(dlclose),
    SHIM(dlerror),
    SHIM(dlopen),
    SHIM(dlsym),

    {"dyld_stub_binder", (const void *)shim_dyld_stub_binder},
    SHIM(getsectiondata),
    END_OF_SYMBOLS,
};
