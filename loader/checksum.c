#include "checksum.h"

/* Largest prime below 2^16. */
#define MODULUS 65521u

/* Every LANES-th byte is summed up by itself, which compilers turn into vector instructions: in 16
 * bits, with room for the sums of BLOCK_ROWS bytes in each lane; and from there in 32, with room
 * for those of MAX_ROWS. */
enum { LANES = 16, BLOCK_ROWS = 16, MAX_ROWS = 4096 };

/* Sums of the bytes in each lane, and of what these sums were after each byte. */
struct lane_sums {
    uint32_t sums[LANES];
    uint32_t sums_of_sums[LANES];
};

/* Adds `rows` bytes, BLOCK_ROWS at most, to each lane. */
static inline void
add_block(struct lane_sums *lanes, const unsigned char *p, size_t rows)
{
    uint16_t sums[LANES] = {0};
    uint16_t sums_of_sums[LANES] = {0};
    for (size_t row = 0; row < rows; row++) {
        for (size_t lane = 0; lane < LANES; lane++) {
            sums[lane] = (uint16_t)(sums[lane] + p[lane]);
            sums_of_sums[lane] = (uint16_t)(sums_of_sums[lane] + sums[lane]);
        }
        p += LANES;
    }
    for (size_t lane = 0; lane < LANES; lane++) {
        lanes->sums_of_sums[lane] += lanes->sums[lane] * (uint32_t)rows + sums_of_sums[lane];
        lanes->sums[lane] += sums[lane];
    }
}

uint32_t
checksum_add(uint32_t checksum, const void *data, size_t size)
{
    const unsigned char *p = data;
    uint64_t sum = checksum & 0xFFFF;           /* of the bytes, and 1 */
    uint64_t sum_of_sums = checksum >> 16;      /* of what `sum` was after each byte */
    while (size >= LANES) {
        const size_t rows = size / LANES < MAX_ROWS ? size / LANES : MAX_ROWS;
        struct lane_sums lanes = {{0}, {0}};
        size_t row = 0;
        for (; row + BLOCK_ROWS <= rows; row += BLOCK_ROWS) {
            add_block(&lanes, p + row * LANES, BLOCK_ROWS);
        }
        add_block(&lanes, p + row * LANES, rows - row);
        p += rows * LANES;
        /* A byte counts once for itself and once for each byte behind it: as often as its lane
         * says times LANES, less those in the lanes before it. */
        sum_of_sums += sum * rows * LANES;
        for (size_t lane = 0; lane < LANES; lane++) {
            sum_of_sums += (uint64_t)lanes.sums_of_sums[lane] * LANES;
            sum_of_sums -= (uint64_t)lanes.sums[lane] * lane;
            sum += lanes.sums[lane];
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
