/* liblzma gives back what it was given in every container, with every check and every filter that
 * Python's lzma module names. */

#include <string.h>

#include <lzma.h>

#include "check.h"

enum { SIZE = 300000 };

static uint8_t original[SIZE];
static uint8_t packed[SIZE + 1000];
static uint8_t unpacked[SIZE];

/* Runs `stream` over its input until the end, and ends it.
 *
 * Returns the size of the output. */
static size_t
run(lzma_stream *stream)
{
    CHECK(lzma_code(stream, LZMA_FINISH) == LZMA_STREAM_END);
    const size_t size = (size_t)stream->total_out;
    lzma_end(stream);
    return size;
}

static lzma_stream
packing(void)
{
    lzma_stream stream = LZMA_STREAM_INIT;
    stream.next_in = original;
    stream.avail_in = SIZE;
    stream.next_out = packed;
    stream.avail_out = sizeof(packed);
    return stream;
}

static lzma_stream
unpacking(size_t size)
{
    lzma_stream stream = LZMA_STREAM_INIT;
    memset(unpacked, 0, SIZE);
    stream.next_in = packed;
    stream.avail_in = size;
    stream.next_out = unpacked;
    stream.avail_out = SIZE;
    return stream;
}

static void
check_unpacked(size_t size)
{
    CHECK(size == SIZE);
    CHECK(memcmp(original, unpacked, SIZE) == 0);
}

static void
test_xz(uint32_t preset, lzma_check check)
{
    CHECK(lzma_check_is_supported(check));
    lzma_stream stream = packing();
    CHECK(lzma_easy_encoder(&stream, preset, check) == LZMA_OK);
    const size_t size = run(&stream);
    CHECK(size < SIZE / 2);

    stream = unpacking(size);
    CHECK(lzma_auto_decoder(&stream, UINT64_MAX, 0) == LZMA_OK);
    check_unpacked(run(&stream));

    packed[size / 2] ^= 0x55;
    stream = unpacking(size);
    CHECK(lzma_stream_decoder(&stream, UINT64_MAX, 0) == LZMA_OK);
    CHECK(lzma_code(&stream, LZMA_FINISH) == LZMA_DATA_ERROR || check == LZMA_CHECK_NONE);
    lzma_end(&stream);
}

static void
test_alone(void)
{
    lzma_options_lzma options;
    CHECK(!lzma_lzma_preset(&options, LZMA_PRESET_DEFAULT));
    lzma_stream stream = packing();
    CHECK(lzma_alone_encoder(&stream, &options) == LZMA_OK);
    const size_t size = run(&stream);

    stream = unpacking(size);
    CHECK(lzma_alone_decoder(&stream, UINT64_MAX) == LZMA_OK);
    check_unpacked(run(&stream));
}

/* `id`, `options`: a filter to put before LZMA2. */
static void
test_raw(lzma_vli id, void *options)
{
    lzma_options_lzma lzma2;
    CHECK(!lzma_lzma_preset(&lzma2, 1));
    const lzma_filter filters[] = {
        {.id = id, .options = options},
        {.id = LZMA_FILTER_LZMA2, .options = &lzma2},
        {.id = LZMA_VLI_UNKNOWN, .options = NULL},
    };
    lzma_stream stream = packing();
    CHECK(lzma_raw_encoder(&stream, filters) == LZMA_OK);
    const size_t size = run(&stream);

    stream = unpacking(size);
    CHECK(lzma_raw_decoder(&stream, filters) == LZMA_OK);
    check_unpacked(run(&stream));
}

int
main(void)
{
    fill(original, SIZE);

    test_xz(0, LZMA_CHECK_NONE);
    test_xz(1, LZMA_CHECK_CRC32);
    test_xz(6, LZMA_CHECK_CRC64);
    test_xz(9 | LZMA_PRESET_EXTREME, LZMA_CHECK_SHA256);
    test_alone();

    lzma_options_delta delta = {.type = LZMA_DELTA_TYPE_BYTE, .dist = 4};
    test_raw(LZMA_FILTER_DELTA, &delta);
    test_raw(LZMA_FILTER_X86, NULL);
    test_raw(LZMA_FILTER_POWERPC, NULL);
    test_raw(LZMA_FILTER_IA64, NULL);
    test_raw(LZMA_FILTER_ARM, NULL);
    test_raw(LZMA_FILTER_ARMTHUMB, NULL);
    test_raw(LZMA_FILTER_SPARC, NULL);
    return 0;
}
