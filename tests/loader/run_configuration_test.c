/* Tests of loader/run_configuration.h. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE                     /* setenv(), unsetenv() */
#endif

#include "loader/run_configuration.h"

#include <string.h>

#include "check.h"
#include "sample_pack.h"

struct sample {
    unsigned char *data;
    struct packed_resources resources;
    struct run_configuration configuration;
};

/* Reads a configuration into `sample`, whose data the caller frees. */
static enum packed_status
read_config(const char *const *config, struct sample *sample)
{
    size_t size;
    sample->data = sample_pack_with_config(config, &size);
    CHECK(packed_resources_open(&sample->resources, sample->data, size) == PACKED_OK);
    return run_configuration_read(&sample->configuration, &sample->resources);
}

static void
test_values(void)
{
    const char *const config[] = {"entry_point", "a.b:c.d", "optimize", "2",
                                  "python_version", "3.13.5", NULL};
    struct sample sample;
    CHECK(read_config(config, &sample) == PACKED_OK);
    CHECK(packed_slice_equals(sample.configuration.entry_point, "a.b:c.d"));
    CHECK(sample.configuration.run_module.size == 0);
    CHECK(!sample.configuration.interpreter);
    CHECK(!sample.configuration.child_interpreter);
    CHECK(sample.configuration.optimize == 2);
    free(sample.data);
}

static void
test_interpreter(void)
{
    const char *const config[] = {"interpreter", "1", NULL};
    struct sample sample;
    CHECK(read_config(config, &sample) == PACKED_OK);
    CHECK(sample.configuration.interpreter);
    CHECK(!sample.configuration.child_interpreter);
    free(sample.data);
}

static void
test_child_interpreter(void)
{
    const char *const config[] = {"interpreter", "children", "run_module", "a", NULL};
    struct sample sample;
    CHECK(read_config(config, &sample) == PACKED_OK);
    CHECK(sample.configuration.child_interpreter);
    CHECK(!sample.configuration.interpreter);
    free(sample.data);
}

static void
test_embedded(void)
{
    const char *const library[] = {"embedded", "1", NULL};
    struct sample sample;
    CHECK(read_config(library, &sample) == PACKED_OK);
    CHECK(sample.configuration.embedded);
    CHECK(sample.configuration.run_module.size == 0);
    free(sample.data);

    const char *const script[] = {"run_module", "a", "embedded", "1", NULL};
    CHECK(read_config(script, &sample) == PACKED_OK);
    CHECK(packed_slice_equals(sample.configuration.run_module, "a"));
    free(sample.data);
}

static void
test_packed_files(void)
{
    static const struct {
        const char *const config[5];
        bool hidden;
    } cases[] = {
        {{"run_module", "a", NULL}, false},
        {{"run_module", "a", "packed_files", "visible", NULL}, false},
        {{"run_module", "a", "packed_files", "hidden", NULL}, true},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct sample sample;
        CHECK(read_config(cases[i].config, &sample) == PACKED_OK);
        CHECK(sample.configuration.packed_files_hidden == cases[i].hidden);
        free(sample.data);
    }
}

static void
test_diagnostics(void)
{
    static const struct {
        const char *const config[5];
        bool off;
    } cases[] = {
        {{"run_module", "a", NULL}, false},
        {{"run_module", "a", "diagnostics", "off", NULL}, true},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct sample sample;
        CHECK(read_config(cases[i].config, &sample) == PACKED_OK);
        CHECK(sample.configuration.diagnostics_off == cases[i].off);
        free(sample.data);
    }
}

static void
test_bad_settings(void)
{
    static const char *const cases[][5] = {
        {NULL},
        {"run_module", "", NULL},
        {"run_module", "a", "entry_point", "a:b", NULL},
        {"run_module", "a", "run_module", "b", NULL},
        {"run_module", "a", "interpreter", "1", NULL},
        {"interpreter", "0", NULL},
        {"interpreter", "children", NULL},
        {"run_module", "a", "interpreter", "child", NULL},
        {"embedded", "", NULL},
        {"embedded", "0", NULL},
        {"run_module", "a", "optimize", "3", NULL},
        {"run_module", "a", "optimize", "", NULL},
        {"run_module", "a", "optimize", "11", NULL},
        {"run_module", "a", "packed_files", "", NULL},
        {"run_module", "a", "packed_files", "1", NULL},
        {"run_module", "a", "env", "NAME", NULL},
        {"run_module", "a", "env", "=value", NULL},
        {"run_module", "a", "env", "", NULL},
        {"run_module", "a", "unknown", "b", NULL},
        {"run_module", "a", "interpreter_config", "", NULL},
        {"run_module", "a", "interpreter_config", "dev_mode", NULL},
        {"run_module", "a", "interpreter_config", "dev_mode=2", NULL},
        {"run_module", "a", "interpreter_config", "home=/usr", NULL},
        {"run_module", "a", "certificates", "system", NULL},
        {"run_module", "a", "certificates", "", NULL},
        {"run_module", "a", "extra_path", "", NULL},
        {"run_module", "a", "extra_path", "$HOME/plugins", NULL},
        {"run_module", "a", "extra_path", "$ORIGINAL", NULL},
        {"run_module", "a", "diagnostics", "on", NULL},
        {"run_module", "a", "diagnostics", "", NULL},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct sample sample;
        CHECK(read_config(cases[i], &sample) == PACKED_BAD_CONFIG);
        free(sample.data);
    }
}

static void
test_arguments(void)
{
    const char *const config[] = {"arg", "--flag", "run_module", "a", "arg", "", "arg", "x y",
                                  NULL};
    struct sample sample;
    CHECK(read_config(config, &sample) == PACKED_OK);
    char program[] = "program", first[] = "first", second[] = "\xff";
    char *argv[] = {program, first, second, NULL};
    int count;
    char **arguments =
        run_configuration_arguments(&sample.configuration, 3, argv, NULL, &count);
    CHECK(arguments != NULL && count == 6);
    CHECK(arguments[0] == program);
    CHECK(strcmp(arguments[1], "--flag") == 0);
    CHECK(strcmp(arguments[2], "") == 0);
    CHECK(strcmp(arguments[3], "x y") == 0);
    CHECK(arguments[4] == first && arguments[5] == second && arguments[6] == NULL);
    free(arguments);

    char *no_arguments[] = {NULL};
    arguments =
        run_configuration_arguments(&sample.configuration, 0, no_arguments, program, &count);
    CHECK(arguments != NULL && count == 4 && arguments[0] == program && arguments[4] == NULL);
    free(arguments);
    free(sample.data);
}

static void
test_environment(void)
{
    const char *const config[] = {"run_module", "a", "env", "LOADER_TEST_A=1", "env",
                                  "LOADER_TEST_B=x=y", "env", "LOADER_TEST_C=", NULL};
    struct sample sample;
    CHECK(read_config(config, &sample) == PACKED_OK);
    CHECK(setenv("LOADER_TEST_A", "set before", 1) == 0);
    CHECK(unsetenv("LOADER_TEST_B") == 0);
    CHECK(unsetenv("LOADER_TEST_C") == 0);
    CHECK(run_configuration_set_environment(&sample.configuration) == 0);
    CHECK(strcmp(getenv("LOADER_TEST_A"), "set before") == 0);
    CHECK(strcmp(getenv("LOADER_TEST_B"), "x=y") == 0);
    CHECK(strcmp(getenv("LOADER_TEST_C"), "") == 0);
    free(sample.data);
}

static void
test_fields(void)
{
    const char *const config[] = {"interpreter_config", "warnoptions=error", "run_module", "a",
                                  "interpreter_config", "verbose=1", "interpreter_config",
                                  "warnoptions=ignore", NULL};
    struct sample sample;
    CHECK(read_config(config, &sample) == PACKED_OK);
    CHECK(!sample.configuration.certifi);
    struct config_field field;
    uint64_t cursor = 0;
    CHECK(run_configuration_next_field(&sample.configuration, &cursor, &field));
    CHECK(packed_slice_equals(field.text, "error"));
    CHECK(run_configuration_next_field(&sample.configuration, &cursor, &field));
    CHECK(strcmp(field.name, "verbose") == 0 && field.number == 1);
    CHECK(run_configuration_next_field(&sample.configuration, &cursor, &field));
    CHECK(packed_slice_equals(field.text, "ignore"));
    CHECK(!run_configuration_next_field(&sample.configuration, &cursor, &field));
    free(sample.data);
}

static void
test_certificates(void)
{
    const char *const config[] = {"run_module", "a", "certificates", "certifi", NULL};
    struct sample sample;
    CHECK(read_config(config, &sample) == PACKED_OK);
    CHECK(sample.configuration.certifi);
    free(sample.data);
}

static void
test_extra_paths(void)
{
    const char *const config[] = {"extra_path", "$ORIGIN/../plugins", "run_module", "a",
                                  "extra_path", "/opt/$ORIGIN", "extra_path", "$ORIGIN", NULL};
    static const struct {
        const char *executable;
        const char *paths[3];
    } cases[] = {
        {"/usr/bin/app", {"/usr/bin/../plugins", "/opt/$ORIGIN", "/usr/bin"}},
        {"/app", {"/../plugins", "/opt/$ORIGIN", "/"}},
    };
    struct sample sample;
    CHECK(read_config(config, &sample) == PACKED_OK);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint64_t cursor = 0;
        char *path;
        for (size_t j = 0; j < sizeof(cases[i].paths) / sizeof(cases[i].paths[0]); j++) {
            CHECK(run_configuration_next_extra_path(&sample.configuration, &cursor,
                                                    cases[i].executable, &path));
            CHECK(path != NULL && strcmp(path, cases[i].paths[j]) == 0);
            free(path);
        }
        CHECK(!run_configuration_next_extra_path(&sample.configuration, &cursor,
                                                 cases[i].executable, &path));
    }
    free(sample.data);
}

int
main(void)
{
    RUN(test_values);
    RUN(test_interpreter);
    RUN(test_child_interpreter);
    RUN(test_embedded);
    RUN(test_packed_files);
    RUN(test_diagnostics);
    RUN(test_bad_settings);
    RUN(test_arguments);
    RUN(test_environment);
    RUN(test_fields);
    RUN(test_certificates);
    RUN(test_extra_paths);
    return 0;
}
