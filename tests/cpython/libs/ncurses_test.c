/* Terminals are known without any database on the machine, and a database is asked first. */

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <curses.h>
#include <panel.h>
#include <term.h>

#include "check.h"

/* Terminals with the sequence that turns bold on and the number of colours. */
static const struct {
    const char *name;
    const char *bold;
    int colours;
} TERMINALS[] = {
    {"xterm", "\033[1m", 8},
    {"xterm-256color", "\033[1m", 256},
    {"xterm-ghostty", "\033[1m", 256},
    {"xterm-kitty", "\033[1m", 256},
    {"linux", "\033[1m", 8},
    {"vt100", "\033[1m$<2>", -1},
    {"vt220", "\033[1m", -1},
    {"screen", "\033[1m", 8},
    {"screen-256color", "\033[1m", 256},
    {"tmux", "\033[1m", 8},
    {"tmux-256color", "\033[1m", 256},
    {"rxvt", "\033[1m", 8},
    {"rxvt-unicode-256color", "\033[1m", 256},
    {"alacritty", "\033[1m", 256},
    {"ansi", "\033[1m", 8},
};

static void
check_tparm(void)
{
    CHECK(strcmp(tparm(cursor_address, 4L, 7L, 0L, 0L, 0L, 0L, 0L, 0L, 0L), "\033[5;8H") == 0);
}

static void
test_built_in(void)
{
    for (size_t i = 0; i < sizeof(TERMINALS) / sizeof(TERMINALS[0]); i++) {
        int status = -2;
        if (setupterm(TERMINALS[i].name, STDOUT_FILENO, &status) != OK || status != 1) {
            (void)fprintf(stderr, "%s: status %d\n", TERMINALS[i].name, status);
            exit(1);
        }
        CHECK(strcmp(tigetstr("bold"), TERMINALS[i].bold) == 0);
        CHECK(tigetnum("colors") == TERMINALS[i].colours);
        CHECK(del_curterm(cur_term) == OK);
    }

    /* The same one twice, then another name of the same one. */
    int status;
    CHECK(setupterm("xterm-256color", STDOUT_FILENO, &status) == OK);
    TERMINAL *first = cur_term;
    CHECK(setupterm("xterm-256color", STDOUT_FILENO, &status) == OK);
    CHECK(setupterm("vt100-am", STDOUT_FILENO, &status) == OK);
    CHECK(setupterm("vt200", STDOUT_FILENO, &status) == OK);
    CHECK(set_curterm(first) != NULL);
    check_tparm();
    /* A capability that only the database's extended part has. */
    CHECK(strcmp(tigetstr("kUP5"), "\033[1;5A") == 0);

    CHECK(setupterm("dumb", STDOUT_FILENO, &status) == OK);
    CHECK(setupterm("no-such-terminal", STDOUT_FILENO, &status) == ERR);
    CHECK(status == 0 || status == -1);
}

/* An own description of `linux` in the folder that $TERMINFO names wins over the built-in one. */
static void
test_database_first(const char *folder)
{
    /* A compiled description, see term(5): the name, no flags, the number of columns. */
    static const unsigned char DESCRIPTION[] = {
        0x1a, 0x01, 6, 0, 0, 0, 1, 0, 0, 0, 0, 0, 'l', 'i', 'n', 'u', 'x', 0, 123, 0,
    };
    char path[4096];
    /* By the first letter, or by its code where the file system does not tell case apart. */
    static const char *const FORMATS[] = {"%s/l", "%s/6c"};
    for (int i = 0; i < 2; i++) {
        CHECK(snprintf(path, sizeof(path), FORMATS[i], folder) < (int)sizeof(path));
        CHECK(mkdir(path, 0777) == 0);
        strncat(path, "/linux", sizeof(path) - strlen(path) - 1);
        FILE *file = fopen(path, "wb");
        CHECK(file != NULL);
        CHECK(fwrite(DESCRIPTION, sizeof(DESCRIPTION), 1, file) == 1);
        CHECK(fclose(file) == 0);
    }
    CHECK(setenv("TERMINFO", folder, 1) == 0);
    int status;
    CHECK(setupterm("linux", STDOUT_FILENO, &status) == OK);
    CHECK(tigetnum("cols") == 123);
    CHECK(setenv("TERMINFO", "/nonexistent", 1) == 0);
}

/* Draws into a file as if it was a terminal. */
static void
test_screen(void)
{
    FILE *output = tmpfile();
    FILE *input = fopen("/dev/null", "r");
    CHECK(output != NULL && input != NULL);
    SCREEN *screen = newterm("xterm", output, input);
    CHECK(screen != NULL);
    WINDOW *window = newwin(3, 20, 2, 2);
    CHECK(window != NULL);
    PANEL *panel = new_panel(window);
    CHECK(panel != NULL);
    CHECK(mvwaddstr(window, 1, 1, "from a panel") == OK);
    /* A function of which curses.h also has a macro. */
    CHECK((addstr)("on the screen") == OK);
    update_panels();
    CHECK(doupdate() == OK);
    CHECK(del_panel(panel) == OK);
    /* Fails, for a file has no modes to put back, but ends the screen. */
    (void)endwin();
    CHECK(isendwin());
    delscreen(screen);

    char drawn[4096];
    rewind(output);
    drawn[fread(drawn, 1, sizeof(drawn) - 1, output)] = '\0';
    CHECK(strstr(drawn, "from a panel") != NULL);
    CHECK(strstr(drawn, "on the screen") != NULL);
}

int
main(void)
{
    const char *folder = getenv("TEST_TMPDIR");
    CHECK(folder != NULL);
    CHECK(setenv("HOME", "/nonexistent", 1) == 0);
    CHECK(setenv("TERMINFO", "/nonexistent", 1) == 0);
    CHECK(setenv("TERMINFO_DIRS", "/nonexistent", 1) == 0);

    test_built_in();
    test_screen();
    test_database_first(folder);
    return 0;
}
