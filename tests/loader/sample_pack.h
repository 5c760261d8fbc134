/* A packed file for the tests, made by hand from docs/packed_resources.md, so that reader and
 * writer of the rules are not tested against each other only. */
#ifndef RULES_PYTHON_EXECUTABLE_TESTS_LOADER_SAMPLE_PACK_H
#define RULES_PYTHON_EXECUTABLE_TESTS_LOADER_SAMPLE_PACK_H

#include <stddef.h>
#include <stdint.h>

/* Where things are in the file, in bytes. */
enum {
    SAMPLE_ENTRY_COUNT = 9,
    SAMPLE_SLOT_COUNT = 32,
    SAMPLE_ENTRY_SIZE = 72,
    SAMPLE_SLOTS = 160,
    SAMPLE_ENTRIES = SAMPLE_SLOTS + SAMPLE_SLOT_COUNT * 12,
    SAMPLE_CHILDREN = SAMPLE_ENTRIES + SAMPLE_ENTRY_COUNT * SAMPLE_ENTRY_SIZE,
    SAMPLE_BYTECODE_MAGIC = 0x0a0d0df3,
};

/* Numbers of the entries, in their order in the file. */
enum {
    SAMPLE_MODULE_MAIN,         /* __main__, an alias of top with its path "top.py" */
    SAMPLE_MODULE_NS,           /* ns, a namespace package with ns.mod */
    SAMPLE_MODULE_NS_MOD,       /* ns.mod, code "NSMOD", source "# ns" */
    SAMPLE_MODULE_PKG,          /* pkg, a package, code "PKG", source "# pkg" */
    SAMPLE_MODULE_TOP,          /* top, code "TOP", source "# top" */
    SAMPLE_FILE_TEXT,           /* pkg/data.txt, "some text" */
    SAMPLE_FILE_COMPRESSED,     /* pkg/zlib.txt, SAMPLE_RAW_SIZE times 'a', compressed */
    SAMPLE_DIRECTORY_ROOT,      /* "", with pkg */
    SAMPLE_DIRECTORY_PKG,       /* pkg, with both files */
};

enum { SAMPLE_RAW_SIZE = 1000 };

/* Returns the file and sets *size. Its configuration is run_module=__main__, arg=--flag, arg="",
 * env=NAME=value, optimize=1, interpreter_config=cpu_count=7, interpreter_config=xoptions=a=b. The
 * caller frees it; the process ends if there is no memory. */
unsigned char *sample_pack(size_t *size);

/* Like sample_pack() with another configuration: key, value, key, value, ..., NULL. */
unsigned char *sample_pack_with_config(const char *const *config, size_t *size);

/* Puts the right checksum into an entry that has been changed. Its name and path must be in the
 * file. */
void sample_seal_entry(unsigned char *pack, unsigned number);

/* Puts the right checksum into the header after it has been changed. The configuration must be in
 * the file. */
void sample_seal_header(unsigned char *pack);

/* Writes and reads little-endian numbers. */
void put_u32(unsigned char *p, uint32_t value);
void put_u64(unsigned char *p, uint64_t value);
uint32_t get_u32(const unsigned char *p);

#endif
