/* Tests of loader/executable_path.h. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE                     /* realpath() */
#endif

#include "loader/executable_path.h"

#include <string.h>
#include <unistd.h>

#include "check.h"

static void
test_own_path(void)
{
    char *path = executable_path("nonsense");
    CHECK(path != NULL && path[0] == '/');
    char *resolved = realpath(path, NULL);
    CHECK(resolved != NULL && strcmp(path, resolved) == 0);
    CHECK(access(path, X_OK) == 0);
    CHECK(strncmp(path_base_name(path), "executable_path_", strlen("executable_path_")) == 0);
    free(resolved);
    free(path);
}

static void
test_base_name(void)
{
    CHECK(strcmp(path_base_name("/a/b"), "b") == 0);
    CHECK(strcmp(path_base_name("b"), "b") == 0);
    CHECK(strcmp(path_base_name("/a/"), "") == 0);
}

static void
test_final_path(void)
{
    char *path = executable_path(NULL);
    CHECK(path != NULL);
    CHECK(executable_final_path(path) == NULL);    /* links are resolved already */
    free(path);
}

int
main(void)
{
    RUN(test_own_path);
    RUN(test_base_name);
    RUN(test_final_path);
    return 0;
}
