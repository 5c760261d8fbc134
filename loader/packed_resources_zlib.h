/* Decoding of compressed blobs, apart from the reader so that the reader needs no library. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_PACKED_RESOURCES_ZLIB_H
#define RULES_PYTHON_EXECUTABLE_LOADER_PACKED_RESOURCES_ZLIB_H

#include <stdbool.h>

#include "packed_resources.h"

/* Decodes `blob`, of either encoding, into `buffer`, which the caller owns and which has room for
 * blob->raw_size bytes. False if the blob is not intact or does not decode to exactly that many
 * bytes; the buffer's content is then unspecified. */
bool packed_blob_decode(const struct packed_blob *blob, void *buffer);

#endif
