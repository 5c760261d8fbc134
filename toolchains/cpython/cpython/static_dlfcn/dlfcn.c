/* <dlfcn.h> for static programs: the program itself is the only library there is.
 *
 * CPython and ctypes count on a dynamic loader. `import ctypes` opens the program (`CDLL(None)`) and
 * looks functions up in it, which musl's own dlopen() refuses in a static program. Here it succeeds,
 * and dlsym() searches a table that was made when the program was linked (symbol_table.h). Whatever
 * else is opened fails with a message. dladdr() and dl_iterate_phdr() stay musl's.
 */

/* For RTLD_DEFAULT. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "symbol_table.h"

/* What dlerror() returns next in this thread: a message, or "" for none. Long enough for the path
 * of a library that is not absurd; a longer one is cut. */
static _Thread_local char pending_message[512];

/* What dlerror() returned last, which stays as it is until it is called again. */
static _Thread_local char returned_message[sizeof(pending_message)];

/* The handle of the program: an address that nothing else has. */
static char program;

static int
is_program(const void *handle)
{
    return handle == &program || handle == RTLD_DEFAULT;
}

static int
compare_name(const void *name, const void *symbol)
{
    return strcmp(name, ((const struct static_symbol *)symbol)->name);
}

void *
dlopen(const char *file, int mode)
{
    (void)mode;
    if (file == NULL) {
        return &program;
    }
    snprintf(pending_message, sizeof(pending_message),
             "%s: this is a static executable, it cannot load libraries", file);
    return NULL;
}

void *
dlsym(void *restrict handle, const char *restrict name)
{
    if (!is_program(handle)) {
        snprintf(pending_message, sizeof(pending_message), "%s: not a handle of a library", name);
        return NULL;
    }
    const struct static_symbol *found = bsearch(name, static_symbols, static_symbol_count,
                                                sizeof(static_symbols[0]), compare_name);
    if (found == NULL) {
        snprintf(pending_message, sizeof(pending_message),
                 "%s: not among the symbols that this static executable offers: CPython's C API "
                 "and common functions of the C library", name);
        return NULL;
    }
    return found->address;
}

int
dlclose(void *handle)
{
    if (is_program(handle)) {
        return 0;
    }
    snprintf(pending_message, sizeof(pending_message), "not a handle of a library");
    return -1;
}

char *
dlerror(void)
{
    if (pending_message[0] == '\0') {
        return NULL;
    }
    memcpy(returned_message, pending_message, sizeof(returned_message));
    pending_message[0] = '\0';
    return returned_message;
}
