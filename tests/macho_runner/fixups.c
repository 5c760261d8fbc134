/* The opcodes are those of Apple's <mach-o/loader.h>: REBASE_OPCODE_... and BIND_OPCODE_... */
#include "fixups.h"

#include <string.h>

#include "fatal.h"

enum { OPCODE_MASK = 0xf0, IMMEDIATE_MASK = 0x0f };

static uintptr_t
place(const struct image *image, size_t segment, uint64_t offset)
{
    if (segment >= image->segment_count || offset > image->segments[segment].vmsize
        || image->segments[segment].vmsize - offset < sizeof(uintptr_t))
    {
        fatal("a pointer to fix lies outside of its segment");
    }
    return (uintptr_t)(image->segments[segment].vmaddr + offset) + image->slide;
}

static void
rebase(const struct image *image)
{
    const uint8_t *position = image->fixups.rebase.start;
    const uint8_t *const end = position + image->fixups.rebase.size;
    size_t segment = 0;
    uint64_t offset = 0;
    while (position < end) {
        const uint8_t opcode = *position & OPCODE_MASK;
        const uint8_t immediate = *position++ & IMMEDIATE_MASK;
        uint64_t count = 0, skip = 0;
        switch (opcode) {
        case 0x00:                      /* DONE */
            return;
        case 0x10:                      /* SET_TYPE_IMM */
            if (immediate != 1) {
                fatal("a rebase of type %d", immediate);
            }
            break;
        case 0x20:                      /* SET_SEGMENT_AND_OFFSET_ULEB */
            segment = immediate;
            offset = image_read_uleb(&position, end);
            break;
        case 0x30:                      /* ADD_ADDR_ULEB */
            offset += image_read_uleb(&position, end);
            break;
        case 0x40:                      /* ADD_ADDR_IMM_SCALED */
            offset += immediate * sizeof(uintptr_t);
            break;
        case 0x50:                      /* DO_REBASE_IMM_TIMES */
            count = immediate;
            break;
        case 0x60:                      /* DO_REBASE_ULEB_TIMES */
            count = image_read_uleb(&position, end);
            break;
        case 0x70:                      /* DO_REBASE_ADD_ADDR_ULEB */
            count = 1;
            skip = image_read_uleb(&position, end);
            break;
        case 0x80:                      /* DO_REBASE_ULEB_TIMES_SKIPPING_ULEB */
            count = image_read_uleb(&position, end);
            skip = image_read_uleb(&position, end);
            break;
        default:
            fatal("unknown rebase opcode %#x", opcode);
        }
        for (; count > 0; count--) {
            *(uintptr_t *)place(image, segment, offset) += image->slide;
            offset += sizeof(uintptr_t) + skip;
        }
    }
}

static int64_t
read_sleb(const uint8_t **position, const uint8_t *end)
{
    const uint8_t *const start = *position;
    uint64_t value = image_read_uleb(position, end);
    const unsigned bits = (unsigned)(*position - start) * 7;
    if (bits < 64 && ((*position)[-1] & 0x40) != 0) {
        value |= ~(uint64_t)0 << bits;
    }
    return (int64_t)value;
}

/* `lazy`: each symbol has its own little program, and DONE only ends that. */
static void
bind(const struct image *image, struct image_slice program, bool lazy, fixups_resolver *resolve)
{
    const uint8_t *position = program.start;
    const uint8_t *const end = position + program.size;
    const char *name = "";
    int64_t library = FIXUPS_OWN;
    bool weak = false;
    int64_t addend = 0;
    size_t segment = 0;
    uint64_t offset = 0;
    while (position < end) {
        const uint8_t opcode = *position & OPCODE_MASK;
        const uint8_t immediate = *position++ & IMMEDIATE_MASK;
        uint64_t count = 0, skip = 0;
        switch (opcode) {
        case 0x00:                      /* DONE */
            if (!lazy) {
                return;
            }
            break;
        case 0x10:                      /* SET_DYLIB_ORDINAL_IMM */
            library = immediate;
            break;
        case 0x20:                      /* SET_DYLIB_ORDINAL_ULEB */
            library = (int64_t)image_read_uleb(&position, end);
            break;
        case 0x30:                      /* SET_DYLIB_SPECIAL_IMM: four bits of a negative number */
            library = immediate == 0 ? FIXUPS_OWN : (int64_t)immediate - 16;
            break;
        case 0x40:                      /* SET_SYMBOL_TRAILING_FLAGS_IMM */
            name = (const char *)position;
            weak = (immediate & 1) != 0;
            position += strnlen(name, (size_t)(end - position)) + 1;
            break;
        case 0x50:                      /* SET_TYPE_IMM */
            if (immediate != 1) {
                fatal("%s: a bind of type %d", name, immediate);
            }
            break;
        case 0x60:                      /* SET_ADDEND_SLEB */
            addend = read_sleb(&position, end);
            break;
        case 0x70:                      /* SET_SEGMENT_AND_OFFSET_ULEB */
            segment = immediate;
            offset = image_read_uleb(&position, end);
            break;
        case 0x80:                      /* ADD_ADDR_ULEB */
            offset += image_read_uleb(&position, end);
            break;
        case 0x90:                      /* DO_BIND */
            count = 1;
            break;
        case 0xa0:                      /* DO_BIND_ADD_ADDR_ULEB */
            count = 1;
            skip = image_read_uleb(&position, end);
            break;
        case 0xb0:                      /* DO_BIND_ADD_ADDR_IMM_SCALED */
            count = 1;
            skip = immediate * sizeof(uintptr_t);
            break;
        case 0xc0:                      /* DO_BIND_ULEB_TIMES_SKIPPING_ULEB */
            count = image_read_uleb(&position, end);
            skip = image_read_uleb(&position, end);
            break;
        default:
            fatal("unknown bind opcode %#x", opcode);
        }
        for (; count > 0; count--) {
            const uintptr_t address = resolve(image, library, name, weak);
            *(uintptr_t *)place(image, segment, offset) =
                address == 0 ? 0 : address + (uintptr_t)addend;
            offset += sizeof(uintptr_t) + skip;
        }
    }
}

void
fixups_apply(const struct image *image, fixups_resolver *resolve)
{
    rebase(image);
    bind(image, image->fixups.bind, false, resolve);
    bind(image, image->fixups.lazy_bind, true, resolve);
    /* Weak definitions: the image has its own already, and keeps it beside those of other images. */
}
