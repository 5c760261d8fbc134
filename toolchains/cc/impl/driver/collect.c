#include "collect.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#include <direct.h>
#else
#include <sys/stat.h>
#endif

#include "process.h"

/* A file to be collected. */
typedef struct {
    const char *name;        /* base name on the linker's line; `name_size` characters */
    size_t name_size;
    const char *destination; /* path of the copy */
    bool found;
} Wanted;

/* Reads a whole file.
 *
 * Returns its content with a NUL after it, or NULL with a message. */
static char *
read_text(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fprintf(stderr, "collect: %s: %s\n", path, strerror(errno));
        return NULL;
    }
    size_t size = 0, capacity = 1 << 16;
    char *text = malloc(capacity);
    while (text != NULL) {
        size += fread(text + size, 1, capacity - size - 1, file);
        if (size < capacity - 1) {
            break;
        }
        capacity *= 2;
        char *larger = realloc(text, capacity);
        if (larger == NULL) {
            free(text);
        }
        text = larger;
    }
    if (text == NULL) {
        fprintf(stderr, "collect: out of memory\n");
    }
    else if (ferror(file)) {
        fprintf(stderr, "collect: %s: cannot be read\n", path);
        free(text);
        text = NULL;
    }
    else {
        text[size] = '\0';
    }
    fclose(file);
    return text;
}

/* Returns whether `source` could be copied to `destination`; if not, with a message. */
static bool
copy_file(const char *source, const char *destination)
{
    FILE *in = fopen(source, "rb");
    if (in == NULL) {
        fprintf(stderr, "collect: %s: %s\n", source, strerror(errno));
        return false;
    }
    FILE *out = fopen(destination, "wb");
    if (out == NULL) {
        fprintf(stderr, "collect: %s: %s\n", destination, strerror(errno));
        fclose(in);
        return false;
    }
    static char buffer[1 << 16];
    size_t size;
    bool good = true;
    while (good && (size = fread(buffer, 1, sizeof(buffer), in)) > 0) {
        good = fwrite(buffer, 1, size, out) == size;
    }
    good = good && !ferror(in);
    fclose(in);
    if (fclose(out) != 0 || !good) {
        fprintf(stderr, "collect: %s: cannot be copied to %s\n", source, destination);
        return false;
    }
    return true;
}

/* Copies the wanted files among the words of a linker's line; false with a message on failure. */
static bool
copy_linked(char *line, Wanted *wanted, size_t wanted_count)
{
    for (char *word = strtok(line, " \r"); word != NULL; word = strtok(NULL, " \r")) {
        const char *name = word;
        for (const char *p = word; *p != '\0'; p++) {
            if (*p == '/' || *p == '\\') {
                name = p + 1;
            }
        }
        if (name == word) {
            continue; /* not a path */
        }
        for (size_t i = 0; i < wanted_count; i++) {
            Wanted *item = &wanted[i];
            if (!item->found && strlen(name) == item->name_size
                && memcmp(name, item->name, item->name_size) == 0) {
                if (!copy_file(word, item->destination)) {
                    return false;
                }
                item->found = true;
            }
        }
    }
    return true;
}

/* Takes the linkers' lines out of zig's output. Libraries that zig links while it makes the wanted
 * files are on such lines too, but never name a wanted file.
 *
 * Returns false with a message on failure. */
static bool
copy_from_log(char *log, Wanted *wanted, size_t wanted_count)
{
    char *next;
    for (char *line = log; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL) {
            *next++ = '\0';
        }
        if ((strncmp(line, "ld.lld ", 7) == 0 || strncmp(line, "lld-link ", 9) == 0)
            && !copy_linked(line, wanted, wanted_count)) {
            return false;
        }
    }
    return true;
}

/* Index of the first "--" in argv[from..argc), or argc. */
static int
find_separator(int from, int argc, char *argv[])
{
    while (from < argc && strcmp(argv[from], "--") != 0) {
        from++;
    }
    return from;
}

/* Makes the folder `path`, which may exist; false with a message on failure. */
static bool
make_folder(const char *path)
{
#ifdef _WIN32
    int status = _mkdir(path);
#else
    int status = mkdir(path, 0777);
#endif
    if (status != 0 && errno != EEXIST) {
        fprintf(stderr, "collect: %s: %s\n", path, strerror(errno));
        return false;
    }
    return true;
}

/* Path of `name` in `folder`; NULL with a message without memory. */
static char *
join(const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (path == NULL) {
        fprintf(stderr, "collect: out of memory\n");
        return NULL;
    }
    snprintf(path, size, "%s/%s", folder, name);
    return path;
}

int
collect(char *zig, int argc, char *argv[])
{
    int command = find_separator(0, argc, argv);
    if (command < 2 || command + 1 >= argc) {
        fprintf(stderr, "collect: usage: collect CACHE NAME=FILE ... -- cc FLAGS ...\n");
        return 2;
    }
    const char *cache = argv[0];
    size_t wanted_count = (size_t)command - 1;
    Wanted *wanted = calloc(wanted_count, sizeof(*wanted));
    char **zig_argv = calloc((size_t)argc + 4, sizeof(*zig_argv));
    char *log_path = join(cache, "log");
    char *program = join(cache, "program");
    if (wanted == NULL || zig_argv == NULL || log_path == NULL || program == NULL) {
        return 1;
    }
    if (!make_folder(cache)) {
        return 1;
    }
    for (size_t i = 0; i < wanted_count; i++) {
        const char *equals = strchr(argv[1 + i], '=');
        if (equals == NULL) {
            fprintf(stderr, "collect: %s: NAME=FILE expected\n", argv[1 + i]);
            return 2;
        }
        wanted[i].name = argv[1 + i];
        wanted[i].name_size = (size_t)(equals - argv[1 + i]);
        wanted[i].destination = equals + 1;
    }

    int common_end = find_separator(command + 1, argc, argv);
    int count = 0;
    zig_argv[count++] = zig;
    for (int i = command + 1; i < common_end; i++) {
        zig_argv[count++] = argv[i];
    }
    zig_argv[count++] = "-o";
    zig_argv[count++] = program;
    int variant = common_end, variant_end = common_end;
    for (;;) {
        int end = count;
        for (int i = variant; i < variant_end; i++) {
            zig_argv[end++] = argv[i];
        }
        zig_argv[end] = NULL;
        int status = process_run(zig_argv, log_path);
        char *log = read_text(log_path);
        if (log == NULL) {
            return 1;
        }
        if (status != 0) {
            fprintf(stderr, "%scollect: zig ended with status %d\n", log, status);
            return 1;
        }
        if (!copy_from_log(log, wanted, wanted_count)) {
            return 1;
        }
        free(log);
        if (variant_end == argc) {
            break;
        }
        variant = variant_end + 1;
        variant_end = find_separator(variant, argc, argv);
    }

    bool complete = true;
    for (size_t i = 0; i < wanted_count; i++) {
        if (!wanted[i].found) {
            fprintf(stderr, "collect: zig has linked no %.*s\n", (int)wanted[i].name_size,
                    wanted[i].name);
            complete = false;
        }
    }
    return complete ? 0 : 1;
}
