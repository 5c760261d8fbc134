#include "self.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
self_init(Self *self, const char *path)
{
    self->path = path;
    self->name = path;
    for (const char *p = path; *p != '\0'; p++) {
        if (*p == '/' || *p == '\\') {
            self->name = p + 1;
        }
    }
    self->name_size = strlen(self->name);
    if (self->name_size > 4 && strcmp(self->name + self->name_size - 4, ".exe") == 0) {
        self->name_size -= 4;
    }
    if (self->name == path) {
        fprintf(stderr, "%s: call it by its path: it finds zig from there\n", path);
        return false;
    }
    return true;
}

bool
self_is(const Self *self, const char *name)
{
    return strlen(name) == self->name_size && memcmp(self->name, name, self->name_size) == 0;
}

char *
self_sibling(const Self *self, const char *relative)
{
    size_t folder = (size_t)(self->name - self->path);
    size_t size = strlen(relative) + 1;
    char *path = malloc(folder + size);
    if (path == NULL) {
        fprintf(stderr, "%s: out of memory\n", self->path);
        return NULL;
    }
    memcpy(path, self->path, folder);
    memcpy(path + folder, relative, size);
    return path;
}
