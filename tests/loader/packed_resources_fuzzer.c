/* Fuzz target: whatever the bytes are, the reader stays inside them.
 *
 * With FUZZER_WITHOUT_ZLIB compressed blobs are not decoded, and the target needs no library.
 */
#include <stdint.h>
#include <stdlib.h>

#include "loader/packed_resources.h"
#include "loader/packed_tree.h"
#include "loader/run_configuration.h"
#ifndef FUZZER_WITHOUT_ZLIB
#include "loader/packed_resources_zlib.h"
#endif

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* No more than this is decoded and listed, to keep the fuzzer fast. */
enum { MAX_RAW_SIZE = 1 << 16, MAX_CHILDREN = 256 };

/* Sum of what was read, kept so that no read is optimised away. */
static volatile unsigned sum;

static void
read_slice(struct packed_slice slice)
{
    unsigned local = 0;
    for (size_t i = 0; i < slice.size; i++) {
        local += (unsigned char)slice.data[i];
    }
    sum += local;
}

static void
read_blob(const struct packed_blob *blob)
{
    read_slice(blob->stored);
#ifndef FUZZER_WITHOUT_ZLIB
    if (blob->raw_size > MAX_RAW_SIZE) {
        return;
    }
    char *buffer = malloc(blob->raw_size + 1);
    if (buffer != NULL && packed_blob_decode(blob, buffer)) {
        struct packed_slice decoded = {buffer, blob->raw_size};
        read_slice(decoded);
    }
    free(buffer);
#endif
}

static int
visit(void *context, struct packed_slice name)
{
    int *left = context;
    read_slice(name);
    return --*left <= 0;
}

static void
read_entry(const struct packed_resources *resources, const struct packed_entry *entry)
{
    read_slice(entry->name);
    read_slice(entry->path);
    read_blob(&entry->data);
    read_blob(&entry->source);
    struct packed_entry other;
    for (uint32_t i = 0; i < MAX_CHILDREN
         && packed_resources_child(resources, entry, i, &other) == PACKED_OK; i++)
    {
        read_slice(other.name);
    }
    (void)packed_resources_find(resources, entry->kind, entry->name.data, entry->name.size,
                                &other);
    struct packed_node node;
    if (packed_tree_find(resources, entry->path.data, entry->path.size, &node) == PACKED_OK) {
        read_slice(node.content.stored);
    }
    int left = MAX_CHILDREN;
    (void)packed_tree_list(resources, entry->name.data, entry->name.size, visit, &left);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct packed_resources resources;
    if (packed_resources_open(&resources, data, size) != PACKED_OK) {
        return 0;
    }
    struct run_configuration configuration;
    if (run_configuration_read(&configuration, &resources) == PACKED_OK) {
        read_slice(configuration.run_module);
        read_slice(configuration.entry_point);
        int count;
        char program[] = "program";
        free(run_configuration_arguments(&configuration, 0, NULL, program, &count));
        struct config_field field;
        uint64_t cursor = 0;
        while (run_configuration_next_field(&configuration, &cursor, &field)) {
            read_slice(field.text);
        }
    }
    struct packed_entry entry;
    const uint32_t entry_count = packed_resources_count(&resources);
    for (uint32_t i = 0; i < entry_count; i++) {
        if (packed_resources_entry(&resources, i, &entry) == PACKED_OK) {
            read_entry(&resources, &entry);
        }
    }
    return 0;
}
