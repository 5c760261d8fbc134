#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#ifdef _WIN32
#include <direct.h>
#include <io.h>
#define make_folder(path) _mkdir(path)
#define remove_folder(path) _rmdir(path)
#define lstat stat
#else
#include <unistd.h>
#define make_folder(path) mkdir(path, 0777)
#define remove_folder(path) rmdir(path)
#endif

static void
complain(const char *path)
{
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
}

unsigned char *
files_read(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        complain(path);
        return NULL;
    }
    size_t count = 0, capacity = 1 << 16;
    unsigned char *data = malloc(capacity);
    while (data != NULL) {
        count += fread(data + count, 1, capacity - count - 1, file);
        if (count < capacity - 1) {
            break;
        }
        capacity *= 2;
        unsigned char *larger = realloc(data, capacity);
        if (larger == NULL) {
            free(data);
        }
        data = larger;
    }
    if (data == NULL || ferror(file)) {
        complain(path);
        free(data);
        data = NULL;
    }
    else {
        data[count] = '\0';
    }
    fclose(file);
    if (size != NULL) {
        *size = count;
    }
    return data;
}

char *
files_read_text(const char *path)
{
    return (char *)files_read(path, NULL);
}

bool
files_write(const char *path, const unsigned char *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    bool good = file != NULL && fwrite(data, 1, size, file) == size;
    if (file != NULL && fclose(file) != 0) {
        good = false;
    }
    if (!good) {
        complain(path);
    }
    return good;
}

bool
files_copy(const char *source, const char *destination)
{
    size_t size;
    unsigned char *data = files_read(source, &size);
    if (data == NULL) {
        return false;
    }
    bool good = files_write(destination, data, size);
    free(data);
    return good;
}

bool
files_make_folder(const char *path)
{
    if (make_folder(path) != 0 && errno != EEXIST) {
        complain(path);
        return false;
    }
    return true;
}

bool
files_remove_folder(const char *path)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        complain(path);
        return false;
    }
    bool good = true;
    struct dirent *entry;
    while (good && (entry = readdir(folder)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        char *child = files_join(path, entry->d_name);
        struct stat status;
        if (child == NULL || lstat(child, &status) != 0) {
            good = false;
        }
        else if (S_ISDIR(status.st_mode)) {
            good = files_remove_folder(child);
        }
        else if (remove(child) != 0) {
            complain(child);
            good = false;
        }
        free(child);
    }
    closedir(folder);
    if (good && remove_folder(path) != 0) {
        complain(path);
        good = false;
    }
    return good;
}

bool
files_exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

char *
files_join(const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (path == NULL) {
        fprintf(stderr, "out of memory\n");
        return NULL;
    }
    snprintf(path, size, "%s/%s", folder, name);
    return path;
}
