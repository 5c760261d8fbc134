/* The parts of the Mach-O format that the runner reads; names and values are those of Apple's
 * <mach-o/loader.h> and <mach-o/fat.h>. */
#ifndef TESTS_MACHO_RUNNER_MACHO_H
#define TESTS_MACHO_RUNNER_MACHO_H

#include <stdint.h>

enum {
    MH_MAGIC_64 = 0xfeedfacf,
    MH_EXECUTE = 2,
    MH_DYLIB = 6,
    MH_BUNDLE = 8,
    FAT_MAGIC = 0xcafebabe,             /* the numbers of fat headers are big-endian */
    CPU_TYPE_X86_64 = 0x01000007,
    CPU_TYPE_ARM64 = 0x0100000c,
    VM_PROT_READ = 1,
    VM_PROT_WRITE = 2,
    VM_PROT_EXECUTE = 4,
};

enum {
    LC_LOAD_DYLIB = 0xc,
    LC_SEGMENT_64 = 0x19,
    LC_LOAD_WEAK_DYLIB = 0x80000018,
    LC_REEXPORT_DYLIB = 0x8000001f,
    LC_DYLD_INFO = 0x22,
    LC_DYLD_INFO_ONLY = 0x80000022,
    LC_LOAD_UPWARD_DYLIB = 0x80000023,
    LC_MAIN = 0x80000028,
    LC_DYLD_EXPORTS_TRIE = 0x80000033,
    LC_DYLD_CHAINED_FIXUPS = 0x80000034,
};

/* Types of sections: the low byte of their flags. */
enum {
    SECTION_TYPE = 0xff,
    S_MOD_INIT_FUNC_POINTERS = 0x9,
    S_THREAD_LOCAL_REGULAR = 0x11,
    S_THREAD_LOCAL_ZEROFILL = 0x12,
    S_THREAD_LOCAL_VARIABLES = 0x13,
    S_THREAD_LOCAL_INIT_FUNCTION_POINTERS = 0x15,
    S_INIT_FUNC_OFFSETS = 0x16,
};

struct mach_header_64 {
    uint32_t magic, cputype, cpusubtype, filetype, ncmds, sizeofcmds, flags, reserved;
};

struct load_command {
    uint32_t cmd, cmdsize;
};

struct segment_command_64 {
    uint32_t cmd, cmdsize;
    char segname[16];
    uint64_t vmaddr, vmsize, fileoff, filesize;
    uint32_t maxprot, initprot, nsects, flags;
};

struct section_64 {
    char sectname[16], segname[16];
    uint64_t addr, size;
    uint32_t offset, align, reloff, nreloc, flags, reserved1, reserved2, reserved3;
};

struct dylib_command {
    uint32_t cmd, cmdsize;
    uint32_t name;                      /* where it is in the command */
    uint32_t timestamp, current_version, compatibility_version;
};

struct dyld_info_command {
    uint32_t cmd, cmdsize;
    uint32_t rebase_off, rebase_size, bind_off, bind_size, weak_bind_off, weak_bind_size;
    uint32_t lazy_bind_off, lazy_bind_size, export_off, export_size;
};

struct linkedit_data_command {
    uint32_t cmd, cmdsize, dataoff, datasize;
};

struct entry_point_command {
    uint32_t cmd, cmdsize;
    uint64_t entryoff, stacksize;
};

#endif
