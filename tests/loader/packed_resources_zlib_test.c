/* Tests of loader/packed_resources_zlib.h. */
#include "loader/packed_resources_zlib.h"

#include <string.h>

#include "check.h"
#include "loader/checksum.h"
#include "sample_pack.h"

static struct packed_blob
blob_of(const struct packed_resources *resources, const char *name)
{
    struct packed_entry entry;
    CHECK(packed_resources_find(resources, PACKED_FILE, name, strlen(name), &entry) == PACKED_OK);
    return entry.data;
}

static void
test_decode(void)
{
    size_t size;
    unsigned char *data = sample_pack(&size);
    struct packed_resources resources;
    CHECK(packed_resources_open(&resources, data, size) == PACKED_OK);

    char buffer[SAMPLE_RAW_SIZE + 1];
    struct packed_blob blob = blob_of(&resources, "pkg/data.txt");
    CHECK(packed_blob_decode(&blob, buffer));
    CHECK(memcmp(buffer, "some text", 9) == 0);

    blob = blob_of(&resources, "pkg/zlib.txt");
    memset(buffer, 0, sizeof(buffer));
    CHECK(packed_blob_decode(&blob, buffer));
    CHECK(strlen(buffer) == SAMPLE_RAW_SIZE);
    CHECK(strspn(buffer, "a") == SAMPLE_RAW_SIZE);
    free(data);
}

static void
test_damage(void)
{
    size_t size;
    unsigned char *data = sample_pack(&size);
    struct packed_resources resources;
    CHECK(packed_resources_open(&resources, data, size) == PACKED_OK);
    const struct packed_blob good = blob_of(&resources, "pkg/zlib.txt");
    char buffer[SAMPLE_RAW_SIZE + 1];

    struct packed_blob blob = good;
    blob.checksum ^= 1;
    CHECK(!packed_blob_decode(&blob, buffer));
    blob = blob_of(&resources, "pkg/data.txt");
    blob.checksum ^= 1;
    CHECK(!packed_blob_decode(&blob, buffer));
    blob = good;
    blob.raw_size = SAMPLE_RAW_SIZE - 1;
    CHECK(!packed_blob_decode(&blob, buffer));
    blob.raw_size = SAMPLE_RAW_SIZE + 1;
    CHECK(!packed_blob_decode(&blob, buffer));
    blob.raw_size = 0;
    CHECK(!packed_blob_decode(&blob, buffer));
    for (size_t stored = 0; stored < good.stored.size; stored++) {
        blob = good;
        blob.stored.size = stored;
        blob.checksum = checksum_add(CHECKSUM_OF_NOTHING, blob.stored.data, stored);
        CHECK(!packed_blob_decode(&blob, buffer));
    }
    free(data);
}

int
main(void)
{
    RUN(test_decode);
    RUN(test_damage);
    return 0;
}
