/* Checking that parts of a file that its content tells of are within it. */

#ifndef TOOLCHAINS_CC_DRIVER_BOUNDS_H
#define TOOLCHAINS_CC_DRIVER_BOUNDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether `count` items of `item` bytes at `offset` are within a file of `size` bytes. */
static inline bool
bounds_within(uint64_t offset, uint64_t count, uint64_t item, size_t size)
{
    return offset <= size && (count == 0 || item <= (size - offset) / count);
}

#endif
