/* The checksum of packed resources: Adler-32 (RFC 1950), several times as fast as zlib's own. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_CHECKSUM_H
#define RULES_PYTHON_EXECUTABLE_LOADER_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/* Checksum of nothing. */
#define CHECKSUM_OF_NOTHING UINT32_C(1)

/* The checksum of some bytes and `size` more at `data`, where `checksum` is that of the former. */
uint32_t checksum_add(uint32_t checksum, const void *data, size_t size);

#endif
