/* An image to attach packed resources to. It finds them as docs/packed_resources.md says and writes
 * them to its standard output; the exit code is 1 if there are none and 2 if its own zeroed memory
 * is not zero. */
#include <elf.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

__asm__(
    ".pushsection .note.pypack, \"aR\", %note\n"
    ".balign 4\n"
    ".long 8, 16, 1\n"
    ".asciz \"PYPACK\"\n"
    ".byte 0\n"
    ".globl image_descriptor\n"
    ".hidden image_descriptor\n"
    "image_descriptor:\n"
    ".quad 0, 0\n"
    ".popsection\n");

extern const volatile unsigned char image_descriptor[16] __attribute__((visibility("hidden")));
extern const Elf64_Ehdr __ehdr_start __attribute__((visibility("hidden")));

/* Makes the last segment of the image larger in memory than in the file. */
static unsigned char zeroed[100000];

static uint64_t
load_u64(const volatile unsigned char *bytes)
{
    uint64_t value = 0;
    for (int i = 7; i >= 0; i--) {
        value = value << 8 | bytes[i];
    }
    return value;
}

int
main(void)
{
    const uint64_t address = load_u64(image_descriptor);
    const uint64_t size = load_u64(image_descriptor + 8);
    if (size == 0) {
        return 1;
    }
    for (size_t i = 0; i < sizeof(zeroed); i++) {
        if (((volatile unsigned char *)zeroed)[i] != 0) {
            return 2;
        }
    }
    /* A position-independent executable is linked at 0, any other is where it was linked for. */
    const uint64_t bias = __ehdr_start.e_type == ET_DYN ? (uint64_t)(uintptr_t)&__ehdr_start : 0;
    const void *packed = (const void *)(uintptr_t)(bias + address);
    return fwrite(packed, 1, (size_t)size, stdout) == size ? 0 : 3;
}
