/* libbz2 gives back what it was given and refuses what is not bzip2. */

#include <string.h>

#include <bzlib.h>

#include "check.h"

/* CHECKSUM: offset of the first block's checksum. */
enum { INPUT_SIZE = 300000, CHECKSUM = 10 };

static unsigned char original[INPUT_SIZE];
static char packed[INPUT_SIZE];
static char unpacked[INPUT_SIZE];

int
main(void)
{
    fill(original, INPUT_SIZE);
    for (int level = 1; level <= 9; level += 4) {
        unsigned packed_size = INPUT_SIZE;
        CHECK(BZ2_bzBuffToBuffCompress(packed, &packed_size, (char *)original, INPUT_SIZE, level, 0,
                                       0) == BZ_OK);
        CHECK(packed_size < INPUT_SIZE / 2);
        CHECK(memcmp(packed, "BZh", 3) == 0);

        unsigned size = INPUT_SIZE;
        memset(unpacked, 0, INPUT_SIZE);
        CHECK(BZ2_bzBuffToBuffDecompress(unpacked, &size, packed, packed_size, 0, 0) == BZ_OK);
        CHECK(size == INPUT_SIZE);
        CHECK(memcmp(original, unpacked, INPUT_SIZE) == 0);

        size = INPUT_SIZE;
        packed[CHECKSUM] ^= 0x55;
        CHECK(BZ2_bzBuffToBuffDecompress(unpacked, &size, packed, packed_size, 0, 0) ==
              BZ_DATA_ERROR);
    }
    CHECK(strncmp(BZ2_bzlibVersion(), "1.0.8", 5) == 0);
    return 0;
}
