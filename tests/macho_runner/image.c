#include "image.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fatal.h"

#ifdef __aarch64__
enum { OWN_CPU = CPU_TYPE_ARM64 };
#else
enum { OWN_CPU = CPU_TYPE_X86_64 };
#endif

enum { PAGE = 0x4000 };

static const size_t default_stack_size = (size_t)8 << 20;

/* Any slide will do, but not 0: that would hide what the rebasing misses. */
static const uintptr_t chosen_slide = 0x30000000;

static struct image_slice
part_of(struct image_slice whole, uint64_t offset, uint64_t size, const char *what)
{
    if (offset > whole.size || size > whole.size - offset) {
        fatal("%s lies outside of the file", what);
    }
    return (struct image_slice){whole.start + offset, (size_t)size};
}

/* `path` below the current folder. As dyld, which leaves symbolic links and `..` in it. */
static char *
absolute(const char *path)
{
    char *folder = getcwd(NULL, 0);
    char *result = NULL;
    if (folder == NULL || asprintf(&result, "%s/%s", folder, path) < 0) {
        fatal("no current folder");
    }
    free(folder);
    return result;
}

static struct image_slice
map_file(const char *path)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (fd < 0 || fstat(fd, &status) != 0) {
        fatal("%s: %s", path, strerror(errno));
    }
    const size_t size = (size_t)status.st_size;
    if (size < sizeof(struct mach_header_64)) {
        fatal("%s: not a Mach-O file", path);
    }
    const void *start = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (start == MAP_FAILED) {
        fatal("%s: %s", path, strerror(errno));
    }
    close(fd);
    return (struct image_slice){start, size};
}

/* The part of a universal file that is for this CPU; any other file as it is. */
static struct image_slice
for_own_cpu(struct image_slice file)
{
    uint32_t header[2];
    memcpy(header, file.start, sizeof(header));
    if (be32toh(header[0]) != FAT_MAGIC) {
        return file;
    }
    for (uint32_t i = 0; i < be32toh(header[1]); i++) {
        uint32_t architecture[5];
        const struct image_slice entry = part_of(
            file, sizeof(header) + i * sizeof(architecture), sizeof(architecture), "the fat header");
        memcpy(architecture, entry.start, sizeof(architecture));
        if (be32toh(architecture[0]) == OWN_CPU) {
            return part_of(file, be32toh(architecture[2]), be32toh(architecture[3]), "a slice");
        }
    }
    fatal("the universal file has nothing for this CPU");
}

static void
add_segment(struct image *image, const struct load_command *command)
{
    struct segment_command_64 segment;
    memcpy(&segment, command, sizeof(segment));
    if (image->segment_count == IMAGE_MAX_SEGMENTS) {
        fatal("more than %d segments", IMAGE_MAX_SEGMENTS);
    }
    if (sizeof(segment) + segment.nsects * sizeof(struct section_64) != segment.cmdsize) {
        fatal("a segment's load command has a wrong size");
    }
    if (segment.filesize > segment.vmsize) {
        fatal("a segment is larger in the file than in memory");
    }
    part_of(image->file, segment.fileoff, segment.filesize, "a segment");
    if (strncmp(segment.segname, "__TEXT", sizeof(segment.segname)) == 0) {
        image->header = (uintptr_t)segment.vmaddr;      /* without the slide as yet */
        image->has_header = true;
    }
    image->sections[image->segment_count] =
        (const void *)((const char *)command + sizeof(segment));
    image->segments[image->segment_count++] = segment;
}

static void
read_dyld_info(struct image *image, const struct load_command *command)
{
    struct dyld_info_command info;
    memcpy(&info, command, sizeof(info));
    image->fixups = (struct image_fixups){
        .rebase = part_of(image->file, info.rebase_off, info.rebase_size, "the rebase info"),
        .bind = part_of(image->file, info.bind_off, info.bind_size, "the bind info"),
        .lazy_bind =
            part_of(image->file, info.lazy_bind_off, info.lazy_bind_size, "the lazy bind info"),
    };
    image->exports = part_of(image->file, info.export_off, info.export_size, "the export info");
}

static void
add_needed(struct image *image, const struct load_command *command)
{
    struct dylib_command library;
    memcpy(&library, command, sizeof(library));
    const char *const name = (const char *)command + library.name;
    if (library.name >= library.cmdsize
        || memchr(name, '\0', library.cmdsize - library.name) == NULL)
    {
        fatal("%s: the name of a library is damaged", image->path);
    }
    if (image->needed_count == IMAGE_MAX_NEEDED) {
        fatal("%s: needs more than %d libraries", image->path, IMAGE_MAX_NEEDED);
    }
    image->needed[image->needed_count++] = name;
}

static void
read_command(struct image *image, const struct load_command *command)
{
    struct linkedit_data_command data;
    struct entry_point_command main;
    switch (command->cmd) {
    case LC_SEGMENT_64:
        add_segment(image, command);
        break;
    case LC_LOAD_DYLIB:
    case LC_LOAD_WEAK_DYLIB:
    case LC_LOAD_UPWARD_DYLIB:
    case LC_REEXPORT_DYLIB:
        add_needed(image, command);
        break;
    case LC_DYLD_INFO:
    case LC_DYLD_INFO_ONLY:
        read_dyld_info(image, command);
        break;
    case LC_DYLD_EXPORTS_TRIE:
        memcpy(&data, command, sizeof(data));
        image->exports = part_of(image->file, data.dataoff, data.datasize, "the exports trie");
        break;
    case LC_DYLD_CHAINED_FIXUPS:
        fatal("chained fixups are not supported: the project's linker does not make them");
    case LC_MAIN:
        memcpy(&main, command, sizeof(main));
        image->entry = (uintptr_t)main.entryoff;    /* relative to the header as yet */
        image->stack_size = main.stacksize != 0 ? (size_t)main.stacksize : default_stack_size;
        break;
    }
}

static void
read_commands(struct image *image, bool is_program)
{
    struct mach_header_64 header;
    memcpy(&header, image->file.start, sizeof(header));
    image->type = header.filetype;
    if (header.magic != MH_MAGIC_64
        || (is_program ? image->type != MH_EXECUTE
                       : image->type != MH_BUNDLE && image->type != MH_DYLIB))
    {
        fatal("%s: not a Mach-O %s", image->path, is_program ? "executable" : "library");
    }
    if (header.cputype != OWN_CPU) {
        fatal("%s: for another CPU", image->path);
    }
    struct image_slice rest =
        part_of(image->file, sizeof(header), header.sizeofcmds, "the load commands");
    for (uint32_t i = 0; i < header.ncmds; i++) {
        const struct load_command *command = (const void *)rest.start;
        if (rest.size < sizeof(*command) || command->cmdsize < sizeof(*command)) {
            fatal("the load commands are damaged");
        }
        const struct image_slice whole = part_of(rest, 0, command->cmdsize, "a load command");
        read_command(image, command);
        rest = (struct image_slice){whole.start + whole.size, rest.size - whole.size};
    }
    if (!image->has_header || (is_program && image->entry == 0)) {
        fatal("%s: no segment __TEXT, or no main()", image->path);
    }
}

static size_t
rounded_size(const struct segment_command_64 *segment)
{
    return ((size_t)segment->vmsize + PAGE - 1) & ~(size_t)(PAGE - 1);
}

/* `slide`: of the image, or 0 for any. */
static void
map_segments(struct image *image, uintptr_t slide)
{
    /* One reservation, since on x86-64 segments share larger pages than the CPU's. */
    uintptr_t start = UINTPTR_MAX, end = 0;
    for (size_t i = 0; i < image->segment_count; i++) {
        const struct segment_command_64 *segment = &image->segments[i];
        if (segment->initprot != 0) {
            const uintptr_t address = (uintptr_t)segment->vmaddr;
            start = address < start ? address : start;
            end = address + rounded_size(segment) > end ? address + rounded_size(segment) : end;
        }
    }
    void *const wanted = slide != 0 ? (void *)(start + slide) : NULL;
    void *const got = mmap(wanted, end - start, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | (slide != 0 ? MAP_FIXED_NOREPLACE : 0),
                           -1, 0);
    if (got == MAP_FAILED || (slide != 0 && got != wanted)) {
        fatal("%s: its address is not free", image->path);
    }
    image->slide = (uintptr_t)got - start;
    image->header += image->slide;
    image->entry += image->header;
    for (size_t i = 0; i < image->segment_count; i++) {
        const struct segment_command_64 *segment = &image->segments[i];
        if (segment->initprot != 0) {
            memcpy((void *)((uintptr_t)segment->vmaddr + image->slide),
                   image->file.start + segment->fileoff, (size_t)segment->filesize);
        }
    }
}

static void
map(struct image *image, const char *path, bool is_program)
{
    memset(image, 0, sizeof(*image));
    image->file = for_own_cpu(map_file(path));
    image->path = path[0] == '/' ? strdup(path) : absolute(path);
    read_commands(image, is_program);
    map_segments(image, is_program ? chosen_slide : 0);
}

void
image_map(struct image *image, const char *path)
{
    map(image, path, true);
}

void
image_map_library(struct image *image, const char *path)
{
    map(image, path, false);
}

void
image_protect(const struct image *image)
{
    for (size_t i = 0; i < image->segment_count; i++) {
        const struct segment_command_64 *segment = &image->segments[i];
        if (segment->initprot == 0) {
            continue;
        }
        const int protection = (segment->initprot & VM_PROT_READ ? PROT_READ : 0)
            | (segment->initprot & VM_PROT_WRITE ? PROT_WRITE : 0)
            | (segment->initprot & VM_PROT_EXECUTE ? PROT_EXEC : 0);
        char *start = (char *)((uintptr_t)segment->vmaddr + image->slide);
        const size_t page = (size_t)sysconf(_SC_PAGESIZE);
        const size_t size = ((size_t)segment->vmsize + page - 1) & ~(page - 1);
        __builtin___clear_cache(start, start + size);
        if (mprotect(start, size, protection) != 0) {
            fatal("mprotect: %s", strerror(errno));
        }
    }
}

const struct section_64 *
image_next_section(const struct image *image, uint32_t type, size_t *segment, uint32_t *section)
{
    for (; *segment < image->segment_count; ++*segment, *section = 0) {
        while (*section < image->segments[*segment].nsects) {
            const struct section_64 *found = &image->sections[*segment][(*section)++];
            if ((found->flags & SECTION_TYPE) == type) {
                return found;
            }
        }
    }
    return NULL;
}

const struct section_64 *
image_find_section(const struct image *image, const char *segment_name, const char *section_name)
{
    for (size_t i = 0; i < image->segment_count; i++) {
        for (uint32_t j = 0; j < image->segments[i].nsects; j++) {
            const struct section_64 *section = &image->sections[i][j];
            if (strncmp(section->segname, segment_name, sizeof(section->segname)) == 0
                && strncmp(section->sectname, section_name, sizeof(section->sectname)) == 0)
            {
                return section;
            }
        }
    }
    return NULL;
}

uint64_t
image_read_uleb(const uint8_t **position, const uint8_t *end)
{
    uint64_t value = 0;
    for (unsigned shift = 0; *position < end && shift < 64; shift += 7) {
        const uint8_t byte = *(*position)++;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0) {
            return value;
        }
    }
    fatal("a number in the linker's data is damaged");
}

/* The exports are a trie of the names' bytes. A node is: size of its own data as ULEB128, that
 * data (flags, offset from the header), the number of its edges, and for each the bytes, a NUL and
 * the offset of the node that it leads to. */
uintptr_t
image_find_export(const struct image *image, const char *name)
{
    const uint8_t *const end = image->exports.start + image->exports.size;
    const uint8_t *node = image->exports.start;
    while (node < end) {
        const uint64_t data_size = image_read_uleb(&node, end);
        /* Without data, an edge without bytes may lead on. */
        if (*name == '\0' && data_size != 0) {
            const uint64_t flags = image_read_uleb(&node, end);
            /* Neither re-exported nor a resolver, and not absolute. */
            return (flags & ~(uint64_t)4) == 0
                ? image->header + (uintptr_t)image_read_uleb(&node, end) : 0;
        }
        node = part_of(image->exports, (uint64_t)(node - image->exports.start) + data_size, 1,
                       "an export").start;
        unsigned edges = *node++;
        const uint8_t *next = NULL;
        for (; edges > 0 && next == NULL; edges--) {
            const size_t size = strnlen((const char *)node, (size_t)(end - node));
            const bool fits = strncmp((const char *)node, name, size) == 0;
            node += size + 1;
            const uint64_t offset = image_read_uleb(&node, end);
            if (fits) {
                name += size;
                next = part_of(image->exports, offset, 1, "an export").start;
            }
        }
        if (next == NULL) {
            return 0;
        }
        node = next;
    }
    return 0;
}
