/* Tests of loader/packed_tree.h. */
#include "loader/packed_tree.h"

#include <string.h>

#include "check.h"
#include "sample_pack.h"

static unsigned char *data;
static struct packed_resources resources;

static enum packed_status
find(const char *path, struct packed_node *node)
{
    return packed_tree_find(&resources, path, strlen(path), node);
}

static void
test_files_and_folders(void)
{
    struct packed_node node;
    CHECK(find("pkg/data.txt", &node) == PACKED_OK);
    CHECK(!node.is_directory && packed_slice_equals(node.content.stored, "some text"));
    CHECK(find("", &node) == PACKED_OK && node.is_directory);
    CHECK(find("pkg", &node) == PACKED_OK && node.is_directory);
    CHECK(node.content.stored.size == 0);
    CHECK(find("ns", &node) == PACKED_OK && node.is_directory);
    CHECK(find("nothing", &node) == PACKED_NOT_FOUND);
    CHECK(find("pkg/", &node) == PACKED_NOT_FOUND);
    CHECK(find("/pkg", &node) == PACKED_NOT_FOUND);
}

static void
test_sources(void)
{
    struct packed_node node;
    CHECK(find("pkg/__init__.py", &node) == PACKED_OK);
    CHECK(!node.is_directory && packed_slice_equals(node.content.stored, "# pkg"));
    CHECK(find("ns/mod.py", &node) == PACKED_OK);
    CHECK(find("top.py", &node) == PACKED_OK);
    CHECK(find("pkg.py", &node) == PACKED_NOT_FOUND);
    CHECK(find("ns/__init__.py", &node) == PACKED_NOT_FOUND);
    CHECK(find("__main__.py", &node) == PACKED_NOT_FOUND);
    CHECK(find("ns.mod.py", &node) == PACKED_NOT_FOUND);
    CHECK(find(".py", &node) == PACKED_NOT_FOUND);
}

struct names {
    char text[256];
    int limit;
};

static int
collect(void *context, struct packed_slice name)
{
    struct names *names = context;
    strncat(names->text, name.data, name.size);
    strcat(names->text, " ");
    return --names->limit == 0;
}

/* A module whose source is not packed is a file with its bytecode. */
static void
test_bytecode(void)
{
    unsigned char *const source = data + SAMPLE_ENTRIES + SAMPLE_MODULE_NS_MOD * SAMPLE_ENTRY_SIZE + 32;
    unsigned char saved[16];
    struct packed_node node;
    CHECK(find("ns/mod.pyc", &node) == PACKED_NOT_FOUND);
    memcpy(saved, source, sizeof(saved));
    memset(source, 0, sizeof(saved));
    sample_seal_entry(data, SAMPLE_MODULE_NS_MOD);
    CHECK(find("ns/mod.py", &node) == PACKED_NOT_FOUND);
    CHECK(find("ns/mod.pyc", &node) == PACKED_OK);
    CHECK(!node.is_directory && node.is_bytecode);
    CHECK(packed_slice_equals(node.content.stored, "NSMOD"));
    CHECK(packed_node_size(&node) == 16 + 5);
    struct names names = {.limit = 99};
    CHECK(packed_tree_list(&resources, "ns", 2, collect, &names) == PACKED_OK);
    CHECK(strcmp(names.text, "mod.pyc ") == 0);
    names = (struct names){.limit = 1};
    CHECK(packed_tree_list(&resources, "ns", 2, collect, &names) == PACKED_END);
    memcpy(source, saved, sizeof(saved));
    sample_seal_entry(data, SAMPLE_MODULE_NS_MOD);

    CHECK(find("pkg/data.txt", &node) == PACKED_OK && !node.is_bytecode);
    CHECK(find("pkg/zlib.txt", &node) == PACKED_OK && packed_node_size(&node) == SAMPLE_RAW_SIZE);
    CHECK(find("ns/__init__.pyc", &node) == PACKED_NOT_FOUND);
    CHECK(find(".pyc", &node) == PACKED_NOT_FOUND);
    unsigned char header[PACKED_BYTECODE_HEADER_SIZE];
    static const unsigned char expected[PACKED_BYTECODE_HEADER_SIZE] = {0xf3, 0x0d, '\r', '\n', 1};
    packed_tree_bytecode_header(&resources, header);
    CHECK(memcmp(header, expected, sizeof(header)) == 0);
}

static void
test_source_of_module(void)
{
    struct packed_entry module;
    struct packed_blob source;
    CHECK(packed_resources_find(&resources, PACKED_MODULE, "top", 3, &module) == PACKED_OK);
    CHECK(packed_tree_source(&resources, &module, &source) == PACKED_OK);
    CHECK(packed_slice_equals(source.stored, "# top"));
    module.source.stored.size = 0;
    CHECK(packed_tree_source(&resources, &module, &source) == PACKED_NOT_FOUND);
    /* An empty source is a file. */
    static const char empty_path[] = "pkg/data.txt";
    module.path = (struct packed_slice){empty_path, strlen(empty_path)};
    CHECK(packed_tree_source(&resources, &module, &source) == PACKED_OK);
    CHECK(packed_slice_equals(source.stored, "some text"));
    CHECK(packed_resources_find(&resources, PACKED_MODULE, "ns", 2, &module) == PACKED_OK);
    CHECK(packed_tree_source(&resources, &module, &source) == PACKED_NOT_FOUND);
}

static void
test_long_path(void)
{
    char path[5000];
    memset(path, 'a', sizeof(path));
    memcpy(path + sizeof(path) - 3, ".py", 3);
    struct packed_node node;
    CHECK(packed_tree_find(&resources, path, sizeof(path), &node) == PACKED_NOT_FOUND);
}

static void
test_list(void)
{
    static const struct {
        const char *path;
        const char *names;
    } cases[] = {
        {"", "pkg ns pkg top.py "},
        {"pkg", "data.txt zlib.txt __init__.py "},
        {"ns", "mod.py "},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct names names = {.limit = 99};
        CHECK(packed_tree_list(&resources, cases[i].path, strlen(cases[i].path), collect, &names)
              == PACKED_OK);
        CHECK(strcmp(names.text, cases[i].names) == 0);
    }
    struct names names = {.limit = 2};
    CHECK(packed_tree_list(&resources, "pkg", 3, collect, &names) == PACKED_END);
    CHECK(packed_tree_list(&resources, "top", 3, collect, &names) == PACKED_NOT_FOUND);
    CHECK(packed_tree_list(&resources, "pkg/data.txt", 12, collect, &names) == PACKED_NOT_FOUND);
}

static void
test_find_module(void)
{
    struct packed_entry module;
    CHECK(packed_tree_find_module(&resources, "ns/mod.py", 9, false, &module) == PACKED_OK);
    CHECK(packed_slice_equals(module.name, "ns.mod"));
    CHECK(packed_tree_find_module(&resources, "pkg", 3, true, &module) == PACKED_OK);
    CHECK(packed_slice_equals(module.name, "pkg"));
    CHECK(packed_tree_find_module(&resources, "pkg", 3, false, &module) == PACKED_NOT_FOUND);
    CHECK(packed_tree_find_module(&resources, "", 0, true, &module) == PACKED_NOT_FOUND);
}

int
main(void)
{
    size_t size;
    data = sample_pack(&size);
    CHECK(packed_resources_open(&resources, data, size) == PACKED_OK);
    RUN(test_files_and_folders);
    RUN(test_sources);
    RUN(test_bytecode);
    RUN(test_source_of_module);
    RUN(test_long_path);
    RUN(test_list);
    RUN(test_find_module);
    free(data);
    return 0;
}
