/* Tests of loader/packed_resources.h. */
#include "loader/packed_resources.h"

#include <string.h>

#include "check.h"
#include "loader/checksum.h"
#include "sample_pack.h"

struct sample {
    unsigned char *data;
    size_t size;
    struct packed_resources resources;
};

static struct sample
open_sample(void)
{
    struct sample sample;
    sample.data = sample_pack(&sample.size);
    CHECK(packed_resources_open(&sample.resources, sample.data, sample.size) == PACKED_OK);
    return sample;
}

static enum packed_status
find(const struct sample *sample, enum packed_kind kind, const char *name,
     struct packed_entry *entry)
{
    return packed_resources_find(&sample->resources, kind, name, strlen(name), entry);
}

static void
test_open(void)
{
    struct sample sample = open_sample();
    CHECK(packed_resources_bytecode_magic(&sample.resources) == SAMPLE_BYTECODE_MAGIC);
    CHECK(packed_resources_count(&sample.resources) == SAMPLE_ENTRY_COUNT);
    free(sample.data);
}

static void
test_find_module(void)
{
    struct sample sample = open_sample();
    struct packed_entry entry;
    CHECK(find(&sample, PACKED_MODULE, "pkg", &entry) == PACKED_OK);
    CHECK(entry.kind == PACKED_MODULE && entry.is_package && !entry.is_namespace);
    CHECK(packed_slice_equals(entry.name, "pkg"));
    CHECK(packed_slice_equals(entry.path, "pkg/__init__.py"));
    CHECK(packed_slice_equals(entry.data.stored, "PKG"));
    CHECK(packed_slice_equals(entry.source.stored, "# pkg"));
    CHECK(entry.data.encoding == PACKED_STORED && entry.data.raw_size == 3);

    CHECK(find(&sample, PACKED_MODULE, "ns", &entry) == PACKED_OK);
    CHECK(entry.is_package && entry.is_namespace && entry.path.size == 0);
    CHECK(find(&sample, PACKED_MODULE, "ns.mod", &entry) == PACKED_OK);
    CHECK(!entry.is_package && packed_slice_equals(entry.path, "ns/mod.py"));
    free(sample.data);
}

static void
test_compressed_source(void)
{
    struct sample sample = open_sample();
    unsigned char *fields = sample.data + SAMPLE_ENTRIES + SAMPLE_MODULE_PKG * SAMPLE_ENTRY_SIZE;
    fields[11] = PACKED_ZLIB;
    put_u32(fields + 60, 123);
    sample_seal_entry(sample.data, SAMPLE_MODULE_PKG);
    struct packed_entry entry;
    CHECK(find(&sample, PACKED_MODULE, "pkg", &entry) == PACKED_OK);
    CHECK(entry.source.encoding == PACKED_ZLIB && entry.source.raw_size == 123);
    CHECK(packed_slice_equals(entry.source.stored, "# pkg"));
    free(sample.data);
}

/* Makes the data of an entry a file beside the executable, of 9 bytes with the checksum of "some text",
 * of which `packed` are in the packed file. */
static void
put_beside(const struct sample *sample, unsigned number, uint32_t packed)
{
    unsigned char *fields = sample->data + SAMPLE_ENTRIES + number * SAMPLE_ENTRY_SIZE;
    fields[10] = PACKED_BESIDE;
    put_u32(fields + 12, 9);
    put_u32(fields + 24, packed);
    put_u32(fields + 28, checksum_add(CHECKSUM_OF_NOTHING, "some text", 9));
    sample_seal_entry(sample->data, number);
}

static void
test_file_beside(void)
{
    struct sample sample = open_sample();
    struct packed_entry entry;
    put_beside(&sample, SAMPLE_FILE_TEXT, 0);
    CHECK(find(&sample, PACKED_FILE, "pkg/data.txt", &entry) == PACKED_OK);
    CHECK(entry.data.encoding == PACKED_BESIDE && entry.data.raw_size == 9);
    CHECK(entry.data.stored.size == 0);
    CHECK(packed_blob_is_content(&entry.data, "some text", 9));
    CHECK(!packed_blob_is_content(&entry.data, "some texT", 9));
    CHECK(!packed_blob_is_content(&entry.data, "some text", 8));
    CHECK(!packed_blob_is_content(&entry.data, "", 0));
    put_beside(&sample, SAMPLE_FILE_TEXT, 9);
    CHECK(find(&sample, PACKED_FILE, "pkg/data.txt", &entry) == PACKED_BAD_ENTRY);
    free(sample.data);
}

static void
test_extension_beside(void)
{
    struct sample sample = open_sample();
    struct packed_entry entry;
    unsigned char *fields = sample.data + SAMPLE_ENTRIES + SAMPLE_MODULE_TOP * SAMPLE_ENTRY_SIZE;
    put_beside(&sample, SAMPLE_MODULE_TOP, 0);
    CHECK(find(&sample, PACKED_MODULE, "top", &entry) == PACKED_BAD_ENTRY);   /* code cannot be */
    fields[9] = 1 << 2;
    sample_seal_entry(sample.data, SAMPLE_MODULE_TOP);
    CHECK(find(&sample, PACKED_MODULE, "top", &entry) == PACKED_OK);
    CHECK(entry.is_extension && !packed_entry_is_linked_in(&entry));
    fields[10] = PACKED_STORED;
    sample_seal_entry(sample.data, SAMPLE_MODULE_TOP);
    CHECK(find(&sample, PACKED_MODULE, "top", &entry) == PACKED_OK);
    CHECK(packed_entry_is_linked_in(&entry));
    fields[11] = PACKED_BESIDE;
    sample_seal_entry(sample.data, SAMPLE_MODULE_TOP);
    CHECK(find(&sample, PACKED_MODULE, "top", &entry) == PACKED_BAD_ENTRY);   /* nor a source */
    free(sample.data);
}

static void
test_find_tells_kinds_apart(void)
{
    struct sample sample = open_sample();
    struct packed_entry entry;
    CHECK(find(&sample, PACKED_DIRECTORY, "pkg", &entry) == PACKED_OK);
    CHECK(entry.kind == PACKED_DIRECTORY);
    CHECK(find(&sample, PACKED_FILE, "pkg", &entry) == PACKED_NOT_FOUND);
    CHECK(find(&sample, PACKED_MODULE, "pkg/data.txt", &entry) == PACKED_NOT_FOUND);
    CHECK(find(&sample, PACKED_MODULE, "", &entry) == PACKED_NOT_FOUND);
    CHECK(find(&sample, PACKED_DIRECTORY, "", &entry) == PACKED_OK);
    free(sample.data);
}

static void
test_find_long_name(void)
{
    struct sample sample = open_sample();
    struct packed_entry entry;
    char *name = calloc(1, 70000);
    CHECK(name != NULL);
    CHECK(packed_resources_find(&sample.resources, PACKED_MODULE, name, 65535, &entry)
          == PACKED_NOT_FOUND);
    CHECK(packed_resources_find(&sample.resources, PACKED_MODULE, name, 70000, &entry)
          == PACKED_NOT_FOUND);
    free(name);
    free(sample.data);
}

static void
test_every_entry_is_found(void)
{
    struct sample sample = open_sample();
    struct packed_entry entry;
    uint32_t index = 0;
    for (; packed_resources_entry(&sample.resources, index, &entry) == PACKED_OK; index++) {
        struct packed_entry found;
        CHECK(packed_resources_find(&sample.resources, entry.kind, entry.name.data,
                                    entry.name.size, &found)
              == PACKED_OK);
        CHECK(found.name.data == entry.name.data);
    }
    CHECK(index == SAMPLE_ENTRY_COUNT);
    CHECK(packed_resources_entry(&sample.resources, index, &entry) == PACKED_END);
    CHECK(packed_resources_entry(&sample.resources, UINT32_MAX, &entry) == PACKED_END);
    free(sample.data);
}

static void
test_children(void)
{
    struct sample sample = open_sample();
    struct packed_entry directory;
    struct packed_entry child;
    CHECK(find(&sample, PACKED_DIRECTORY, "pkg", &directory) == PACKED_OK);
    CHECK(packed_resources_child(&sample.resources, &directory, 0, &child) == PACKED_OK);
    CHECK(packed_slice_equals(child.name, "pkg/data.txt"));
    CHECK(packed_resources_child(&sample.resources, &directory, 1, &child) == PACKED_OK);
    CHECK(packed_slice_equals(child.name, "pkg/zlib.txt"));
    CHECK(child.data.encoding == PACKED_ZLIB && child.data.raw_size == SAMPLE_RAW_SIZE);
    CHECK(packed_resources_child(&sample.resources, &directory, 2, &child) == PACKED_END);

    /* A list that is damaged, and one that was wrong from the start. */
    unsigned char *const numbers = sample.data + SAMPLE_CHILDREN + directory.first_child * 4;
    put_u32(numbers + 4, SAMPLE_MODULE_TOP);
    CHECK(packed_resources_child(&sample.resources, &directory, 0, &child) == PACKED_BAD_ENTRY);
    put_u32(numbers + 4, SAMPLE_ENTRY_COUNT);
    put_u32(numbers - 4, checksum_add(CHECKSUM_OF_NOTHING, numbers, 8));
    CHECK(packed_resources_child(&sample.resources, &directory, 0, &child) == PACKED_OK);
    CHECK(packed_resources_child(&sample.resources, &directory, 1, &child) == PACKED_BAD_ENTRY);
    directory.first_child = 0;          /* no room for a checksum */
    CHECK(packed_resources_child(&sample.resources, &directory, 0, &child) == PACKED_BAD_ENTRY);
    free(sample.data);
}

static void
test_settings(void)
{
    static const char *const expected[][2] = {
        {"run_module", "__main__"}, {"arg", "--flag"}, {"arg", ""},
        {"env", "NAME=value"},      {"optimize", "1"},
        {"interpreter_config", "cpu_count=7"},
        {"interpreter_config", "xoptions=a=b"},
    };
    struct sample sample = open_sample();
    struct packed_setting setting;
    uint64_t cursor = 0;
    for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
        CHECK(packed_resources_next_setting(&sample.resources, &cursor, &setting) == PACKED_OK);
        CHECK(packed_slice_equals(setting.key, expected[i][0]));
        CHECK(packed_slice_equals(setting.value, expected[i][1]));
    }
    CHECK(packed_resources_next_setting(&sample.resources, &cursor, &setting) == PACKED_END);
    free(sample.data);
}

static void
test_truncated_settings(void)
{
    struct sample sample = open_sample();
    put_u64(sample.data + 96, sample.resources.config_size - 1);
    CHECK(packed_resources_open(&sample.resources, sample.data, sample.size)
          == PACKED_BAD_CHECKSUM);
    sample_seal_header(sample.data);
    CHECK(packed_resources_open(&sample.resources, sample.data, sample.size) == PACKED_OK);
    struct packed_setting setting;
    uint64_t cursor = 0;
    enum packed_status status;
    do {
        status = packed_resources_next_setting(&sample.resources, &cursor, &setting);
    } while (status == PACKED_OK);
    CHECK(status == PACKED_BAD_CONFIG);
    free(sample.data);
}

static void
test_truncated_file(void)
{
    struct sample sample = open_sample();
    for (size_t size = 0; size < sample.size; size++) {
        struct packed_resources resources;
        CHECK(packed_resources_open(&resources, sample.data, size) == PACKED_TRUNCATED);
    }
    free(sample.data);
}

/* What becomes of the header when one field of it is changed. */
static void
test_damaged_header(void)
{
    static const struct {
        size_t offset;
        size_t width;
        uint64_t value;
        enum packed_status status;
    } cases[] = {
        {0, 4, 0, PACKED_BAD_MAGIC},
        {4, 4, 0, PACKED_BAD_MAGIC},
        {8, 4, 1, PACKED_BAD_VERSION},
        {8, 4, 3, PACKED_BAD_VERSION},
        {12, 4, 168, PACKED_BAD_VERSION},
        {28, 4, 1, PACKED_BAD_VERSION},
        {16, 8, 159, PACKED_BAD_HEADER},
        {16, 8, UINT64_MAX, PACKED_BAD_HEADER},
        {16, 8, UINT64_C(1) << 39, PACKED_TRUNCATED},
        {32, 4, SAMPLE_SLOT_COUNT / 2 + 1, PACKED_BAD_HEADER},
        {32, 4, UINT32_MAX, PACKED_BAD_HEADER},
        {36, 4, 0, PACKED_BAD_HEADER},
        {36, 4, 4, PACKED_BAD_HEADER},
        {36, 4, 31, PACKED_BAD_HEADER},
        {36, 4, UINT32_C(1) << 31, PACKED_BAD_HEADER},
        {40, 8, UINT64_MAX, PACKED_BAD_HEADER},
        {48, 8, UINT64_MAX - 63, PACKED_BAD_HEADER},
        {56, 8, UINT64_C(1) << 40, PACKED_BAD_HEADER},
        {64, 8, UINT64_C(1) << 62, PACKED_BAD_HEADER},
        {64, 8, UINT64_MAX, PACKED_BAD_HEADER},
        {72, 8, UINT64_MAX, PACKED_BAD_HEADER},
        {80, 8, UINT64_MAX, PACKED_BAD_HEADER},
        {88, 8, UINT64_MAX, PACKED_BAD_HEADER},
        {96, 8, UINT64_MAX, PACKED_BAD_HEADER},
        {104, 8, UINT64_MAX, PACKED_BAD_HEADER},
        {24, 4, 0, PACKED_BAD_CHECKSUM},
        {32, 4, SAMPLE_ENTRY_COUNT - 1, PACKED_BAD_CHECKSUM},
        {104, 8, 0, PACKED_BAD_CHECKSUM},
        {144, 4, 0, PACKED_BAD_CHECKSUM},
    };
    struct sample sample = open_sample();
    unsigned char *copy = malloc(sample.size);
    CHECK(copy != NULL);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memcpy(copy, sample.data, sample.size);
        if (cases[i].width == 8) {
            put_u64(copy + cases[i].offset, cases[i].value);
        }
        else {
            put_u32(copy + cases[i].offset, (uint32_t)cases[i].value);
        }
        struct packed_resources resources;
        CHECK(packed_resources_open(&resources, copy, sample.size) == cases[i].status);
    }
    free(copy);
    free(sample.data);
}

/* What becomes of an entry when one field of it was wrong from the start, with a right checksum
 * where there can be one. */
static void
test_damaged_entry(void)
{
    static const struct {
        size_t offset;
        size_t width;
        uint64_t value;
        bool can_be_sealed;
    } cases[] = {
        {0, 4, UINT32_MAX, false},  {4, 4, UINT32_MAX, false},  {4, 4, 65536, false},
        {8, 1, 0, true},            {8, 1, 4, true},            {8, 1, 255, true},
        {9, 1, 8, true},            {10, 1, 2, true},           {11, 1, 2, true},
        {16, 8, UINT64_MAX, true},  {24, 4, UINT32_MAX, true},  {32, 8, UINT64_MAX, true},
        {40, 4, UINT32_MAX, true},  {48, 4, UINT32_MAX, true},  {52, 4, UINT32_MAX, true},
        {56, 4, UINT32_MAX, false},
    };
    struct sample sample = open_sample();
    unsigned char *entry_bytes =
        sample.data + SAMPLE_ENTRIES + SAMPLE_MODULE_PKG * SAMPLE_ENTRY_SIZE;
    unsigned char saved[SAMPLE_ENTRY_SIZE];
    memcpy(saved, entry_bytes, sizeof(saved));
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        unsigned char *field = entry_bytes + cases[i].offset;
        switch (cases[i].width) {
        case 1:
            *field = (unsigned char)cases[i].value;
            break;
        case 4:
            put_u32(field, (uint32_t)cases[i].value);
            break;
        default:
            put_u64(field, cases[i].value);
        }
        if (cases[i].can_be_sealed) {
            sample_seal_entry(sample.data, SAMPLE_MODULE_PKG);
        }
        struct packed_entry entry;
        CHECK(packed_resources_entry(&sample.resources, SAMPLE_MODULE_PKG, &entry)
              == PACKED_BAD_ENTRY);
        memcpy(entry_bytes, saved, sizeof(saved));
        CHECK(packed_resources_entry(&sample.resources, SAMPLE_MODULE_PKG, &entry) == PACKED_OK);
    }
    free(sample.data);
}

static void
test_damaged_index(void)
{
    struct sample sample = open_sample();
    struct packed_entry entry;
    /* Every slot taken, by an entry that exists: the search must come to an end. */
    for (size_t slot = 0; slot < SAMPLE_SLOT_COUNT; slot++) {
        unsigned char *const p = sample.data + SAMPLE_SLOTS + slot * 12;
        put_u32(p + 4, 1);
        put_u32(p + 8, ~(get_u32(p) ^ 1));
    }
    CHECK(find(&sample, PACKED_MODULE, "no such module", &entry) == PACKED_NOT_FOUND);
    /* And by one that does not. */
    for (size_t slot = 0; slot < SAMPLE_SLOT_COUNT; slot++) {
        unsigned char *const p = sample.data + SAMPLE_SLOTS + slot * 12;
        put_u32(p + 4, UINT32_MAX);
        put_u32(p + 8, get_u32(p));
    }
    CHECK(find(&sample, PACKED_MODULE, "pkg", &entry) == PACKED_BAD_INDEX);
    free(sample.data);
}

/* Whether a damaged entry says what the original says. */
static bool
is_same(const struct packed_entry *damaged, const unsigned char *damaged_pack,
        const struct packed_entry *original, const unsigned char *original_pack)
{
    const struct packed_slice pairs[][2] = {
        {damaged->name, original->name},
        {damaged->path, original->path},
        {damaged->data.stored, original->data.stored},
        {damaged->source.stored, original->source.stored},
    };
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        const struct packed_slice a = pairs[i][0], b = pairs[i][1];
        /* The empty path is none of the file. */
        if (a.size != b.size
            || (a.size != 0
                && a.data - (const char *)damaged_pack != b.data - (const char *)original_pack))
        {
            return false;
        }
    }
    return damaged->kind == original->kind && damaged->is_package == original->is_package
           && damaged->is_namespace == original->is_namespace
           && damaged->data.raw_size == original->data.raw_size
           && damaged->first_child == original->first_child
           && damaged->child_count == original->child_count;
}

static bool
content_is_same(const struct packed_blob *damaged, const struct packed_blob *original)
{
    return damaged->stored.size == 0
           || memcmp(damaged->stored.data, original->stored.data, original->stored.size) == 0;
}

/* Any one byte that is changed is found out where it matters, and nothing else is. */
static void
test_every_changed_byte(void)
{
    struct sample sample = open_sample();
    unsigned char *copy = malloc(sample.size);
    CHECK(copy != NULL);
    size_t refused = 0, found_out = 0;
    for (size_t i = 0; i < sample.size * 3; i++) {
        static const unsigned char patterns[] = {0x01, 0x80, 0xFF};
        memcpy(copy, sample.data, sample.size);
        copy[i / 3] ^= patterns[i % 3];
        struct packed_resources damaged;
        if (packed_resources_open(&damaged, copy, sample.size) != PACKED_OK) {
            refused++;
            continue;
        }
        struct packed_entry original;
        for (uint32_t number = 0;
             packed_resources_entry(&sample.resources, number, &original) == PACKED_OK; number++)
        {
            struct packed_entry entry, child, original_child;
            const enum packed_status status =
                packed_resources_find(&damaged, original.kind, original.name.data,
                                      original.name.size, &entry);
            if (status != PACKED_OK) {
                CHECK(status == PACKED_BAD_INDEX || status == PACKED_BAD_ENTRY);
                found_out++;
                continue;
            }
            CHECK(is_same(&entry, copy, &original, sample.data));
            CHECK(packed_blob_is_intact(&entry.data)
                  == content_is_same(&entry.data, &original.data));
            CHECK(packed_blob_is_intact(&entry.source)
                  == content_is_same(&entry.source, &original.source));
            for (uint32_t position = 0;
                 packed_resources_child(&sample.resources, &original, position, &original_child)
                 == PACKED_OK;
                 position++)
            {
                const enum packed_status child_status =
                    packed_resources_child(&damaged, &entry, position, &child);
                if (child_status != PACKED_OK) {
                    CHECK(child_status == PACKED_BAD_ENTRY);
                    found_out++;
                    break;
                }
                CHECK(is_same(&child, copy, &original_child, sample.data));
            }
        }
    }
    CHECK(refused > 300 && found_out > 2000);
    free(copy);
    free(sample.data);
}

static void
test_messages(void)
{
    for (int status = PACKED_OK; status <= PACKED_BAD_CONTENT + 1; status++) {
        const char *message = packed_status_message((enum packed_status)status);
        CHECK(message != NULL && message[0] != '\0');
    }
}

int
main(void)
{
    RUN(test_open);
    RUN(test_find_module);
    RUN(test_compressed_source);
    RUN(test_file_beside);
    RUN(test_extension_beside);
    RUN(test_find_tells_kinds_apart);
    RUN(test_find_long_name);
    RUN(test_every_entry_is_found);
    RUN(test_children);
    RUN(test_settings);
    RUN(test_truncated_settings);
    RUN(test_truncated_file);
    RUN(test_damaged_header);
    RUN(test_damaged_entry);
    RUN(test_damaged_index);
    RUN(test_every_changed_byte);
    RUN(test_messages);
    return 0;
}
