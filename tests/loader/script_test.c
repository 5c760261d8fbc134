/* Tests of loader/processes/script.h. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE                     /* mkdtemp() */
#endif

#include "loader/processes/script.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

/* Makes a file in the current folder. */
static void
write_file(const char *path, const char *content)
{
    FILE *file = fopen(path, "wb");
    CHECK(file != NULL);
    CHECK(fwrite(content, 1, strlen(content), file) == strlen(content));
    CHECK(fclose(file) == 0);
}

static void
test_files(void)
{
    static const char *const scripts[] = {"a.py", "a.pyc", "a.pyw", "a.pyz", "a.pyzw"};
    for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
        CHECK(!script_is_runnable(scripts[i]));
        write_file(scripts[i], "");
        CHECK(script_is_runnable(scripts[i]));
    }
    static const char *const others[] = {"a", "a.txt", "py", ".py", "a.py.txt", "a.zip"};
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        write_file(others[i], "import python\n");
        CHECK(!script_is_runnable(others[i]));
    }
}

static void
test_first_line(void)
{
    write_file("tool", "#!/usr/bin/env python3\n");
    CHECK(script_is_runnable("tool"));
    write_file("tool", "#! /opt/python/bin/python -I");
    CHECK(script_is_runnable("tool"));
    write_file("tool", "#!/bin/sh\n# python\n");
    CHECK(!script_is_runnable("tool"));
    write_file("tool", " #!/usr/bin/python\n");
    CHECK(!script_is_runnable("tool"));
    write_file("tool", "#!");
    CHECK(!script_is_runnable("tool"));
}

static void
test_folders(void)
{
    CHECK(mkdir("folder.py", 0755) == 0);
    CHECK(!script_is_runnable("folder.py"));
    write_file("folder.py/__init__.py", "");
    CHECK(!script_is_runnable("folder.py"));
    write_file("folder.py/__main__.py", "");
    CHECK(script_is_runnable("folder.py"));
    CHECK(mkdir("compiled", 0755) == 0);
    write_file("compiled/__main__.pyc", "");
    CHECK(script_is_runnable("compiled/"));
    /* Never opened: that would wait for a writer. */
    CHECK(mkfifo("pipe.py", 0644) == 0);
    CHECK(!script_is_runnable("pipe.py"));
}

static void
check_joined(const char *folder, const char *path, const char *expected)
{
    char *joined = script_path_in_folder(folder, path);
    CHECK(joined != NULL && strcmp(joined, expected) == 0);
    free(joined);
}

static void
test_path_in_folder(void)
{
    check_joined(NULL, "a.py", "a.py");
    check_joined("", "a.py", "a.py");
    check_joined("/x", "a.py", "/x/a.py");
    check_joined("x", "../a.py", "x/../a.py");
    check_joined("/x", "/a.py", "/a.py");
    check_joined("/x", "", "/x/");
}

int
main(void)
{
    const char *const temporary = getenv("TEST_TMPDIR");
    char folder[4096];
    snprintf(folder, sizeof(folder), "%s/script_test_XXXXXX",
             temporary == NULL ? "/tmp" : temporary);
    CHECK(mkdtemp(folder) != NULL && chdir(folder) == 0);
    RUN(test_files);
    RUN(test_first_line);
    RUN(test_folders);
    RUN(test_path_in_folder);
    return 0;
}
