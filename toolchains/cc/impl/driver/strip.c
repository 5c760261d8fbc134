#include "strip.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bounds.h"
#include "files.h"

/* The parts of the ELF format (generic ABI, chapters 4 and 5) that are needed; <elf.h> is not on
 * every exec platform. */
typedef struct {
    uint8_t ident[16];
    uint16_t type, machine;
    uint32_t version;
    uint64_t entry, phoff, shoff;
    uint32_t flags;
    uint16_t ehsize, phentsize, phnum, shentsize, shnum, shstrndx;
} FileHeader;

typedef struct {
    uint32_t type, flags;
    uint64_t offset, vaddr, paddr, filesz, memsz, align;
} ProgramHeader;

typedef struct {
    uint32_t name, type;
    uint64_t flags, addr, offset, size;
    uint32_t link, info;
    uint64_t addralign, entsize;
} SectionHeader;

enum {
    TYPE_EXEC = 2,
    TYPE_DYN = 3,
    SECTION_STRTAB = 3,
    SECTION_NOBITS = 8,
    FLAG_ALLOC = 0x2,
    FLAG_INFO_LINK = 0x40,
};

static const char section_names_name[] = ".shstrtab";

/* Writes the result: the file up to `kept`, the section names, the section headers. */
static bool
write_file(const char *path, const uint8_t *data, size_t kept, const char *names,
           size_t names_size, const SectionHeader *sections, size_t count, size_t padding)
{
    static const uint8_t zeros[8];
    FILE *file = fopen(path, "wb");
    bool good = file != NULL;
    good = good && fwrite(data, 1, kept, file) == kept;
    good = good && fwrite(names, 1, names_size, file) == names_size;
    good = good && fwrite(zeros, 1, padding, file) == padding;
    good = good && fwrite(sections, sizeof(*sections), count, file) == count;
    if (file != NULL && fclose(file) != 0) {
        good = false;
    }
    if (!good) {
        fprintf(stderr, "strip: %s: cannot be written: %s\n", path, strerror(errno));
    }
    return good;
}

static int
strip_elf(uint8_t *data, size_t size, const char *input, const char *output)
{
    static const uint8_t magic[] = {0x7f, 'E', 'L', 'F', 2 /* 64 bits */, 1 /* little endian */};
    FileHeader header;
    if (size < sizeof(header) || memcmp(data, magic, sizeof(magic)) != 0) {
        fprintf(stderr, "strip: %s: not a 64-bit ELF file; for other formats let the linker do it "
                "(--features=strip_symbols)\n", input);
        return 1;
    }
    memcpy(&header, data, sizeof(header));
    if ((header.type != TYPE_EXEC && header.type != TYPE_DYN)
        || header.phentsize != sizeof(ProgramHeader) || header.shentsize != sizeof(SectionHeader)
        || !bounds_within(header.phoff, header.phnum, sizeof(ProgramHeader), size)
        || !bounds_within(header.shoff, header.shnum, sizeof(SectionHeader), size)
        || header.shstrndx >= header.shnum) {
        fprintf(stderr, "strip: %s: not an executable or a shared library\n", input);
        return 1;
    }

    /* Everything that is loaded stays where it is. */
    uint64_t kept = header.phoff + header.phnum * sizeof(ProgramHeader);
    for (size_t i = 0; i < header.phnum; i++) {
        ProgramHeader segment;
        memcpy(&segment, data + header.phoff + i * sizeof(segment), sizeof(segment));
        if (!bounds_within(segment.offset, 1, segment.filesz, size)) {
            fprintf(stderr, "strip: %s: a segment is outside the file\n", input);
            return 1;
        }
        if (segment.offset + segment.filesz > kept) {
            kept = segment.offset + segment.filesz;
        }
    }

    SectionHeader *old = calloc(header.shnum, sizeof(*old));
    SectionHeader *new = calloc((size_t)header.shnum + 1, sizeof(*new));
    uint32_t *index = calloc(header.shnum, sizeof(*index));
    if (old == NULL || new == NULL || index == NULL) {
        fprintf(stderr, "strip: out of memory\n");
        return 1;
    }
    memcpy(old, data + header.shoff, header.shnum * sizeof(*old));
    const SectionHeader *strings = &old[header.shstrndx];
    if (!bounds_within(strings->offset, 1, strings->size, size) || strings->size == 0
        || data[strings->offset + strings->size - 1] != '\0') {
        fprintf(stderr, "strip: %s: the section names are damaged\n", input);
        return 1;
    }
    char *names = calloc(strings->size * (uint64_t)header.shnum + sizeof(section_names_name) + 1,
                         1);
    if (names == NULL) {
        fprintf(stderr, "strip: out of memory\n");
        return 1;
    }

    size_t count = 1, names_size = 1; /* both tables begin with an empty entry */
    for (uint32_t i = 1; i < header.shnum; i++) {
        if (!(old[i].flags & FLAG_ALLOC)) {
            continue;
        }
        if (old[i].name >= strings->size
            || (old[i].type != SECTION_NOBITS
                && !bounds_within(old[i].offset, 1, old[i].size, kept))) {
            fprintf(stderr, "strip: %s: a loaded section is outside its segment\n", input);
            return 1;
        }
        const char *name = (const char *)data + strings->offset + old[i].name;
        index[i] = (uint32_t)count;
        new[count] = old[i];
        new[count].name = (uint32_t)names_size;
        memcpy(names + names_size, name, strlen(name) + 1);
        names_size += strlen(name) + 1;
        count++;
    }
    for (size_t i = 1; i < count; i++) {
        new[i].link = new[i].link < header.shnum ? index[new[i].link] : 0;
        if (new[i].flags & FLAG_INFO_LINK) {
            new[i].info = new[i].info < header.shnum ? index[new[i].info] : 0;
        }
    }
    memcpy(names + names_size, section_names_name, sizeof(section_names_name));
    new[count] = (SectionHeader){
        .name = (uint32_t)names_size,
        .type = SECTION_STRTAB,
        .offset = kept,
        .addralign = 1,
    };
    names_size += sizeof(section_names_name);
    new[count].size = names_size;

    size_t padding = (8 - (kept + names_size) % 8) % 8;
    header.shoff = kept + names_size + padding;
    header.shnum = (uint16_t)(count + 1);
    header.shstrndx = (uint16_t)count;
    memcpy(data, &header, sizeof(header));
    bool good = write_file(output, data, kept, names, names_size, new, count + 1, padding);
    free(old);
    free(new);
    free(index);
    free(names);
    return good ? 0 : 1;
}

int
strip(int argc, char *argv[])
{
    if (argc != 3 || strcmp(argv[0], "-o") != 0) {
        fprintf(stderr, "strip: usage: strip -o OUTPUT INPUT\n");
        return 2;
    }
    size_t size;
    uint8_t *data = files_read(argv[2], &size);
    if (data == NULL) {
        return 1;
    }
    int status = strip_elf(data, size, argv[2], argv[1]);
    free(data);
    return status;
}
