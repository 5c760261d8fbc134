/* libbz2 gives back what it was given and refuses what is not bzip2. */

#include <string.h>

#include <bzlib.h>

#include "check.h"

/* CHECKSUM: offset of the first block's checksum. */
enum { SIZE = 300000, CHECKSUM = 10 };

static unsigned char original[SIZE];
static char packed[SIZE];
static char unpacked[SIZE];

int
main(void)
{
    fill(original, SIZE);
    for (int level = 1; level <= 9; level += 4) {
        unsigned packed_size = SIZE;
        CHECK(BZ2_bzBuffToBuffCompress(packed, &packed_size, (char *)original, SIZE, level, 0, 0) ==
              BZ_OK);
        CHECK(packed_size < SIZE / 2);
        CHECK(memcmp(packed, "BZh", 3) == 0);

        unsigned size = SIZE;
        memset(unpacked, 0, SIZE);
        CHECK(BZ2_bzBuffToBuffDecompress(unpacked, &size, packed, packed_size, 0, 0) == BZ_OK);
        CHECK(size == SIZE);
        CHECK(memcmp(original, unpacked, SIZE) == 0);

        size = SIZE;
        packed[CHECKSUM] ^= 0x55;
        CHECK(BZ2_bzBuffToBuffDecompress(unpacked, &size, packed, packed_size, 0, 0) ==
              BZ_DATA_ERROR);
    }
    CHECK(strncmp(BZ2_bzlibVersion(), "1.0.8", 5) == 0);
    return 0;
}
