/* Tests of loader/diagnostics.h. */
#include "loader/diagnostics.h"

#include <string.h>

#include "check.h"

static void
test_words(void)
{
    static const struct {
        const char *value;
        struct diagnostics diagnostics;
    } cases[] = {
        {"", {.start = false}},
        {"start", {.start = true}},
        {"imports", {.imports = true}},
        {"importtime", {.import_time = true}},
        {"importtime,start", {.start = true, .import_time = true}},
        {",start,,start,", {.start = true}},
        {"all", {.start = true, .imports = true, .import_time = true}},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct diagnostics diagnostics;
        size_t unknown_size;
        CHECK(diagnostics_parse(cases[i].value, &diagnostics, &unknown_size) == NULL);
        CHECK(diagnostics.start == cases[i].diagnostics.start);
        CHECK(diagnostics.imports == cases[i].diagnostics.imports);
        CHECK(diagnostics.import_time == cases[i].diagnostics.import_time);
    }
}

static void
test_unknown_words(void)
{
    static const struct {
        const char *value;
        const char *unknown;
    } cases[] = {
        {"1", "1"},
        {"starts", "starts"},
        {"star", "star"},
        {"START", "START"},
        {" start", " start"},
        {"start,import,time", "import"},
        {"import,start", "import"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct diagnostics diagnostics;
        size_t size = 0;
        const char *unknown = diagnostics_parse(cases[i].value, &diagnostics, &size);
        CHECK(unknown != NULL && size == strlen(cases[i].unknown));
        CHECK(memcmp(unknown, cases[i].unknown, size) == 0);
        CHECK(diagnostics.start == (strchr(cases[i].value, ',') != NULL));
        CHECK(!diagnostics.imports && !diagnostics.import_time);
    }
}

int
main(void)
{
    RUN(test_words);
    RUN(test_unknown_words);
    return 0;
}
