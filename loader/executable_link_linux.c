/* For what C11 alone does not declare. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "executable_link.h"

#include <elf.h>
#include <link.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/auxv.h>

/* Whether the executable names a dynamic loader. */
static bool
is_dynamic(void)
{
    const ElfW(Phdr) *headers = (const void *)getauxval(AT_PHDR);
    const size_t count = headers == NULL ? 0 : getauxval(AT_PHNUM);
    for (size_t i = 0; i < count; i++) {
        if (headers[i].p_type == PT_INTERP) {
            return true;
        }
    }
    return false;
}

const char *
executable_link(void)
{
    /* The address of the dynamic loader that the kernel has loaded for the program it was given.
     * A static executable needs none, and neither does a dynamic loader. */
    if (getauxval(AT_BASE) == 0 && is_dynamic()) {
        return NULL;
    }
    return "/proc/self/exe";
}
