#include "packed_resources_zlib.h"

#include <limits.h>
#include <string.h>

#include <zlib.h>

static uInt
chunk_size(size_t left)
{
    return left < UINT_MAX ? (uInt)left : UINT_MAX;
}

bool
packed_blob_decode(const struct packed_blob *blob, void *buffer)
{
    if (blob->encoding == PACKED_BESIDE || !packed_blob_is_intact(blob)) {
        return false;
    }
    if (blob->encoding == PACKED_STORED) {
        if (blob->stored.size > 0) {
            memcpy(buffer, blob->stored.data, blob->stored.size);
        }
        return true;
    }

    z_stream stream;
    memset(&stream, 0, sizeof(stream));
    if (inflateInit(&stream) != Z_OK) {
        return false;
    }
    /* zlib counts in uInt, sizes here are size_t: feed it in chunks. */
    size_t in_left = blob->stored.size;
    size_t out_left = blob->raw_size;
    stream.next_in = (z_const Bytef *)(uintptr_t)blob->stored.data;
    stream.next_out = buffer;
    int status;
    do {
        const uInt in_chunk = chunk_size(in_left);
        const uInt out_chunk = chunk_size(out_left);
        stream.avail_in = in_chunk;
        stream.avail_out = out_chunk;
        status = inflate(&stream, Z_NO_FLUSH);
        in_left -= in_chunk - stream.avail_in;
        out_left -= out_chunk - stream.avail_out;
    } while (status == Z_OK);
    inflateEnd(&stream);
    return status == Z_STREAM_END && out_left == 0;
}
