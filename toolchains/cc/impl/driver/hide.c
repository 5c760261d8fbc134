#include "hide.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bounds.h"
#include "files.h"

/* <ar.h>: what an archive begins with, and the header before each member. */
static const char archive_magic[] = "!<arch>\n";

typedef struct {
    char name[16], date[12], uid[6], gid[6], mode[8], size[10], end[2];
} MemberHeader;

/* The parts of <mach-o/loader.h> and <mach-o/nlist.h> that are needed; they are not on every exec
 * platform. */
typedef struct {
    uint32_t magic, cputype, cpusubtype, filetype, ncmds, sizeofcmds, flags, reserved;
} MachHeader;

typedef struct {
    uint32_t cmd, cmdsize;
} LoadCommand;

typedef struct {
    uint32_t cmd, cmdsize, symoff, nsyms, stroff, strsize;
} SymtabCommand;

typedef struct {
    uint32_t n_strx;
    uint8_t n_type, n_sect;
    uint16_t n_desc;
    uint64_t n_value;
} Symbol;

enum {
    LC_SYMTAB = 0x2,
    N_STAB = 0xe0,
    N_PEXT = 0x10,
    N_TYPE = 0x0e,
    N_UNDF = 0x0,
    N_EXT = 0x01,
};

static const uint32_t macho_magic = 0xfeedfacf;

/* Whether the symbol is one that other object files see, and is defined here. */
static bool
is_defined(const Symbol *symbol)
{
    return !(symbol->n_type & N_STAB) && (symbol->n_type & N_EXT)
           && (symbol->n_type & N_TYPE) != N_UNDF;
}

/* Hides what one object file defines; false if it is malformed. */
static bool
hide_object(uint8_t *data, size_t size)
{
    MachHeader header;
    if (size < sizeof(header)) {
        return false;
    }
    memcpy(&header, data, sizeof(header));
    size_t offset = sizeof(header);
    for (uint32_t i = 0; i < header.ncmds; i++) {
        LoadCommand command;
        if (!bounds_within(offset, 1, sizeof(command), size)) {
            return false;
        }
        memcpy(&command, data + offset, sizeof(command));
        if (command.cmdsize < sizeof(command) || !bounds_within(offset, 1, command.cmdsize, size)) {
            return false;
        }
        if (command.cmd == LC_SYMTAB) {
            SymtabCommand table;
            if (command.cmdsize != sizeof(table)) {
                return false;
            }
            memcpy(&table, data + offset, sizeof(table));
            if (!bounds_within(table.symoff, table.nsyms, sizeof(Symbol), size)) {
                return false;
            }
            uint8_t *symbols = data + table.symoff;
            for (uint32_t k = 0; k < table.nsyms; k++) {
                Symbol symbol;
                memcpy(&symbol, symbols + k * sizeof(symbol), sizeof(symbol));
                if (is_defined(&symbol)) {
                    symbol.n_type |= N_PEXT;
                    memcpy(symbols + k * sizeof(symbol), &symbol, sizeof(symbol));
                }
            }
        }
        offset += command.cmdsize;
    }
    return true;
}

/* Reads the number at the start of a field of a member's header, which spaces fill up; false if
 * there is none. */
static bool
parse_number(const char *field, size_t width, size_t *number)
{
    *number = 0;
    size_t i = 0;
    for (; i < width && field[i] >= '0' && field[i] <= '9'; i++) {
        *number = *number * 10 + (size_t)(field[i] - '0');
    }
    return i > 0;
}

/* Hides what the object files of an archive define and counts them; false if it is malformed.
 * Members that are no Mach-O files, such as the table of symbols, stay as they are. */
static bool
hide_archive(uint8_t *data, size_t size, size_t *count)
{
    size_t offset = sizeof(archive_magic) - 1;
    *count = 0;
    if (size < offset || memcmp(data, archive_magic, offset) != 0) {
        return false;
    }
    while (offset < size) {
        MemberHeader header;
        size_t member_size, name_size = 0;
        if (!bounds_within(offset, 1, sizeof(header), size)) {
            return false;
        }
        memcpy(&header, data + offset, sizeof(header));
        offset += sizeof(header);
        if (memcmp(header.end, "`\n", sizeof(header.end)) != 0
            || !parse_number(header.size, sizeof(header.size), &member_size)
            || !bounds_within(offset, 1, member_size, size)) {
            return false;
        }
        /* BSD's long names are at the start of the member's content. */
        if (memcmp(header.name, "#1/", 3) == 0
            && (!parse_number(header.name + 3, sizeof(header.name) - 3, &name_size)
                || name_size > member_size)) {
            return false;
        }
        uint8_t *content = data + offset + name_size;
        size_t content_size = member_size - name_size;
        if (content_size >= sizeof(macho_magic)
            && memcmp(content, &macho_magic, sizeof(macho_magic)) == 0) {
            if (!hide_object(content, content_size)) {
                return false;
            }
            *count += 1;
        }
        offset += member_size + member_size % 2;
    }
    return true;
}

int
hide(int argc, char *argv[])
{
    if (argc != 3 || strcmp(argv[0], "-o") != 0) {
        fprintf(stderr, "hide: usage: hide -o OUTPUT INPUT\n");
        return 2;
    }
    const char *output = argv[1], *input = argv[2];
    size_t size, count;
    uint8_t *data = files_read(input, &size);
    if (data == NULL) {
        return 1;
    }
    bool good = hide_archive(data, size, &count) && count > 0;
    if (!good) {
        fprintf(stderr, "hide: %s: not an archive of 64-bit Mach-O object files, or damaged\n",
                input);
    }
    good = good && files_write(output, data, size);
    free(data);
    return good ? 0 : 1;
}
