/* Tests of loader/processes/command_line.h. */
#include "loader/processes/command_line.h"

#include <stddef.h>

#include "check.h"

#define MAX_ARGUMENTS 8

struct reading {
    const char *argv[MAX_ARGUMENTS];
    enum command_line_kind kind;
    int script;
};

static int
count(const char *const *argv)
{
    int argc = 0;
    while (argv[argc] != NULL) {
        argc++;
    }
    return argc;
}

/* The arguments are not written to. */
static char *const *
as_argv(const char *const *argv)
{
    return (char *const *)argv;
}

static void
test_kinds(void)
{
    static const struct reading cases[] = {
        /* Nothing an interpreter would run. */
        {{NULL}, COMMAND_LINE_NOTHING, 0},
        {{"app", NULL}, COMMAND_LINE_NOTHING, 0},
        {{"app", "-B", "-s", NULL}, COMMAND_LINE_NOTHING, 0},
        {{"app", "--", NULL}, COMMAND_LINE_NOTHING, 0},
        /* Code. */
        {{"app", "-c", "pass", NULL}, COMMAND_LINE_CODE, 0},
        {{"app", "-cpass", NULL}, COMMAND_LINE_CODE, 0},
        {{"app", "-c", "pass", "-z", "--zz", NULL}, COMMAND_LINE_CODE, 0},
        {{"app", "-c", "", NULL}, COMMAND_LINE_CODE, 0},
        {{"app", "-c", NULL}, COMMAND_LINE_NOTHING, 0},
        {{"app", "-Ic", "pass", NULL}, COMMAND_LINE_CODE, 0},
        {{"app", "-Ic", NULL}, COMMAND_LINE_NOTHING, 0},
        /* Modules. */
        {{"app", "-m", "mod", NULL}, COMMAND_LINE_MODULE, 0},
        {{"app", "-mmod", NULL}, COMMAND_LINE_MODULE, 0},
        {{"app", "-ISBm", "mod", "x", NULL}, COMMAND_LINE_MODULE, 0},
        {{"app", "-m", NULL}, COMMAND_LINE_NOTHING, 0},
        /* What only looks like -c or -m. */
        {{"app", "--c", "pass", NULL}, COMMAND_LINE_NOTHING, 0},
        {{"app", "--code=pass", NULL}, COMMAND_LINE_NOTHING, 0},
        {{"app", "-cc", NULL}, COMMAND_LINE_CODE, 0},
        {{"app", "c", NULL}, COMMAND_LINE_SCRIPT, 1},
        /* Options with and without values. */
        {{"app", "-W", "error", "-c", "pass", NULL}, COMMAND_LINE_CODE, 0},
        {{"app", "-Werror", "-Xdev", "-c", "pass", NULL}, COMMAND_LINE_CODE, 0},
        {{"app", "-BW", "error", "-c", "pass", NULL}, COMMAND_LINE_CODE, 0},
        {{"app", "-X", "-c", "pass", NULL}, COMMAND_LINE_SCRIPT, 3},
        {{"app", "-X", NULL}, COMMAND_LINE_NOTHING, 0},
        {{"app", "-BX", NULL}, COMMAND_LINE_NOTHING, 0},
        {{"app", "--check-hash-based-pycs", "never", "-m", "mod", NULL}, COMMAND_LINE_MODULE, 0},
        {{"app", "--check-hash-based-pycs", NULL}, COMMAND_LINE_NOTHING, 0},
        {{"app", "--check-hash-based-pycs=never", "-m", "mod", NULL}, COMMAND_LINE_NOTHING, 0},
        {{"app", "-bb", "-d", "-E", "-i", "-OO", "-c", NULL}, COMMAND_LINE_NOTHING, 0},
        {{"app", "-bbdEiOOPq", "-RsStuvvx", "-cpass", NULL}, COMMAND_LINE_CODE, 0},
        /* Options that CPython does not have, or only answers. */
        {{"app", "-z", "-c", "pass", NULL}, COMMAND_LINE_NOTHING, 0},
        {{"app", "-Jc", "pass", NULL}, COMMAND_LINE_NOTHING, 0},
        {{"app", "-V", "-c", "pass", NULL}, COMMAND_LINE_NOTHING, 0},
        {{"app", "-h", NULL}, COMMAND_LINE_NOTHING, 0},
        {{"app", "-?", NULL}, COMMAND_LINE_NOTHING, 0},
        {{"app", "--version", NULL}, COMMAND_LINE_NOTHING, 0},
        {{"app", "--help", "-c", "pass", NULL}, COMMAND_LINE_NOTHING, 0},
        {{"app", "-\xff", "-c", "pass", NULL}, COMMAND_LINE_NOTHING, 0},
        /* Scripts and standard input. */
        {{"app", "script.py", "-c", NULL}, COMMAND_LINE_SCRIPT, 1},
        {{"app", "-u", "-W", "error", "script.py", NULL}, COMMAND_LINE_SCRIPT, 4},
        {{"app", "--", "-script.py", NULL}, COMMAND_LINE_SCRIPT, 2},
        {{"app", "--", "--", NULL}, COMMAND_LINE_SCRIPT, 2},
        {{"app", "", NULL}, COMMAND_LINE_SCRIPT, 1},
        {{"app", "-", "x", NULL}, COMMAND_LINE_STANDARD_INPUT, 0},
        {{"app", "-u", "-", NULL}, COMMAND_LINE_STANDARD_INPUT, 0},
        {{"app", "--", "-", NULL}, COMMAND_LINE_STANDARD_INPUT, 0},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct command_line line =
            command_line_read(count(cases[i].argv), as_argv(cases[i].argv));
        if (line.kind != cases[i].kind
            || (line.kind == COMMAND_LINE_SCRIPT && line.script != cases[i].script))
        {
            fprintf(stderr, "case %zu\n", i);
        }
        CHECK(line.kind == cases[i].kind);
        CHECK(line.kind != COMMAND_LINE_SCRIPT || line.script == cases[i].script);
    }
}

static void
test_flags(void)
{
    static const char *const none[] = {"app", "-c", "pass", "-I", "-O", NULL};
    struct command_line line = command_line_read(count(none), as_argv(none));
    CHECK(line.optimize == 0 && !line.isolated);
    static const char *const some[] = {"app", "-BOI", "-X", "-O", "-O", "script.py", NULL};
    line = command_line_read(count(some), as_argv(some));
    CHECK(line.optimize == 2 && line.isolated);
}

static void
test_origin(void)
{
    static const char *const interpreter[] = {"app", COMMAND_LINE_INTERPRETER_MARK, "-c", NULL};
    CHECK(command_line_origin(3, as_argv(interpreter)) == COMMAND_LINE_OF_INTERPRETER);
    static const char *const program[] = {"app", COMMAND_LINE_PROGRAM_MARK, "app", NULL};
    CHECK(command_line_origin(3, as_argv(program)) == COMMAND_LINE_OF_PROGRAM);
    /* Only in its place, and only the whole of it. */
    static const char *const later[] = {"app", "-c", COMMAND_LINE_INTERPRETER_MARK, NULL};
    CHECK(command_line_origin(3, as_argv(later)) == COMMAND_LINE_OF_USER);
    static const char *const first[] = {COMMAND_LINE_INTERPRETER_MARK, NULL};
    CHECK(command_line_origin(1, as_argv(first)) == COMMAND_LINE_OF_USER);
    static const char *const part[] = {"app", "--rules-python-executable", NULL};
    CHECK(command_line_origin(2, as_argv(part)) == COMMAND_LINE_OF_USER);
    static const char *const nothing[] = {NULL};
    CHECK(command_line_origin(0, as_argv(nothing)) == COMMAND_LINE_OF_USER);
}

int
main(void)
{
    RUN(test_kinds);
    RUN(test_flags);
    RUN(test_origin);
    return 0;
}
