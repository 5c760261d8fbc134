/* The ELF note that says where the packed resources are in memory.
 *
 * `tools/attach` finds it by its name, writes address and size into its descriptor, and turns the
 * program header PT_NOTE that covers it into the PT_LOAD of the packed resources. Zero until then.
 *
 * The section is SHT_NOTE, allocated and retained, so that neither --gc-sections nor stripping
 * takes it away. It is aligned to 4 bytes, like every note but the GNU properties: with 8, tools
 * disagree about where a descriptor starts.
 */

    .section .note.pypack, "aR", %note
    .balign 4
    .long 2f - 1f                       /* size of the name */
    .long 4f - 3f                       /* size of the descriptor */
    .long 1                             /* type */
1:
    .asciz "PYPACK"
    .byte 0                             /* makes the name 8 bytes */
2:
3:
    .globl pypack_note_descriptor
    .hidden pypack_note_descriptor
    .type pypack_note_descriptor, %object
pypack_note_descriptor:
    .quad 0                             /* virtual address of the packed resources */
    .quad 0                             /* their size in bytes */
4:
    .size pypack_note_descriptor, . - pypack_note_descriptor

    .section .note.GNU-stack, "", %progbits
