/* Tests of loader/checksum.h. */
#include "loader/checksum.h"

#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "check.h"

enum { SIZE = 300000 };

static unsigned char *
make_bytes(void)
{
    unsigned char *bytes = malloc(SIZE);
    CHECK(bytes != NULL);
    uint32_t state = 1;
    for (size_t i = 0; i < SIZE; i++) {
        state = state * 1103515245u + 12345u;
        bytes[i] = (unsigned char)(state >> 16);
    }
    return bytes;
}

static void
test_same_as_zlib(void)
{
    unsigned char *bytes = make_bytes();
    for (size_t size = 0; size < SIZE; size += size < 300 ? 1 : 10007) {
        for (size_t offset = 0; offset < 3 && offset + size <= SIZE; offset++) {
            CHECK(checksum_add(CHECKSUM_OF_NOTHING, bytes + offset, size)
                  == adler32(1, bytes + offset, (uInt)size));
        }
    }
    free(bytes);
}

/* The largest sums there can be. */
static void
test_no_overflow(void)
{
    unsigned char *bytes = malloc(SIZE);
    CHECK(bytes != NULL);
    memset(bytes, 0xFF, SIZE);
    const uint32_t largest = 65520u << 16 | 65520u;
    CHECK(checksum_add(largest, bytes, SIZE) == adler32(largest, bytes, SIZE));
    free(bytes);
}

static void
test_in_parts(void)
{
    unsigned char *bytes = make_bytes();
    const uint32_t whole = checksum_add(CHECKSUM_OF_NOTHING, bytes, SIZE);
    for (size_t first = 0; first <= SIZE; first += 4999) {
        uint32_t checksum = checksum_add(CHECKSUM_OF_NOTHING, bytes, first);
        CHECK(checksum_add(checksum, bytes + first, SIZE - first) == whole);
    }
    free(bytes);
}

int
main(void)
{
    RUN(test_same_as_zlib);
    RUN(test_no_overflow);
    RUN(test_in_parts);
    return 0;
}
