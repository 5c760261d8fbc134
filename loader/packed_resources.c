#include "packed_resources.h"

#include <string.h>

#include "checksum.h"

/* The layout below is that of docs/packed_resources.md; offsets are in bytes. */
#define FORMAT_VERSION 2u
#define HEADER_SIZE 160u
#define HEADER_CHECKED_SIZE 112u        /* the checksums and what is 0 follow */
#define SLOT_SIZE 12u
#define ENTRY_SIZE 72u
#define ENTRY_CHECKED_SIZE 68u          /* the checksum follows */
#define CHILD_SIZE 4u

#define MAX_FILE_SIZE (UINT64_C(1) << 40)
#define MAX_ENTRIES (UINT32_C(1) << 28)
#define MAX_NAME_SIZE 65535u
#define MIN_SLOTS 8u

#define ENTRY_FLAG_PACKAGE 0x01u
#define ENTRY_FLAG_NAMESPACE 0x02u
#define ENTRY_FLAG_EXTENSION 0x04u
#define ENTRY_FLAGS_KNOWN (ENTRY_FLAG_PACKAGE | ENTRY_FLAG_NAMESPACE | ENTRY_FLAG_EXTENSION)

static const unsigned char magic[8] = {0x89, 'P', 'Y', 'P', 'A', 'C', 'K', '\n'};

/* Loads are by bytes: they work for any alignment and on big-endian machines, and compilers turn
 * them into one instruction. */

static uint32_t
load_u32(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint64_t
load_u64(const unsigned char *p)
{
    return (uint64_t)load_u32(p) | (uint64_t)load_u32(p + 4) << 32;
}

/* Whether [offset, offset + size) lies in [0, limit), without overflow. */
static bool
in_range(uint64_t offset, uint64_t size, uint64_t limit)
{
    return offset <= limit && size <= limit - offset;
}

/* Whether a checksum is the one in the file. */
static bool
is_right(uint32_t checksum, uint32_t in_file)
{
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
    /* Fuzzers are to reach what comes after this. */
    (void)checksum;
    (void)in_file;
    return true;
#else
    return checksum == in_file;
#endif
}

static struct packed_slice
slice_at(const struct packed_resources *resources, uint64_t offset, uint64_t size)
{
    struct packed_slice slice = {(const char *)resources->base + offset, (size_t)size};
    return slice;
}

const char *
packed_status_message(enum packed_status status)
{
    switch (status) {
    case PACKED_OK:
        return "no error";
    case PACKED_NOT_FOUND:
        return "not found";
    case PACKED_END:
        return "no more";
    case PACKED_TRUNCATED:
        return "the packed resources are truncated";
    case PACKED_BAD_MAGIC:
        return "there are no packed resources where they should be";
    case PACKED_BAD_VERSION:
        return "the packed resources have a format version that this loader does not read";
    case PACKED_BAD_HEADER:
        return "the packed resources have a damaged header";
    case PACKED_BAD_CHECKSUM:
        return "the packed resources are damaged";
    case PACKED_BAD_INDEX:
        return "the packed resources have a damaged index";
    case PACKED_BAD_ENTRY:
        return "the packed resources have a damaged entry";
    case PACKED_BAD_CONFIG:
        return "the packed resources have a damaged configuration";
    case PACKED_BAD_CONTENT:
        return "the packed resources have damaged content";
    }
    return "unknown error";
}

enum packed_status
packed_resources_open(struct packed_resources *resources, const void *address, size_t size)
{
    const unsigned char *header = address;
    if (size < HEADER_SIZE) {
        return PACKED_TRUNCATED;
    }
    if (memcmp(header, magic, sizeof(magic)) != 0) {
        return PACKED_BAD_MAGIC;
    }
    if (load_u32(header + 8) != FORMAT_VERSION || load_u32(header + 12) != HEADER_SIZE
        || load_u32(header + 28) != 0)
    {
        return PACKED_BAD_VERSION;
    }
    const struct packed_resources opened = {
        .base = header,
        .size = load_u64(header + 16),
        .bytecode_magic = load_u32(header + 24),
        .entry_count = load_u32(header + 32),
        .slot_count = load_u32(header + 36),
        .slots_offset = load_u64(header + 40),
        .entries_offset = load_u64(header + 48),
        .children_offset = load_u64(header + 56),
        .children_count = load_u64(header + 64),
        .strings_offset = load_u64(header + 72),
        .strings_size = load_u64(header + 80),
        .config_offset = load_u64(header + 88),
        .config_size = load_u64(header + 96),
    };
    if (opened.size < HEADER_SIZE || opened.size > MAX_FILE_SIZE) {
        return PACKED_BAD_HEADER;
    }
    if (opened.size > size) {
        return PACKED_TRUNCATED;
    }
    /* The products below cannot overflow: both counts are below 2^32, children_count is checked
     * against the size of the file first. */
    if (opened.entry_count > MAX_ENTRIES || opened.slot_count < MIN_SLOTS
        || (opened.slot_count & (opened.slot_count - 1)) != 0
        || opened.slot_count / 2 < opened.entry_count || opened.children_count > opened.size
        || !in_range(opened.slots_offset, (uint64_t)opened.slot_count * SLOT_SIZE, opened.size)
        || !in_range(opened.entries_offset, (uint64_t)opened.entry_count * ENTRY_SIZE, opened.size)
        || !in_range(opened.children_offset, opened.children_count * CHILD_SIZE, opened.size)
        || !in_range(opened.strings_offset, opened.strings_size, opened.size)
        || !in_range(opened.config_offset, opened.config_size, opened.size)
        || load_u64(header + 104) > opened.size)
    {
        return PACKED_BAD_HEADER;
    }
    uint32_t checksum = checksum_add(CHECKSUM_OF_NOTHING, header, HEADER_CHECKED_SIZE);
    checksum = checksum_add(checksum, header + opened.config_offset, (size_t)opened.config_size);
    if (!is_right(checksum, load_u32(header + 144))) {
        return PACKED_BAD_CHECKSUM;
    }
    *resources = opened;
    return PACKED_OK;
}

uint32_t
packed_resources_bytecode_magic(const struct packed_resources *resources)
{
    return resources->bytecode_magic;
}

uint32_t
packed_resources_count(const struct packed_resources *resources)
{
    return resources->entry_count;
}

/* The hash of the index: 64 bit FNV-1a over the kind and the name, then the first half of
 * MurmurHash3's 64 bit finaliser, without which FNV's low bits depend on too little of the name. */
uint64_t
packed_resources_hash(enum packed_kind kind, const char *name, size_t name_size)
{
    const uint64_t prime = UINT64_C(0x100000001b3);
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    hash = (hash ^ (uint64_t)(unsigned char)kind) * prime;
    for (size_t i = 0; i < name_size; i++) {
        hash = (hash ^ (uint64_t)(unsigned char)name[i]) * prime;
    }
    hash ^= hash >> 33;
    hash *= UINT64_C(0xff51afd7ed558ccd);
    hash ^= hash >> 33;
    return hash;
}

/* `field` is that of the entry with the offset of the blob, its size and checksum. */
static bool
read_blob(const struct packed_resources *resources, const unsigned char *field,
          unsigned char encoding, uint32_t raw_size, struct packed_blob *blob)
{
    const uint64_t offset = load_u64(field);
    const uint32_t size = load_u32(field + 8);
    if (!in_range(offset, size, resources->size)) {
        return false;
    }
    if (encoding != PACKED_STORED && encoding != PACKED_ZLIB && encoding != PACKED_BESIDE) {
        return false;
    }
    if (encoding == PACKED_BESIDE && size != 0) {
        return false;
    }
    blob->stored = slice_at(resources, offset, size);
    blob->encoding = (enum packed_encoding)encoding;
    blob->raw_size = encoding == PACKED_STORED ? size : raw_size;
    blob->checksum = load_u32(field + 12);
    return true;
}

/* A string that is stored as its u32 size and its bytes. */
static bool
read_sized_string(const struct packed_resources *resources, uint32_t offset,
                  struct packed_slice *string)
{
    if (!in_range(offset, 4, resources->strings_size)) {
        return false;
    }
    const unsigned char *p = resources->base + resources->strings_offset + offset;
    uint32_t size = load_u32(p);
    if (!in_range((uint64_t)offset + 4, size, resources->strings_size)) {
        return false;
    }
    *string = slice_at(resources, resources->strings_offset + offset + 4, size);
    return true;
}

enum packed_status
packed_resources_entry(const struct packed_resources *resources, uint32_t index,
                       struct packed_entry *entry)
{
    if (index >= resources->entry_count) {
        return PACKED_END;
    }
    const unsigned char *p =
        resources->base + resources->entries_offset + (uint64_t)index * ENTRY_SIZE;
    const uint32_t name_offset = load_u32(p);
    const uint32_t name_size = load_u32(p + 4);
    const unsigned char kind = p[8];
    const unsigned char flags = p[9];
    const uint32_t path_offset = load_u32(p + 56);
    struct packed_entry checked = {
        .first_child = load_u32(p + 48),
        .child_count = load_u32(p + 52),
        .path = {"", 0},
    };

    if (kind != PACKED_MODULE && kind != PACKED_FILE && kind != PACKED_DIRECTORY) {
        return PACKED_BAD_ENTRY;
    }
    if (name_size > MAX_NAME_SIZE || !in_range(name_offset, name_size, resources->strings_size)) {
        return PACKED_BAD_ENTRY;
    }
    if ((flags & ~ENTRY_FLAGS_KNOWN) != 0 || (kind != PACKED_MODULE && flags != 0)) {
        return PACKED_BAD_ENTRY;
    }
    if (!in_range(checked.first_child, checked.child_count, resources->children_count)) {
        return PACKED_BAD_ENTRY;
    }
    checked.kind = (enum packed_kind)kind;
    checked.is_namespace = (flags & ENTRY_FLAG_NAMESPACE) != 0;
    checked.is_package = checked.is_namespace || (flags & ENTRY_FLAG_PACKAGE) != 0;
    checked.is_extension = (flags & ENTRY_FLAG_EXTENSION) != 0;
    if (checked.is_namespace && checked.is_extension) {
        return PACKED_BAD_ENTRY;
    }
    checked.name = slice_at(resources, resources->strings_offset + name_offset, name_size);
    if (!read_blob(resources, p + 16, p[10], load_u32(p + 12), &checked.data)) {
        return PACKED_BAD_ENTRY;
    }
    if (checked.data.encoding == PACKED_BESIDE && kind != PACKED_FILE && !checked.is_extension) {
        return PACKED_BAD_ENTRY;
    }
    if (!read_blob(resources, p + 32, p[11], load_u32(p + 60), &checked.source)
        || checked.source.encoding == PACKED_BESIDE)
    {
        return PACKED_BAD_ENTRY;
    }
    if (kind == PACKED_MODULE && !checked.is_namespace
        && !read_sized_string(resources, path_offset, &checked.path))
    {
        return PACKED_BAD_ENTRY;
    }
    uint32_t checksum = checksum_add(CHECKSUM_OF_NOTHING, p, ENTRY_CHECKED_SIZE);
    checksum = checksum_add(checksum, checked.name.data, checked.name.size);
    checksum = checksum_add(checksum, checked.path.data, checked.path.size);
    if (!is_right(checksum, load_u32(p + ENTRY_CHECKED_SIZE))) {
        return PACKED_BAD_ENTRY;
    }
    *entry = checked;
    return PACKED_OK;
}

/* Whether the list of children, which is not empty and lies in its table, is what was written. Its
 * checksum is before it. */
static bool
children_are_intact(const struct packed_resources *resources, uint32_t first, uint32_t count)
{
    if (first == 0) {
        return false;
    }
    const unsigned char *p =
        resources->base + resources->children_offset + (uint64_t)first * CHILD_SIZE;
    return is_right(checksum_add(CHECKSUM_OF_NOTHING, p, (size_t)count * CHILD_SIZE),
                    load_u32(p - CHILD_SIZE));
}

enum packed_status
packed_resources_find(const struct packed_resources *resources, enum packed_kind kind,
                      const char *name, size_t name_size, struct packed_entry *entry)
{
    if (name_size > MAX_NAME_SIZE) {
        return PACKED_NOT_FOUND;
    }
    const uint64_t hash = packed_resources_hash(kind, name, name_size);
    const uint32_t tag = (uint32_t)(hash >> 32);
    const uint32_t mask = resources->slot_count - 1;
    const unsigned char *slots = resources->base + resources->slots_offset;
    uint32_t slot = (uint32_t)hash & mask;
    /* A well made table has empty slots; the bound is for one that is damaged. */
    for (uint32_t probes = 0; probes < resources->slot_count; probes++) {
        const unsigned char *p = slots + (uint64_t)slot * SLOT_SIZE;
        const uint32_t slot_tag = load_u32(p);
        const uint32_t number = load_u32(p + 4);
        if (!is_right(~(slot_tag ^ number), load_u32(p + 8)) || number > resources->entry_count) {
            return PACKED_BAD_INDEX;
        }
        if (number == 0) {
            return PACKED_NOT_FOUND;
        }
        if (slot_tag == tag) {
            struct packed_entry found;
            const enum packed_status status =
                packed_resources_entry(resources, number - 1, &found);
            if (status != PACKED_OK) {
                return status;
            }
            if (found.kind == kind && found.name.size == name_size
                && (name_size == 0 || memcmp(found.name.data, name, name_size) == 0))
            {
                *entry = found;
                return PACKED_OK;
            }
        }
        slot = (slot + 1) & mask;
    }
    return PACKED_NOT_FOUND;
}

enum packed_status
packed_resources_child(const struct packed_resources *resources, const struct packed_entry *parent,
                       uint32_t position, struct packed_entry *child)
{
    if (position >= parent->child_count) {
        return PACKED_END;
    }
    if (position == 0
        && !children_are_intact(resources, parent->first_child, parent->child_count))
    {
        return PACKED_BAD_ENTRY;
    }
    const uint64_t number = (uint64_t)parent->first_child + position;
    const unsigned char *p = resources->base + resources->children_offset + number * CHILD_SIZE;
    const enum packed_status status = packed_resources_entry(resources, load_u32(p), child);
    return status == PACKED_END ? PACKED_BAD_ENTRY : status;
}

bool
packed_entry_is_linked_in(const struct packed_entry *extension)
{
    return extension->data.encoding != PACKED_BESIDE && extension->data.stored.size == 0;
}

bool
packed_blob_is_content(const struct packed_blob *blob, const void *data, size_t size)
{
    return size == blob->raw_size
           && is_right(checksum_add(CHECKSUM_OF_NOTHING, data, size), blob->checksum);
}

bool
packed_blob_is_intact(const struct packed_blob *blob)
{
    return blob->stored.size == 0
           || is_right(checksum_add(CHECKSUM_OF_NOTHING, blob->stored.data, blob->stored.size),
                       blob->checksum);
}

/* Reads a u32 size and that many bytes at *cursor of the configuration, and moves *cursor on. */
static bool
read_setting_part(const struct packed_resources *resources, uint64_t *cursor,
                  struct packed_slice *part)
{
    if (!in_range(*cursor, 4, resources->config_size)) {
        return false;
    }
    const uint32_t size = load_u32(resources->base + resources->config_offset + *cursor);
    if (!in_range(*cursor + 4, size, resources->config_size)) {
        return false;
    }
    *part = slice_at(resources, resources->config_offset + *cursor + 4, size);
    *cursor += 4 + (uint64_t)size;
    return true;
}

enum packed_status
packed_resources_next_setting(const struct packed_resources *resources, uint64_t *cursor,
                              struct packed_setting *setting)
{
    if (*cursor == resources->config_size) {
        return PACKED_END;
    }
    uint64_t next = *cursor;
    struct packed_setting read;
    if (!read_setting_part(resources, &next, &read.key)
        || !read_setting_part(resources, &next, &read.value))
    {
        return PACKED_BAD_CONFIG;
    }
    *setting = read;
    *cursor = next;
    return PACKED_OK;
}

bool
packed_slice_equals(struct packed_slice slice, const char *text)
{
    const size_t size = strlen(text);
    return slice.size == size && (size == 0 || memcmp(slice.data, text, size) == 0);
}
