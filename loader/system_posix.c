/* For what C11 alone does not declare. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "system.h"

#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int
system_set_default_variable(const char *name, const char *value)
{
    return setenv(name, value, 0);
}

const char *
system_replace_c_locale(void)
{
    /* As in CPython's Python/pylifecycle.c. */
    static const char *const names[] = {"C.UTF-8", "C.utf8", "UTF-8"};
    const char *locale = setlocale(LC_CTYPE, NULL);
    const char *given = getenv("LC_ALL");
    if (locale == NULL || strcmp(locale, "C") != 0 || (given != NULL && given[0] != '\0')) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (setlocale(LC_CTYPE, names[i]) != NULL) {
            if (nl_langinfo(CODESET)[0] != '\0') {
                return names[i];
            }
            setlocale(LC_CTYPE, "C");
        }
    }
    return NULL;
}

char *
system_variable(const char *name)
{
    const char *value = getenv(name);
    return value == NULL ? NULL : strdup(value);
}

void
system_write_error(const char *text)
{
    fputs(text, stderr);
}

int
system_exit_by_interrupt(void)
{
    if (signal(SIGINT, SIG_DFL) != SIG_ERR) {
        kill(getpid(), SIGINT);
    }
    return 128 + SIGINT;
}

enum system_file_kind
system_file_kind(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        return SYSTEM_NO_FILE;
    }
    if (S_ISDIR(status.st_mode)) {
        return SYSTEM_FOLDER;
    }
    return S_ISREG(status.st_mode) ? SYSTEM_FILE : SYSTEM_NO_FILE;
}

bool
system_is_same_file(const char *path, const char *other)
{
    struct stat status, other_status;
    return stat(path, &status) == 0 && stat(other, &other_status) == 0
           && status.st_dev == other_status.st_dev && status.st_ino == other_status.st_ino;
}

size_t
system_read_start(const char *path, char *buffer, size_t size)
{
    FILE *file = fopen(path, "rbe");
    if (file == NULL) {
        return 0;
    }
    const size_t read = fread(buffer, 1, size, file);
    fclose(file);
    return read;
}

bool
system_is_absolute(const char *path)
{
    return path[0] == '/';
}
