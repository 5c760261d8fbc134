/* Reader of the packed resources format, version 2 (docs/packed_resources.md).
 *
 * The packed file is read in place: opening it checks the header and the configuration, and nothing
 * else, so the cost does not grow with the number of entries. Everything else is compared with its
 * checksum, and what it points at is checked, each time it is looked at. So damage is an error
 * where it is used, and no file whatever makes the reader read outside of it. A blob is compared by
 * whoever uses it, see packed_blob_is_intact().
 *
 * Ownership: the caller owns the memory of the packed file and keeps it readable and unchanged for
 * as long as the reader or anything that came from it is in use. The reader allocates nothing, has
 * no state of its own and may be used from several threads at once.
 *
 * This file knows nothing about Python.
 */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_PACKED_RESOURCES_H
#define RULES_PYTHON_EXECUTABLE_LOADER_PACKED_RESOURCES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum packed_status {
    PACKED_OK = 0,
    PACKED_NOT_FOUND,           /* no entry of that kind and name; the file is fine */
    PACKED_END,                 /* an iteration is over; the file is fine */
    PACKED_TRUNCATED,           /* the memory ends before the packed file does */
    PACKED_BAD_MAGIC,           /* not a packed file */
    PACKED_BAD_VERSION,         /* a version, header size or flag this reader does not know */
    PACKED_BAD_HEADER,          /* a table lies outside the file, or a count is over its limit */
    PACKED_BAD_CHECKSUM,        /* header or configuration are not what was written */
    PACKED_BAD_INDEX,           /* a slot of the hash table is not what was written, or points at an
                                 * entry that does not exist */
    PACKED_BAD_ENTRY,           /* an entry or its list of children is not what was written, has an
                                 * unknown kind or encoding, or points outside */
    PACKED_BAD_CONFIG,          /* the configuration is cut short or has an unknown shape */
    PACKED_BAD_CONTENT,         /* for callers: a blob is not what was written */
};

/* A static message in lower case without a full stop, for example "truncated". Never NULL. */
const char *packed_status_message(enum packed_status status);

/* What an entry is. The values are those of the file. */
enum packed_kind {
    PACKED_MODULE = 1,          /* name: dotted, "pkg.mod" */
    PACKED_FILE = 2,            /* name: "pkg/data.txt" */
    PACKED_DIRECTORY = 3,       /* name: "pkg"; the root is "" */
};

/* How a blob's bytes are stored. The values are those of the file. */
enum packed_encoding {
    PACKED_STORED = 0,
    PACKED_ZLIB = 1,            /* one zlib stream (RFC 1950); see packed_resources_zlib.h */
    PACKED_BESIDE = 2,          /* a file beside the executable: a shared library */
};

/* Bytes inside the packed file: UTF-8 where it is a name, without a terminator. */
struct packed_slice {
    const char *data;           /* borrowed from the packed file; not NULL unless size is 0 */
    size_t size;                /* bytes */
};

/* Content of an entry. */
struct packed_blob {
    struct packed_slice stored; /* the bytes as they are in the file */
    enum packed_encoding encoding;
    size_t raw_size;            /* bytes after decoding; equals stored.size when stored */
    uint32_t checksum;          /* of the stored bytes, see packed_blob_is_intact(); of the file
                                 * where it is beside the executable */
};

/* An entry whose every field has been checked. */
struct packed_entry {
    enum packed_kind kind;
    bool is_package;            /* module: has submodules, and `path` ends in __init__.py */
    bool is_namespace;          /* module: a package without code */
    bool is_extension;          /* module: native code */
    struct packed_slice name;
    struct packed_slice path;   /* module: virtual path, "pkg/mod.py"; else and for namespaces "" */
    struct packed_blob data;    /* module: marshalled code object, or the shared library of an
                                 * extension, see packed_entry_is_linked_in(); file: content */
    struct packed_blob source;  /* module: source text, or size 0 if it is not packed */
    uint32_t first_child;       /* range of the table of children, see packed_resources_child() */
    uint32_t child_count;
};

/* A packed file that has been opened. Treat the members as private. */
struct packed_resources {
    const unsigned char *base;
    uint64_t size;
    uint32_t bytecode_magic;
    uint32_t entry_count;
    uint32_t slot_count;
    uint64_t slots_offset;
    uint64_t entries_offset;
    uint64_t children_offset;
    uint64_t children_count;
    uint64_t strings_offset;
    uint64_t strings_size;
    uint64_t config_offset;
    uint64_t config_size;
};

/* Opens the packed file in the `size` readable bytes at `address`, which may go on after the end of
 * the packed file. On failure `resources` is left as it was. */
enum packed_status packed_resources_open(struct packed_resources *resources, const void *address,
                                         size_t size);

/* The 4 bytes at the start of a .pyc file of the Python the code objects were made for, read as a
 * little-endian number. */
uint32_t packed_resources_bytecode_magic(const struct packed_resources *resources);

/* The hash of the index for a name of that kind: the same in every process and every executable. */
uint64_t packed_resources_hash(enum packed_kind kind, const char *name, size_t name_size);

/* Number of entries; the entries are sorted by kind, then by the bytes of their names. */
uint32_t packed_resources_count(const struct packed_resources *resources);

/* Looks up an entry in constant time. PACKED_NOT_FOUND if there is none; `entry` is written only
 * on PACKED_OK. */
enum packed_status packed_resources_find(const struct packed_resources *resources,
                                         enum packed_kind kind, const char *name, size_t name_size,
                                         struct packed_entry *entry);

/* The entry at `index`; PACKED_END if `index` is not below packed_resources_count(). */
enum packed_status packed_resources_entry(const struct packed_resources *resources, uint32_t index,
                                          struct packed_entry *entry);

/* The child number `position` of `parent`: files and directories of a directory, submodules of a
 * package. PACKED_END if `position` is not below parent->child_count. The list is compared with its
 * checksum at position 0. */
enum packed_status packed_resources_child(const struct packed_resources *resources,
                                          const struct packed_entry *parent, uint32_t position,
                                          struct packed_entry *child);

/* Whether the entry of an extension module stands for one that is linked into the executable. */
bool packed_entry_is_linked_in(const struct packed_entry *extension);

/* Whether the stored bytes of a blob are those that were written. Reads them all. There are none of
 * one that is beside the executable: see packed_blob_is_content(). */
bool packed_blob_is_intact(const struct packed_blob *blob);

/* Whether the `size` bytes at `data`, read from the file beside the executable that a blob stands
 * for, are its content. Reads them all. */
bool packed_blob_is_content(const struct packed_blob *blob, const void *data, size_t size);

/* One setting of the configuration. */
struct packed_setting {
    struct packed_slice key;
    struct packed_slice value;
};

/* Steps through the configuration in the order of the file. Set *cursor to 0 before the first call;
 * its value in between is private. PACKED_END after the last setting. */
enum packed_status packed_resources_next_setting(const struct packed_resources *resources,
                                                 uint64_t *cursor, struct packed_setting *setting);

/* Whether `slice` holds exactly the bytes of the terminated string `text`. */
bool packed_slice_equals(struct packed_slice slice, const char *text);

#endif
