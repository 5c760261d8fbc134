/* zlib gives back what it was given, as zlib, raw and gzip streams, and its checksums are right. */

#include <string.h>
#include <zlib.h>

#include "check.h"

enum { SIZE = 300000 };

static unsigned char original[SIZE];
static unsigned char packed[SIZE];
static unsigned char unpacked[SIZE];

/* `window_bits`: as for deflateInit2(): its sign and size choose the container. */
static void
round_trip(int window_bits, int level)
{
    z_stream stream = {.next_in = original,
                       .avail_in = SIZE,
                       .next_out = packed,
                       .avail_out = SIZE};
    CHECK(deflateInit2(&stream, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    const uLong packed_size = stream.total_out;
    CHECK(packed_size < SIZE / 2);
    CHECK(deflateEnd(&stream) == Z_OK);

    memset(unpacked, 0, SIZE);
    stream = (z_stream){.next_in = packed,
                        .avail_in = (uInt)packed_size,
                        .next_out = unpacked,
                        .avail_out = SIZE};
    CHECK(inflateInit2(&stream, window_bits) == Z_OK);
    CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    CHECK(stream.total_out == SIZE);
    CHECK(inflateEnd(&stream) == Z_OK);
    CHECK(memcmp(original, unpacked, SIZE) == 0);
}

int
main(void)
{
    fill(original, SIZE);
    for (int level = 1; level <= 9; level++) {
        round_trip(15, level);
        round_trip(-15, level);
        round_trip(15 + 16, level);
    }

    /* The check values of CRC-32 and the example of Adler-32. */
    CHECK(crc32(0, (const Bytef *)"123456789", 9) == 0xCBF43926);
    CHECK(adler32(1, (const Bytef *)"Wikipedia", 9) == 0x11E60398);

    packed[0] ^= 0xff;
    uLongf size = SIZE;
    CHECK(uncompress(unpacked, &size, packed, 1000) == Z_DATA_ERROR);
    return 0;
}
