#include "script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../system.h"

static bool
ends_with(const char *text, const char *suffix)
{
    const size_t size = strlen(text), suffix_size = strlen(suffix);
    return size > suffix_size && strcmp(text + size - suffix_size, suffix) == 0;
}

static bool
has_name_of_script(const char *path)
{
    static const char *const suffixes[] = {".py", ".pyc", ".pyw", ".pyz", ".pyzw"};
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
        if (ends_with(path, suffixes[i])) {
            return true;
        }
    }
    return false;
}

static bool
names_python_in_first_line(const char *path)
{
    char line[128];
    const size_t size = system_read_start(path, line, sizeof(line) - 1);
    line[size] = '\0';
    line[strcspn(line, "\r\n")] = '\0';
    return strncmp(line, "#!", 2) == 0 && strstr(line, "python") != NULL;
}

static bool
has_file(const char *folder, const char *name)
{
    char *path = script_path_in_folder(folder, name);
    const bool result = path != NULL && system_file_kind(path) == SYSTEM_FILE;
    free(path);
    return result;
}

bool
script_is_runnable(const char *path)
{
    switch (system_file_kind(path)) {
    case SYSTEM_FILE:
        return has_name_of_script(path) || names_python_in_first_line(path);
    case SYSTEM_FOLDER:
        return has_file(path, "__main__.py") || has_file(path, "__main__.pyc");
    default:
        return false;
    }
}

char *
script_path_in_folder(const char *folder, const char *path)
{
    const bool joined = folder != NULL && folder[0] != '\0' && !system_is_absolute(path);
    const size_t size = strlen(path) + 1 + (joined ? strlen(folder) + 1 : 0);
    char *result = malloc(size);
    if (result == NULL) {
        return NULL;
    }
    if (joined) {
        snprintf(result, size, "%s%c%s", folder, SYSTEM_SEPARATOR, path);
    }
    else {
        memcpy(result, path, size);
    }
    return result;
}
