/* Tests of loader/overlay/absolute_path.h. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE                     /* chdir() */
#endif

#include "loader/overlay/absolute_path.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

static void
check_path(const char *path, const char *expected)
{
    char *absolute = absolute_path(path);
    CHECK(absolute != NULL && strcmp(absolute, expected) == 0);
    free(absolute);
}

static void
test_absolute(void)
{
    check_path("/", "/");
    check_path("/a/b", "/a/b");
    check_path("//a///b//", "/a/b");
    check_path("/./a/./b/.", "/a/b");
    check_path("/a/../b", "/b");
    check_path("/a/b/../../c/..", "/");
    check_path("/../../a", "/a");
    check_path("/a/...", "/a/...");
    check_path("/.a/..b", "/.a/..b");
    check_path("/\xff", "/\xff");
}

static void
test_relative(void)
{
    CHECK(chdir("/usr/bin") == 0);
    check_path("a", "/usr/bin/a");
    check_path("./a/", "/usr/bin/a");
    check_path("../../a", "/a");
    check_path("", "/usr/bin");
    CHECK(chdir("/") == 0);
    check_path("a/b", "/a/b");
    check_path("..", "/");
}

static void
test_may_be_below(void)
{
    CHECK(path_may_be_below("/x/app/pkg/data.txt", "/x/app"));
    CHECK(path_may_be_below("../x/./app/pkg", "/x/app"));
    CHECK(path_may_be_below("app/pkg", "/x/app"));
    CHECK(!path_may_be_below("/x/data.txt", "/x/app"));
    CHECK(!path_may_be_below("", "/x/app"));
}

static void
test_names_folder(void)
{
    CHECK(path_names_folder("/"));
    CHECK(path_names_folder("a/"));
    CHECK(!path_names_folder("a"));
    CHECK(!path_names_folder(""));
}

int
main(void)
{
    RUN(test_absolute);
    RUN(test_relative);
    RUN(test_may_be_below);
    RUN(test_names_folder);
    return 0;
}
