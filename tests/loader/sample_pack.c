#include "sample_pack.h"

#include <string.h>

#include <zlib.h>

#include "check.h"

enum { CAPACITY = 8192, SLOT_SIZE = 12, ENTRY_SIZE = SAMPLE_ENTRY_SIZE, STRINGS_ROOM = 512 };

struct writer {
    unsigned char *data;
    size_t strings;             /* start of the strings */
    size_t strings_size;
    size_t end;                 /* where the next blob goes */
    size_t children;            /* number of children written */
};

void
put_u32(unsigned char *p, uint32_t value)
{
    for (int i = 0; i < 4; i++) {
        p[i] = (unsigned char)(value >> (8 * i));
    }
}

void
put_u64(unsigned char *p, uint64_t value)
{
    put_u32(p, (uint32_t)value);
    put_u32(p + 4, (uint32_t)(value >> 32));
}

uint32_t
get_u32(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* zlib's own checksum of some bytes and those at `data`. */
static uint32_t
add_checksum(uint32_t checksum, const unsigned char *data, size_t size)
{
    return (uint32_t)adler32(checksum, data, (uInt)size);
}

static uint64_t
hash_of(unsigned kind, const char *name)
{
    uint64_t hash = (UINT64_C(14695981039346656037) ^ kind) * UINT64_C(1099511628211);
    for (; *name != '\0'; name++) {
        hash = (hash ^ (unsigned char)*name) * UINT64_C(1099511628211);
    }
    hash ^= hash >> 33;
    hash *= UINT64_C(0xff51afd7ed558ccd);
    return hash ^ hash >> 33;
}

static void
set_slot(struct writer *writer, uint32_t slot, uint32_t tag, uint32_t number)
{
    unsigned char *p = writer->data + SAMPLE_SLOTS + slot * SLOT_SIZE;
    put_u32(p, tag);
    put_u32(p + 4, number);
    put_u32(p + 8, ~(tag ^ number));
}

static void
add_to_index(struct writer *writer, uint32_t number, unsigned kind, const char *name)
{
    const uint64_t hash = hash_of(kind, name);
    uint32_t slot = (uint32_t)hash & (SAMPLE_SLOT_COUNT - 1);
    while (writer->data[SAMPLE_SLOTS + slot * SLOT_SIZE + 4] != 0) {
        slot = (slot + 1) & (SAMPLE_SLOT_COUNT - 1);
    }
    set_slot(writer, slot, (uint32_t)(hash >> 32), number + 1);
}

static uint32_t
add_string(struct writer *writer, const char *text)
{
    const size_t offset = writer->strings_size;
    memcpy(writer->data + writer->strings + offset, text, strlen(text));
    writer->strings_size += strlen(text);
    return (uint32_t)offset;
}

static unsigned char *
add_entry(struct writer *writer, uint32_t number, unsigned kind, const char *name)
{
    unsigned char *entry = writer->data + SAMPLE_ENTRIES + number * ENTRY_SIZE;
    put_u32(entry, add_string(writer, name));
    put_u32(entry + 4, (uint32_t)strlen(name));
    entry[8] = (unsigned char)kind;
    add_to_index(writer, number, kind, name);
    return entry;
}

static void
set_blob(struct writer *writer, unsigned char *field, const void *data, size_t size)
{
    writer->end = (writer->end + 15) & ~(size_t)15;
    memcpy(writer->data + writer->end, data, size);
    put_u64(field, writer->end);
    put_u32(field + 8, (uint32_t)size);
    put_u32(field + 12, add_checksum(1, data, size));
    writer->end += size;
}

static void
set_children(struct writer *writer, unsigned char *entry, uint32_t first, uint32_t count)
{
    unsigned char *const checksum = writer->data + SAMPLE_CHILDREN + writer->children++ * 4;
    put_u32(entry + 48, (uint32_t)writer->children);
    put_u32(entry + 52, count);
    for (uint32_t i = 0; i < count; i++) {
        put_u32(writer->data + SAMPLE_CHILDREN + writer->children++ * 4, first + i);
    }
    put_u32(checksum, add_checksum(1, checksum + 4, count * 4));
}

static void
add_module(struct writer *writer, uint32_t number, const char *name, const char *path,
           const char *code, const char *source)
{
    unsigned char *entry = add_entry(writer, number, 1, name);
    unsigned char size[4];
    put_u32(size, (uint32_t)strlen(path));
    put_u32(entry + 56, (uint32_t)writer->strings_size);
    memcpy(writer->data + writer->strings + writer->strings_size, size, sizeof(size));
    writer->strings_size += sizeof(size);
    add_string(writer, path);
    set_blob(writer, entry + 16, code, strlen(code));
    put_u32(entry + 12, (uint32_t)strlen(code));
    set_blob(writer, entry + 32, source, strlen(source));
}

static size_t
add_config(struct writer *writer, const char *const *config)
{
    const size_t start = writer->end;
    for (; *config != NULL; config++) {
        put_u32(writer->data + writer->end, (uint32_t)strlen(*config));
        memcpy(writer->data + writer->end + 4, *config, strlen(*config));
        writer->end += 4 + strlen(*config);
    }
    return writer->end - start;
}

void
sample_seal_entry(unsigned char *pack, unsigned number)
{
    unsigned char *const entry = pack + SAMPLE_ENTRIES + number * ENTRY_SIZE;
    const unsigned char *const strings = pack + get_u32(pack + 72);
    const unsigned char *const path = strings + get_u32(entry + 56);
    uint32_t checksum = add_checksum(1, entry, ENTRY_SIZE - 4);
    checksum = add_checksum(checksum, strings + get_u32(entry), get_u32(entry + 4));
    put_u32(entry + ENTRY_SIZE - 4, add_checksum(checksum, path + 4, get_u32(path)));
}

void
sample_seal_header(unsigned char *pack)
{
    const uint32_t checksum = add_checksum(1, pack, 112);
    put_u32(pack + 144, add_checksum(checksum, pack + get_u32(pack + 88), get_u32(pack + 96)));
}

unsigned char *
sample_pack_with_config(const char *const *config, size_t *size)
{
    struct writer writer = {.data = calloc(1, CAPACITY), .strings = SAMPLE_CHILDREN + 64};
    CHECK(writer.data != NULL);
    for (uint32_t slot = 0; slot < SAMPLE_SLOT_COUNT; slot++) {
        set_slot(&writer, slot, 0, 0);
    }
    writer.strings_size = 4;            /* of the empty path */
    writer.end = writer.strings + STRINGS_ROOM;

    add_module(&writer, SAMPLE_MODULE_MAIN, "__main__", "top.py", "TOP", "# top");
    unsigned char *ns = add_entry(&writer, SAMPLE_MODULE_NS, 1, "ns");
    ns[9] = 3;
    set_children(&writer, ns, SAMPLE_MODULE_NS_MOD, 1);
    add_module(&writer, SAMPLE_MODULE_NS_MOD, "ns.mod", "ns/mod.py", "NSMOD", "# ns");
    add_module(&writer, SAMPLE_MODULE_PKG, "pkg", "pkg/__init__.py", "PKG", "# pkg");
    writer.data[SAMPLE_ENTRIES + SAMPLE_MODULE_PKG * ENTRY_SIZE + 9] = 1;
    add_module(&writer, SAMPLE_MODULE_TOP, "top", "top.py", "TOP", "# top");

    unsigned char *text = add_entry(&writer, SAMPLE_FILE_TEXT, 2, "pkg/data.txt");
    set_blob(&writer, text + 16, "some text", 9);
    put_u32(text + 12, 9);
    unsigned char raw[SAMPLE_RAW_SIZE];
    unsigned char packed[SAMPLE_RAW_SIZE];
    uLongf packed_size = sizeof(packed);
    memset(raw, 'a', sizeof(raw));
    CHECK(compress(packed, &packed_size, raw, sizeof(raw)) == Z_OK);
    unsigned char *compressed = add_entry(&writer, SAMPLE_FILE_COMPRESSED, 2, "pkg/zlib.txt");
    set_blob(&writer, compressed + 16, packed, packed_size);
    compressed[10] = 1;
    put_u32(compressed + 12, SAMPLE_RAW_SIZE);

    set_children(&writer, add_entry(&writer, SAMPLE_DIRECTORY_ROOT, 3, ""), SAMPLE_DIRECTORY_PKG,
                 1);
    set_children(&writer, add_entry(&writer, SAMPLE_DIRECTORY_PKG, 3, "pkg"), SAMPLE_FILE_TEXT, 2);
    CHECK(writer.strings_size <= STRINGS_ROOM);

    unsigned char *header = writer.data;
    memcpy(header, "\x89PYPACK\n", 8);
    put_u32(header + 8, 2);
    put_u32(header + 12, 160);
    put_u32(header + 24, SAMPLE_BYTECODE_MAGIC);
    put_u32(header + 32, SAMPLE_ENTRY_COUNT);
    put_u32(header + 36, SAMPLE_SLOT_COUNT);
    put_u64(header + 40, SAMPLE_SLOTS);
    put_u64(header + 48, SAMPLE_ENTRIES);
    put_u64(header + 56, SAMPLE_CHILDREN);
    put_u64(header + 64, writer.children);
    put_u64(header + 72, writer.strings);
    put_u64(header + 80, writer.strings_size);
    put_u64(header + 88, writer.end);
    put_u64(header + 96, add_config(&writer, config));
    put_u64(header + 104, writer.end);
    put_u64(header + 16, writer.end);
    CHECK(writer.end <= CAPACITY);
    sample_seal_header(writer.data);
    for (unsigned number = 0; number < SAMPLE_ENTRY_COUNT; number++) {
        sample_seal_entry(writer.data, number);
    }
    *size = writer.end;
    return writer.data;
}

unsigned char *
sample_pack(size_t *size)
{
    static const char *const config[] = {
        "run_module", "__main__", "arg",      "--flag", "arg", "",
        "env",        "NAME=value", "optimize", "1",
        "interpreter_config", "cpu_count=7", "interpreter_config", "xoptions=a=b", NULL,
    };
    return sample_pack_with_config(config, size);
}
