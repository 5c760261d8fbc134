/* libedit's readline interface keeps a history and edits a line at a terminal, completing a word on
 * the way. */

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <editline/readline.h>

#include "check.h"

static char *
complete_verb(const char *text, int state)
{
    return state == 0 && strncmp("compile", text, strlen(text)) == 0 ? strdup("compile") : NULL;
}

static void
test_history(const char *folder)
{
    using_history();
    CHECK(add_history("first") == 0);
    CHECK(add_history("second") == 0);
    CHECK(history_length == 2);

    char path[4096];
    CHECK(snprintf(path, sizeof(path), "%s/history", folder) < (int)sizeof(path));
    CHECK(write_history(path) == 0);
    clear_history();
    CHECK(history_length == 0);
    CHECK(read_history(path) == 0);
    CHECK(history_length == 2);
    CHECK(strcmp(history_get(history_base)->line, "first") == 0);
}

static void
test_editing(void)
{
    const int keyboard = posix_openpt(O_RDWR | O_NOCTTY);
    CHECK(keyboard >= 0);
    CHECK(grantpt(keyboard) == 0 && unlockpt(keyboard) == 0);
    const int terminal = open(ptsname(keyboard), O_RDWR | O_NOCTTY);
    CHECK(terminal >= 0);
    rl_instream = fdopen(terminal, "r");
    rl_outstream = fdopen(dup(terminal), "w");
    CHECK(rl_instream != NULL && rl_outstream != NULL);
    rl_completion_entry_function = complete_verb;
    CHECK(rl_initialize() == 0);
    /* Python takes Tab's meaning away; programs give it back, some as they would to GNU's readline. */
    CHECK(rl_bind_key('\t', rl_insert) == 0);
    CHECK(rl_parse_and_bind("tab: menu-complete-backward") == 0);
    CHECK(rl_parse_and_bind("  Tab:complete ") == 0);

    /* Ctrl-A goes to the start of the line, Ctrl-E to its end. */
    static const char KEYS[] = "comp\t noth\001re\005ing\n";
    CHECK(write(keyboard, KEYS, sizeof(KEYS) - 1) == sizeof(KEYS) - 1);
    char *line = readline("> ");
    CHECK(line != NULL);
    CHECK(strcmp(line, "recompile nothing") == 0);
    free(line);

    char shown[4096];
    const ssize_t size = read(keyboard, shown, sizeof(shown) - 1);
    CHECK(size > 0);
    shown[size] = '\0';
    CHECK(strstr(shown, "> ") != NULL);
}

int
main(void)
{
    const char *folder = getenv("TEST_TMPDIR");
    CHECK(folder != NULL);
    CHECK(setenv("TERM", "xterm", 1) == 0);
    CHECK(setenv("TERMINFO", "/nonexistent", 1) == 0);
    /* Without a home there is no ~/.editrc that changes bindings. */
    CHECK(setenv("HOME", "/nonexistent", 1) == 0);

    test_history(folder);
    test_editing();
    CHECK(strcmp(rl_library_version, "EditLine wrapper") == 0);
    return 0;
}
