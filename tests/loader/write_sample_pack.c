/* Writes the sample packed file: a seed for fuzzers.
 *
 * Usage: write_sample_pack FILE
 */
#include <stdio.h>

#include "check.h"
#include "sample_pack.h"

int
main(int argc, char **argv)
{
    CHECK(argc == 2);
    size_t size;
    unsigned char *data = sample_pack(&size);
    FILE *file = fopen(argv[1], "wb");
    CHECK(file != NULL);
    CHECK(fwrite(data, 1, size, file) == size);
    CHECK(fclose(file) == 0);
    free(data);
    return 0;
}
