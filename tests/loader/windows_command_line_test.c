/* Tests of loader/processes/windows_command_line.h. */
#include "loader/processes/windows_command_line.h"

#include <stdbool.h>
#include <string.h>

#include "check.h"

struct division {
    const char *command_line;
    size_t program_size;
    const char *argv[8];
};

static void
test_split(void)
{
    static const struct division cases[] = {
        {"", 0, {"", NULL}},
        {"app", 3, {"app", NULL}},
        {"app  ", 3, {"app", NULL}},
        {" app", 0, {"", "app", NULL}},
        {"app -c pass", 3, {"app", "-c", "pass", NULL}},
        {"app\t-c\t pass ", 3, {"app", "-c", "pass", NULL}},
        /* In the program's name, a backslash is one. */
        {"\"C:\\a b\\app\" x", 12, {"C:\\a b\\app", "x", NULL}},
        {"\"C:\\a\\\" x", 7, {"C:\\a\\", "x", NULL}},
        {"C:\\\"a b\"\\app x", 12, {"C:\\a b\\app", "x", NULL}},
        {"\"app x", 6, {"app x", NULL}},
        /* Quotes and backslashes elsewhere. */
        {"app \"a b\" c", 3, {"app", "a b", "c", NULL}},
        {"app a\" \"b", 3, {"app", "a b", NULL}},
        {"app \"\" c", 3, {"app", "", "c", NULL}},
        {"app a\\b \"a\\b\"", 3, {"app", "a\\b", "a\\b", NULL}},
        {"app a\\\"b", 3, {"app", "a\"b", NULL}},
        {"app a\\\\\"b c\"", 3, {"app", "a\\b c", NULL}},
        {"app a\\\\\\\"b", 3, {"app", "a\\\"b", NULL}},
        {"app \"a\\\\\" b", 3, {"app", "a\\", "b", NULL}},
        {"app \"a\"\"b\" c", 3, {"app", "a\"b", "c", NULL}},
        {"app a\\\\ b", 3, {"app", "a\\\\", "b", NULL}},
        {"app \"a b", 3, {"app", "a b", NULL}},
        {"app a b c d e f", 3, {"app", "a", "b", "c", "d", "e", "f", NULL}},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int count;
        size_t program_size;
        char **argv = windows_command_line_split(cases[i].command_line, &count, &program_size);
        CHECK(argv != NULL);
        bool same = program_size == cases[i].program_size && argv[count] == NULL;
        for (int j = 0; same && j <= count; j++) {
            const char *expected = cases[i].argv[j];
            same = expected == NULL ? argv[j] == NULL
                                    : argv[j] != NULL && strcmp(argv[j], expected) == 0;
        }
        if (!same) {
            fprintf(stderr, "case %zu: %s\n", i, cases[i].command_line);
        }
        CHECK(same);
        free(argv);
    }
}

int
main(void)
{
    RUN(test_split);
    return 0;
}
