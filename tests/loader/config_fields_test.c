/* Tests of loader/config_fields.h. */
#include "loader/config_fields.h"

#include <string.h>

#include "check.h"

static bool
parse(const char *setting, struct config_field *field)
{
    return config_field_parse((struct packed_slice){setting, strlen(setting)}, field);
}

static void
test_numbers(void)
{
    static const struct {
        const char *setting;
        const char *name;
        uint32_t number;
    } cases[] = {
        {"dev_mode=0", "dev_mode", 0},
        {"dev_mode=1", "dev_mode", 1},
        {"allocator=6", "allocator", 6},
        {"bytes_warning=2", "bytes_warning", 2},
        {"cpu_count=2147483647", "cpu_count", 2147483647},
        {"hash_seed=4294967295", "hash_seed", 4294967295},
        {"hash_seed=0000000000007", "hash_seed", 7},
        {"int_max_str_digits=0", "int_max_str_digits", 0},
        {"int_max_str_digits=640", "int_max_str_digits", 640},
        {"tracemalloc=65535", "tracemalloc", 65535},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct config_field field;
        CHECK(parse(cases[i].setting, &field));
        CHECK(strcmp(field.name, cases[i].name) == 0);
        CHECK(field.kind == CONFIG_FIELD_NUMBER && field.number == cases[i].number);
    }
}

static void
test_texts(void)
{
    struct config_field field;
    CHECK(parse("stdio_errors=replace", &field));
    CHECK(field.kind == CONFIG_FIELD_TEXT && packed_slice_equals(field.text, "replace"));
    CHECK(parse("pycache_prefix=/a=b", &field));
    CHECK(field.kind == CONFIG_FIELD_TEXT && packed_slice_equals(field.text, "/a=b"));
    CHECK(parse("warnoptions=error::DeprecationWarning", &field));
    CHECK(field.kind == CONFIG_FIELD_LIST);
    CHECK(packed_slice_equals(field.text, "error::DeprecationWarning"));
}

static void
test_bad_settings(void)
{
    static const char *const cases[] = {
        "",
        "=",
        "=1",
        "dev_mode",
        "dev_mode=",
        "dev_mode=2",
        "dev_mode=-1",
        "dev_mode=+1",
        "dev_mode= 1",
        "dev_mode=1 ",
        "dev_mode=on",
        "dev_mod=1",
        "dev_modes=1",
        "DEV_MODE=1",
        "allocator=0",
        "allocator=7",
        "allocator=malloc",
        "bytes_warning=3",
        "cpu_count=0",
        "cpu_count=2147483648",
        "hash_seed=4294967296",
        "hash_seed=18446744073709551616",
        "hash_seed=99999999999999999999999999999999999999",
        "hash_seed=0x1",
        "int_max_str_digits=639",
        "tracemalloc=65536",
        "verbose=3",
        "stdio_errors=",
        "stdio_errors=unknown",
        "check_hash_pycs_mode=sometimes",
        "stdio_encoding=",
        "pycache_prefix=",
        "warnoptions=",
        "xoptions=",
        /* Fields that Python has and a packed program must not change. */
        "home=/usr",
        "isolated=0",
        "user_site_directory=1",
        "module_search_paths=/tmp",
        "parse_argv=1",
        "_init_main=1",
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct config_field field;
        if (parse(cases[i], &field)) {
            fprintf(stderr, "accepted: \"%s\"\n", cases[i]);
            exit(1);
        }
    }
    struct config_field field;
    CHECK(!config_field_parse((struct packed_slice){NULL, 0}, &field));
}

/* The value ends where the setting does, whatever follows. */
static void
test_ends(void)
{
    struct config_field field;
    CHECK(config_field_parse((struct packed_slice){"cpu_count=123", 12}, &field));
    CHECK(field.number == 12);
    CHECK(!config_field_parse((struct packed_slice){"cpu_count=1", 10}, &field));
    CHECK(!config_field_parse((struct packed_slice){"cpu_count=1", 9}, &field));
}

int
main(void)
{
    RUN(test_numbers);
    RUN(test_texts);
    RUN(test_bad_settings);
    RUN(test_ends);
    return 0;
}
