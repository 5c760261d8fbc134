#include "packed_tree.h"

#include <stdint.h>
#include <string.h>

/* Longest path that is turned into a module's name. Longer names are legal in the format but no
 * file system has them; such a source file is left out of the tree. */
#define MAX_MODULE_PATH 4096u

static const char init_suffix[] = "/__init__";
static const char source_suffix[] = ".py";
static const char bytecode_suffix[] = ".pyc";   /* one more character than source_suffix */

static const struct packed_blob no_content = {.stored = {"", 0}, .encoding = PACKED_STORED};

void
packed_tree_bytecode_header(const struct packed_resources *resources,
                            unsigned char header[PACKED_BYTECODE_HEADER_SIZE])
{
    const uint32_t magic = packed_resources_bytecode_magic(resources);
    memset(header, 0, PACKED_BYTECODE_HEADER_SIZE);
    for (size_t i = 0; i < sizeof(magic); i++) {
        header[i] = (unsigned char)(magic >> (8 * i));
    }
    header[4] = 1;                      /* hash-based, unchecked */
}

size_t
packed_node_size(const struct packed_node *node)
{
    return node->content.raw_size + (node->is_bytecode ? PACKED_BYTECODE_HEADER_SIZE : 0);
}

static bool
ends_with(const char *text, size_t size, const char *suffix)
{
    const size_t suffix_size = strlen(suffix);
    return size >= suffix_size && memcmp(text + size - suffix_size, suffix, suffix_size) == 0;
}

enum packed_status
packed_tree_find_module(const struct packed_resources *resources, const char *path,
                        size_t path_size, bool is_directory, struct packed_entry *module)
{
    char name[MAX_MODULE_PATH];
    size_t size = path_size;
    if (!is_directory) {
        if (!ends_with(path, size, source_suffix)) {
            return PACKED_NOT_FOUND;
        }
        size -= strlen(source_suffix);
        if (ends_with(path, size, init_suffix)) {
            size -= strlen(init_suffix);
        }
    }
    if (size == 0 || size > sizeof(name)) {
        return PACKED_NOT_FOUND;
    }
    for (size_t i = 0; i < size; i++) {
        /* "a.b" is a folder whose name no module has; it is not the module b in a. */
        if (path[i] == '.') {
            return PACKED_NOT_FOUND;
        }
        name[i] = path[i] == '/' ? '.' : path[i];
    }
    struct packed_entry found;
    const enum packed_status status =
        packed_resources_find(resources, PACKED_MODULE, name, size, &found);
    if (status != PACKED_OK) {
        return status;
    }
    /* Tells pkg.py from pkg/__init__.py. */
    if (!is_directory
        && (found.path.size != path_size || memcmp(found.path.data, path, path_size) != 0))
    {
        return PACKED_NOT_FOUND;
    }
    *module = found;
    return PACKED_OK;
}

enum packed_status
packed_tree_source(const struct packed_resources *resources, const struct packed_entry *module,
                   struct packed_blob *source)
{
    if (module->is_namespace || module->is_extension) {
        return PACKED_NOT_FOUND;
    }
    if (module->source.stored.size != 0) {
        *source = module->source;
        return PACKED_OK;
    }
    /* An empty source is not part of the module but a file of its own. */
    struct packed_entry file;
    const enum packed_status status = packed_resources_find(
        resources, PACKED_FILE, module->path.data, module->path.size, &file);
    if (status == PACKED_OK) {
        *source = file.data;
    }
    return status;
}

/* Finds the file that a module is. */
static enum packed_status
find_module_file(const struct packed_resources *resources, const char *path, size_t path_size,
                 struct packed_node *node)
{
    const bool is_bytecode = ends_with(path, path_size, bytecode_suffix);
    struct packed_entry module;
    struct packed_blob source;
    enum packed_status status = packed_tree_find_module(
        resources, path, is_bytecode ? path_size - 1 : path_size, false, &module);
    if (status != PACKED_OK) {
        return status;
    }
    status = packed_tree_source(resources, &module, &source);
    if (is_bytecode ? status != PACKED_NOT_FOUND : status != PACKED_OK) {
        return status == PACKED_OK ? PACKED_NOT_FOUND : status;
    }
    node->is_directory = false;
    node->is_bytecode = is_bytecode;
    node->content = is_bytecode ? module.data : source;
    return PACKED_OK;
}

enum packed_status
packed_tree_find(const struct packed_resources *resources, const char *path, size_t path_size,
                 struct packed_node *node)
{
    struct packed_entry entry;
    enum packed_status status =
        packed_resources_find(resources, PACKED_FILE, path, path_size, &entry);
    if (status == PACKED_OK) {
        *node = (struct packed_node){.content = entry.data, .beside = {"", 0}};
        if (entry.data.encoding == PACKED_BESIDE) {
            node->beside = entry.name;
        }
        return PACKED_OK;
    }
    if (status != PACKED_NOT_FOUND) {
        return status;
    }
    status = packed_resources_find(resources, PACKED_DIRECTORY, path, path_size, &entry);
    if (status == PACKED_NOT_FOUND) {
        /* A namespace package without files has no entry as a directory. */
        status = packed_tree_find_module(resources, path, path_size, true, &entry);
        if (status == PACKED_OK && !entry.is_package) {
            status = PACKED_NOT_FOUND;
        }
    }
    if (status == PACKED_OK) {
        *node = (struct packed_node){.is_directory = true, .content = no_content};
        return PACKED_OK;
    }
    if (status != PACKED_NOT_FOUND) {
        return status;
    }
    return find_module_file(resources, path, path_size, node);
}

/* The part of `name` after its last `separator`. */
static struct packed_slice
last_part(struct packed_slice name, char separator)
{
    size_t start = name.size;
    while (start > 0 && name.data[start - 1] != separator) {
        start--;
    }
    struct packed_slice last = {name.data + start, name.size - start};
    return last;
}

/* Visits the file that a module with code is, in the folder of that file. PACKED_END if `visit`
 * ended the listing. */
static enum packed_status
visit_module_file(const struct packed_resources *resources, const struct packed_entry *module,
                  packed_tree_visitor visit, void *context)
{
    struct packed_slice name = last_part(module->path, '/');
    struct packed_blob source;
    const enum packed_status status = packed_tree_source(resources, module, &source);
    char bytecode_name[MAX_MODULE_PATH + 1];
    if (status == PACKED_NOT_FOUND && module->is_extension) {
        return PACKED_OK;               /* linked in: there is no file */
    }
    if (status == PACKED_NOT_FOUND && name.size < sizeof(bytecode_name)) {
        memcpy(bytecode_name, name.data, name.size);
        bytecode_name[name.size] = bytecode_suffix[sizeof(bytecode_suffix) - 2];
        name = (struct packed_slice){bytecode_name, name.size + 1};
    }
    else if (status != PACKED_OK) {
        return status == PACKED_NOT_FOUND ? PACKED_OK : status;
    }
    return visit(context, name) == 0 ? PACKED_OK : PACKED_END;
}

/* Visits what a module is in the folder of its parent: a folder if it is a package, else a file. */
static enum packed_status
visit_module(const struct packed_resources *resources, const struct packed_entry *module,
             packed_tree_visitor visit, void *context)
{
    if (module->is_package) {
        return visit(context, last_part(module->name, '.')) == 0 ? PACKED_OK : PACKED_END;
    }
    return visit_module_file(resources, module, visit, context);
}

/* Visits the modules at the top. They are nobody's children, but modules come first in the sorted
 * table. */
static enum packed_status
list_top_modules(const struct packed_resources *resources, packed_tree_visitor visit,
                 void *context)
{
    struct packed_entry module;
    enum packed_status status;
    for (uint32_t i = 0; (status = packed_resources_entry(resources, i, &module)) == PACKED_OK;
         i++)
    {
        if (module.kind != PACKED_MODULE) {
            return PACKED_OK;
        }
        if (memchr(module.name.data, '.', module.name.size) != NULL) {
            continue;
        }
        /* The program's main module is an alias of another one, with that one's path. */
        if (packed_slice_equals(module.name, "__main__")
            && !packed_slice_equals(module.path, "__main__.py"))
        {
            continue;
        }
        status = visit_module(resources, &module, visit, context);
        if (status != PACKED_OK) {
            return status;
        }
    }
    return status == PACKED_END ? PACKED_OK : status;
}

static enum packed_status
list_package(const struct packed_resources *resources, const struct packed_entry *package,
             packed_tree_visitor visit, void *context)
{
    struct packed_entry module;
    enum packed_status status = PACKED_OK;
    if (!package->is_namespace) {
        status = visit_module_file(resources, package, visit, context);
        if (status != PACKED_OK) {
            return status;
        }
    }
    for (uint32_t i = 0;
         (status = packed_resources_child(resources, package, i, &module)) == PACKED_OK; i++)
    {
        status = visit_module(resources, &module, visit, context);
        if (status != PACKED_OK) {
            return status;
        }
    }
    return status == PACKED_END ? PACKED_OK : status;
}

enum packed_status
packed_tree_list(const struct packed_resources *resources, const char *path, size_t path_size,
                 packed_tree_visitor visit, void *context)
{
    struct packed_entry directory;
    const enum packed_status found =
        packed_resources_find(resources, PACKED_DIRECTORY, path, path_size, &directory);
    if (found != PACKED_OK && found != PACKED_NOT_FOUND) {
        return found;
    }
    enum packed_status status = PACKED_END;
    struct packed_entry child;
    for (uint32_t i = 0; found == PACKED_OK
         && (status = packed_resources_child(resources, &directory, i, &child)) == PACKED_OK; i++)
    {
        if (visit(context, last_part(child.name, '/')) != 0) {
            return PACKED_END;
        }
    }
    if (status != PACKED_END) {
        return status;
    }

    if (path_size == 0) {
        return list_top_modules(resources, visit, context);
    }
    struct packed_entry package;
    status = packed_tree_find_module(resources, path, path_size, true, &package);
    if (status == PACKED_NOT_FOUND || (status == PACKED_OK && !package.is_package)) {
        return found;
    }
    if (status != PACKED_OK) {
        return status;
    }
    return list_package(resources, &package, visit, context);
}
