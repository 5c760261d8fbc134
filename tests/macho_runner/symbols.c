#include "symbols.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "fatal.h"
#include "shims/shims.h"

/* Each unknown symbol has some memory that cannot be accessed; the signal that this raises is
 * caught in crash.c. */
enum { MAX_UNKNOWN = 1024, ROOM = 4096 };

static struct {
    char *start;
    char *names[MAX_UNKNOWN];
    size_t count;
} unknown;

static const struct symbol *const *const tables = shims_tables;

static uintptr_t
find_exactly(const char *name, size_t size)
{
    for (const struct symbol *const *table = tables; *table != NULL; table++) {
        for (const struct symbol *symbol = *table; symbol->name != NULL; symbol++) {
            if (strncmp(symbol->name, name, size) == 0 && symbol->name[size] == '\0') {
                return (uintptr_t)symbol->address;
            }
        }
    }
    return 0;
}

uintptr_t
symbols_find(const char *name)
{
    const uintptr_t address = find_exactly(name, strlen(name));
    return address != 0 ? address : find_exactly(name, strcspn(name, "$"));
}

static uintptr_t
add_unknown(const char *name)
{
    for (size_t i = 0; i < unknown.count; i++) {
        if (strcmp(unknown.names[i], name) == 0) {
            return (uintptr_t)unknown.start + i * ROOM;
        }
    }
    if (unknown.start == NULL) {
        unknown.start = mmap(NULL, (size_t)MAX_UNKNOWN * ROOM, PROT_NONE,
                             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    }
    if (unknown.start == MAP_FAILED || unknown.count == MAX_UNKNOWN) {
        fatal("too many unknown symbols");
    }
    unknown.names[unknown.count] = strdup(name);
    return (uintptr_t)unknown.start + unknown.count++ * ROOM;
}

uintptr_t
symbols_resolve(const char *name, bool weak)
{
    const uintptr_t address = symbols_find(name);
    return address != 0 || weak ? address : add_unknown(name);
}

const char *
symbols_unknown_at(uintptr_t address)
{
    const uintptr_t start = (uintptr_t)unknown.start;
    if (start == 0 || address < start || address >= start + unknown.count * ROOM) {
        return NULL;
    }
    return unknown.names[(address - start) / ROOM];
}
