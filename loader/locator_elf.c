/* The locator for ELF executables, position independent or not. */

/* For what C11 alone does not declare. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "locator.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "executable_link.h"

/* Descriptor of the note, see locator_note.S. Bytes, because it is aligned to 4 only; volatile,
 * because the compiler must not believe the zeros that it may see. */
extern const volatile unsigned char pypack_note_descriptor[16]
    __attribute__((visibility("hidden")));

/* Start of the executable in memory, where its ELF header is; defined by the linker. */
extern const char __ehdr_start[] __attribute__((visibility("hidden")));

static uint64_t
read_descriptor(size_t offset)
{
    unsigned char bytes[8];
    for (size_t i = 0; i < sizeof(bytes); i++) {
        bytes[i] = pypack_note_descriptor[offset + i];
    }
    uint64_t value;
    memcpy(&value, bytes, sizeof(value));
    return value;
}

/* Whether the page at `address` can be read. A page of a mapped file beyond the file's end raises
 * SIGBUS when it is touched, but a system call that is given its address returns EFAULT.
 * rt_sigprocmask copies the new mask in before it looks at `how`, so with an impossible `how` it
 * reads the memory and changes nothing. */
static bool
is_readable(const void *address)
{
    enum { KERNEL_SIGSET_SIZE = 8 };
    const uintptr_t start = (uintptr_t)address & ~(uintptr_t)(KERNEL_SIGSET_SIZE - 1);
    const long result = syscall(SYS_rt_sigprocmask, ~0, start, NULL, KERNEL_SIGSET_SIZE);
    return result == 0 || errno != EFAULT;
}

/* Whether the file of the executable is at least `end` bytes long. A file cut short inside its last
 * page leaves that page readable, with zeros, so the size is asked for as well; where it cannot be
 * told (no /proc, no link to the file, no permission to read) the file counts as whole. */
static bool
file_reaches(uint64_t end)
{
    const char *link = executable_link();
    const int fd = link == NULL ? -1 : open(link, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return true;
    }
    const off_t size = lseek(fd, 0, SEEK_END);
    close(fd);
    return size < 0 || (uint64_t)size >= end;
}

enum locator_status
locator_find(const void **address, size_t *size)
{
    const uint64_t linked_address = read_descriptor(0);
    const uint64_t packed_size = read_descriptor(8);
    if (linked_address == 0 || packed_size == 0) {
        return LOCATOR_NOT_ATTACHED;
    }

    ElfW(Ehdr) elf_header;
    memcpy(&elf_header, __ehdr_start, sizeof(elf_header));
    /* Wherever they are in the file, they have the same distance from its start in memory. */
    const ElfW(Phdr) *headers = (const void *)(__ehdr_start + elf_header.e_phoff);
    const size_t header_count = elf_header.e_phnum;
    /* Difference between where the executable is and where it was linked to be. */
    uintptr_t bias = 0;
    for (size_t i = 0; i < header_count; i++) {
        if (headers[i].p_type == PT_LOAD && headers[i].p_offset == 0) {
            bias = (uintptr_t)__ehdr_start - (uintptr_t)headers[i].p_vaddr;
            break;
        }
    }
    for (size_t i = 0; i < header_count; i++) {
        const ElfW(Phdr) *header = &headers[i];
        if (header->p_type != PT_LOAD || linked_address < header->p_vaddr
            || linked_address - header->p_vaddr > header->p_filesz
            || packed_size > header->p_filesz - (linked_address - header->p_vaddr))
        {
            continue;
        }
        const char *start = (const char *)(bias + (uintptr_t)linked_address);
        const uint64_t file_offset = header->p_offset + (linked_address - header->p_vaddr);
        if (!is_readable(start + packed_size - 1) || !file_reaches(file_offset + packed_size)) {
            return LOCATOR_TRUNCATED;
        }
        *address = start;
        *size = (size_t)packed_size;
        return LOCATOR_OK;
    }
    return LOCATOR_NOT_MAPPED;
}
