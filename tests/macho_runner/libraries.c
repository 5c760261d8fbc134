#include "libraries.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "fatal.h"
#include "fixups.h"
#include "initialisers.h"
#include "runner.h"
#include "symbols.h"
#include "thread.h"

enum { MAX_LIBRARIES = 512 };

/* What has been opened, in the order of opening: what is needed comes first. */
static struct {
    dev_t device;
    ino_t inode;
    struct image *image;
} libraries[MAX_LIBRARIES];
static size_t library_count;

/* Held while a library is opened; initialisers may open others. */
static pthread_mutex_t lock;

/* Why the library that is being opened cannot be, if it cannot; empty as yet. */
static char *opening_problem;

static void problem(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void
problem(const char *format, ...)
{
    if (opening_problem[0] != '\0') {
        return;
    }
    va_list values;
    va_start(values, format);
    vsnprintf(opening_problem, LIBRARIES_PROBLEM_SIZE, format, values);
    va_end(values);
}

/* The program's symbols are bound by their names, whatever library they are said to be from. */
static uintptr_t
resolve_for_program(const struct image *image, int64_t library, const char *name, bool weak)
{
    (void)image;
    (void)library;
    return symbols_resolve(name, weak);
}

void
libraries_prepare_program(void)
{
    pthread_mutexattr_t recursive;
    if (pthread_mutexattr_init(&recursive) != 0
        || pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE) != 0
        || pthread_mutex_init(&lock, &recursive) != 0)
    {
        fatal("no lock");
    }
    fixups_apply(&runner.image, resolve_for_program);
    thread_prepare_image(&runner.image);
    image_protect(&runner.image);
}

/* In the program and then in the libraries, as they were opened; 0 if none has it. */
static uintptr_t
find_in_all(const char *name)
{
    uintptr_t address = image_find_export(&runner.image, name);
    for (size_t i = 0; address == 0 && i < library_count; i++) {
        address = image_find_export(libraries[i].image, name);
    }
    return address != 0 ? address : symbols_find(name);
}

static uintptr_t
resolve(const struct image *image, int64_t library, const char *name, bool weak)
{
    uintptr_t address = 0;
    if (library > (int64_t)image->needed_count || library < FIXUPS_ANY_WEAK) {
        fatal("%s: %s is from library %lld, which it does not name", image->path, name,
              (long long)library);
    }
    switch (library) {
    case FIXUPS_OWN:
        address = image_find_export(image, name);
        break;
    case FIXUPS_PROGRAM:
        address = image_find_export(&runner.image, name);
        break;
    case FIXUPS_ANY:
    case FIXUPS_ANY_WEAK:
        address = find_in_all(name);
        if (address == 0) {
            address = image_find_export(image, name);
        }
        break;
    default:
        if (image->libraries[library - 1] == NULL) {
            return symbols_resolve(name, weak);
        }
        address = image_find_export(image->libraries[library - 1], name);
    }
    if (address == 0 && !weak) {
        problem("%s: symbol not found: %s", image->path, name);
    }
    return address;
}

static const struct image *open_library(const char *path);

/* Opens what an image needs, but for the system's own libraries: these are the shims. */
static void
open_needed(struct image *image)
{
    static const char beside[] = "@loader_path/";
    for (size_t i = 0; i < image->needed_count; i++) {
        const char *const name = image->needed[i];
        if (strncmp(name, "/usr/lib/", 9) == 0 || strncmp(name, "/System/Library/", 16) == 0) {
            continue;
        }
        if (strncmp(name, beside, sizeof(beside) - 1) != 0) {
            fatal("%s: needs %s, and macho_runner knows no such place", image->path, name);
        }
        const char *const slash = strrchr(image->path, '/');
        char *path = NULL;
        if (asprintf(&path, "%.*s%s", (int)(slash - image->path) + 1, image->path,
                     name + sizeof(beside) - 1) < 0)
        {
            fatal("no memory for the name of a library");
        }
        image->libraries[i] = open_library(path);
        free(path);
    }
}

static const struct image *
open_library(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        problem("%s: no such file", path);
        return NULL;
    }
    for (size_t i = 0; i < library_count; i++) {
        if (libraries[i].device == status.st_dev && libraries[i].inode == status.st_ino) {
            return libraries[i].image;
        }
    }
    struct image *const image = malloc(sizeof(*image));
    if (image == NULL || library_count == MAX_LIBRARIES) {
        fatal("%s: no room for another library", path);
    }
    image_map_library(image, path);
    open_needed(image);
    if (opening_problem[0] == '\0') {
        fixups_apply(image, resolve);
    }
    if (opening_problem[0] != '\0') {
        return NULL;                    /* Its memory is lost, like all of dlclose()'s. */
    }
    thread_prepare_image(image);
    image_protect(image);
    libraries[library_count].device = status.st_dev;
    libraries[library_count].inode = status.st_ino;
    libraries[library_count++].image = image;
    initialisers_run(image);
    return image;
}

const struct image *
libraries_open(const char *path, char problem_found[LIBRARIES_PROBLEM_SIZE])
{
    pthread_mutex_lock(&lock);
    char *const outer = opening_problem;
    opening_problem = problem_found;
    problem_found[0] = '\0';
    const struct image *const image = open_library(path);
    opening_problem = outer;
    pthread_mutex_unlock(&lock);
    return image;
}

uintptr_t
libraries_find(const struct image *image, const char *name)
{
    uintptr_t address = image_find_export(image, name);
    for (size_t i = 0; address == 0 && i < image->needed_count; i++) {
        if (image->libraries[i] != NULL) {
            address = image_find_export(image->libraries[i], name);
        }
    }
    return address != 0 ? address : symbols_find(name);
}

static bool
has_address(const struct image *image, uintptr_t address)
{
    for (size_t i = 0; i < image->segment_count; i++) {
        const struct segment_command_64 *segment = &image->segments[i];
        const uintptr_t start = (uintptr_t)segment->vmaddr + image->slide;
        if (segment->initprot != 0 && address >= start && address - start < segment->vmsize) {
            return true;
        }
    }
    return false;
}

const struct image *
libraries_at(uintptr_t address)
{
    const struct image *found = has_address(&runner.image, address) ? &runner.image : NULL;
    pthread_mutex_lock(&lock);
    for (size_t i = 0; found == NULL && i < library_count; i++) {
        found = has_address(libraries[i].image, address) ? libraries[i].image : NULL;
    }
    pthread_mutex_unlock(&lock);
    return found;
}

bool
libraries_has(const void *handle)
{
    pthread_mutex_lock(&lock);
    bool found = false;
    for (size_t i = 0; i < library_count; i++) {
        found = found || libraries[i].image == handle;
    }
    pthread_mutex_unlock(&lock);
    return found;
}
