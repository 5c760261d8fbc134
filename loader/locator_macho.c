/* The locator for Mach-O executables. */
#include "locator.h"

#include <mach-o/getsect.h>
#include <mach-o/ldsyms.h>
#include <stdint.h>

/* The place for the packed resources: a segment of its own, which the linker puts last but for its
 * own data, so that `tools/attach` can make it as large as they are. Zero until then; volatile,
 * because the compiler must not believe the zero that it sees. */
__attribute__((section("__PYPACK,__pypack"), used))
static const volatile uint64_t reserved_place = 0;

enum locator_status
locator_find(const void **address, size_t *size)
{
    unsigned long section_size = 0;
    const uint8_t *section =
        getsectiondata(&_mh_execute_header, "__PYPACK", "__pypack", &section_size);
    if (section != (const volatile void *)&reserved_place) {
        return LOCATOR_NOT_MAPPED;
    }
    if (reserved_place == 0) {
        return LOCATOR_NOT_ATTACHED;
    }
    /* Nothing is truncated: the kernel starts no program with a segment beyond the end of its file,
     * and the linker's data and the signature lie behind the packed resources. */
    *address = section;
    *size = (size_t)section_size;
    return LOCATOR_OK;
}
