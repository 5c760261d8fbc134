/* Runs a fuzz target on mutations of the sample packed file, without the runtime of a compiler's
 * fuzzer: the same mutations every time, so that a failure can be repeated.
 *
 * Usage: fuzz_driver [ITERATIONS]
 *
 * Each input lies between two pages that cannot be touched, once at the end of its pages and once
 * at their start, so a read outside it ends the process. Undefined behaviour does so too if the
 * target is compiled with -fsanitize=undefined -fsanitize-trap.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE                     /* MAP_ANONYMOUS */
#endif

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "check.h"
#include "sample_pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DEFAULT_ITERATIONS = 100000, MAX_MUTATIONS = 6 };

static uint64_t random_state = 1;

/* xorshift64* (Vigna, "An experimental exploration of Marsaglia's xorshift generators"). */
static uint64_t
random_number(void)
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return random_state * UINT64_C(2685821657736338717);
}

static size_t
random_below(size_t limit)
{
    return (size_t)(random_number() % limit);
}

/* Values at which arithmetic on sizes goes wrong, if it does. */
static uint64_t
interesting_number(void)
{
    static const uint64_t numbers[] = {
        0, 1, 7, 8, 63, 64, 127, 159, 160, 255, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff,
        UINT64_C(0x100000000), UINT64_C(1) << 40, INT64_MAX, UINT64_C(1) << 63, UINT64_MAX - 159,
        UINT64_MAX,
    };
    const uint64_t number = numbers[random_below(sizeof(numbers) / sizeof(numbers[0]))];
    return number + random_below(3) - 1;
}

static void
mutate(unsigned char *data, size_t *size)
{
    /* Most mutations go where the tables are; content and strings are larger and matter less. */
    const size_t reach = random_below(4) == 0 || *size < SAMPLE_CHILDREN ? *size : SAMPLE_CHILDREN;
    if (reach < 16) {
        return;
    }
    unsigned char *at = data + random_below(reach - 8);
    unsigned char *field = data + (random_below(reach - 8) & ~(size_t)3);
    switch (random_below(8)) {
    case 0:
        *at ^= (unsigned char)(1u << random_below(8));
        break;
    case 1:
        *at = (unsigned char)random_number();
        break;
    case 2:
    case 3:
        put_u32(field, (uint32_t)interesting_number());
        break;
    case 4:
        put_u64(field, interesting_number());
        break;
    case 5:
        put_u64(field, random_below(2 * *size));
        break;
    case 6:
        memmove(at, data + random_below(reach - 8), 8);
        break;
    default:
        if (random_below(4) == 0) {
            *size = random_below(*size + 1);
        }
        else {
            put_u32(field, (uint32_t)random_below(*size));
        }
    }
}

int
main(int argc, char **argv)
{
    const long iterations = argc > 1 ? strtol(argv[1], NULL, 10) : DEFAULT_ITERATIONS;
    CHECK(iterations > 0);
    size_t sample_size;
    unsigned char *sample = sample_pack(&sample_size);
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    const size_t room = (sample_size + page - 1) / page * page;
    unsigned char *memory = mmap(NULL, room + 2 * page, PROT_READ | PROT_WRITE,
                                 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK(memory != MAP_FAILED);
    CHECK(mprotect(memory, page, PROT_NONE) == 0);
    CHECK(mprotect(memory + page + room, page, PROT_NONE) == 0);
    unsigned char *mutated = malloc(sample_size);
    CHECK(mutated != NULL);

    for (long i = 0; i < iterations; i++) {
        size_t size = sample_size;
        memcpy(mutated, sample, sample_size);
        for (size_t count = 1 + random_below(MAX_MUTATIONS); count > 0; count--) {
            mutate(mutated, &size);
        }
        unsigned char *const places[] = {memory + page + room - size, memory + page};
        for (size_t place = 0; place < 2; place++) {
            memcpy(places[place], mutated, size);
            CHECK(LLVMFuzzerTestOneInput(places[place], size) == 0);
        }
    }
    printf("passed: %ld inputs\n", iterations);
    free(mutated);
    free(sample);
    return 0;
}
