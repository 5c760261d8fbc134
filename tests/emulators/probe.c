/* A program that tells what it was given. The first argument says what to do. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef _WIN32
#include <direct.h>
#define getcwd _getcwd
#else
#include <unistd.h>
#endif

static int
copy(FILE *from)
{
    int byte;
    while ((byte = getc(from)) != EOF) {
        putchar(byte);
    }
    return 0;
}

int
main(int argc, char *argv[])
{
    const char *what = argc > 1 ? argv[1] : "";
    const char *value = argc > 2 ? argv[2] : "";

    if (strcmp(what, "arguments") == 0) {
        for (int i = 2; i < argc; i++) {
            puts(argv[i]);
        }
        return 0;
    }
    if (strcmp(what, "variable") == 0) {
        const char *variable = getenv(value);
        puts(variable ? variable : "(unset)");
        return 0;
    }
    if (strcmp(what, "folder") == 0) {
        char folder[4096];
        puts(getcwd(folder, sizeof(folder)) ? folder : "(unknown)");
        return 0;
    }
    if (strcmp(what, "input") == 0) {
        return copy(stdin);
    }
    if (strcmp(what, "file") == 0) {
        FILE *file = fopen(value, "r");
        return file ? copy(file) : 1;
    }
    if (strcmp(what, "fail") == 0) {
        fputs("failing\n", stderr);
        return atoi(value);
    }
    if (strcmp(what, "crash") == 0) {
        abort();
    }
    if (strcmp(what, "hang") == 0) {
        for (;;) {
            getchar();
        }
    }
    fputs("usage: probe WHAT [VALUE]\n", stderr);
    return 2;
}
