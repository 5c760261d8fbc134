#include "checksum.h"

/* Largest prime below 2^16. */
#define MODULUS 65521u

/* Every LANES-th byte is summed up by itself, which compilers turn into vector instructions; with
 * MAX_ROWS bytes in each lane no sum reaches 2^32. */
enum { LANES = 16, MAX_ROWS = 4096 };

uint32_t
checksum_add(uint32_t checksum, const void *data, size_t size)
{
    const unsigned char *p = data;
    uint64_t sum = checksum & 0xFFFF;           /* of the bytes, and 1 */
    uint64_t sum_of_sums = checksum >> 16;      /* of what `sum` was after each byte */
    while (size >= LANES) {
        const size_t rows = size / LANES < MAX_ROWS ? size / LANES : MAX_ROWS;
        uint32_t sums[LANES] = {0};
        uint32_t sums_of_sums[LANES] = {0};
        for (size_t row = 0; row < rows; row++) {
            for (size_t lane = 0; lane < LANES; lane++) {
                sums[lane] += p[lane];
                sums_of_sums[lane] += sums[lane];
            }
            p += LANES;
        }
        /* A byte counts once for itself and once for each byte behind it: as often as its lane
         * says times LANES, less those in the lanes before it. */
        sum_of_sums += sum * rows * LANES;
        for (size_t lane = 0; lane < LANES; lane++) {
            sum_of_sums += (uint64_t)sums_of_sums[lane] * LANES - (uint64_t)sums[lane] * lane;
            sum += sums[lane];
        }
        sum %= MODULUS;
        sum_of_sums %= MODULUS;
        size -= rows * LANES;
    }
    for (; size > 0; size--) {
        sum += *p++;
        sum_of_sums += sum;
    }
    return (uint32_t)(sum_of_sums % MODULUS << 16 | sum % MODULUS);
}
