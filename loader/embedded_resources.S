/* The packed resources of a `python_embedded_library`, for the linker.
 *
 * PACKED_RESOURCES is the path of the packed file. It becomes a section of its own, read-only and
 * starting at a page, of which the system maps what is looked at, as it does with an executable's.
 * The symbols are those that embedded.c looks for.
 */

#if defined(__APPLE__)
#define SYMBOL(name) _##name
#define HIDE(name) .private_extern SYMBOL(name)
    .section __DATA_CONST,__pypack
    .p2align 14                         /* arm64 has pages of 16 KiB */
#elif defined(_WIN32)
#define SYMBOL(name) name
#define HIDE(name)
    .section .pypack, "dr"
    .p2align 12
#else
#define SYMBOL(name) name
#define HIDE(name) .hidden name
    .section .pypack, "a", %progbits
    .p2align 12
#endif

    .globl SYMBOL(python_embedded_resources)
    HIDE(python_embedded_resources)
SYMBOL(python_embedded_resources):
1:
    .incbin PACKED_RESOURCES
2:
    .p2align 3
    .globl SYMBOL(python_embedded_resources_size)
    HIDE(python_embedded_resources_size)
SYMBOL(python_embedded_resources_size):
    .quad 2b - 1b

#if defined(__ELF__)
    .section .note.GNU-stack, "", %progbits
#endif
