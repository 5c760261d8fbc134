/* Command lines of the program's own executable: which of them are an interpreter's, and how a
 * process is told that its own is one.
 *
 * Knows nothing about Python, and looks at no file.
 */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_PROCESSES_COMMAND_LINE_H
#define RULES_PYTHON_EXECUTABLE_LOADER_PROCESSES_COMMAND_LINE_H

#include <stdbool.h>

/* What a program puts behind argv[0] when it starts its own executable as an interpreter. An
 * argument and not an environment variable, which would reach processes further down; it says which
 * kind it is, as only the program that starts a process knows by what name it was started itself. */
#define COMMAND_LINE_INTERPRETER_MARK "--rules-python-executable=interpreter"
#define COMMAND_LINE_PROGRAM_MARK "--rules-python-executable=program"

enum command_line_origin {
    COMMAND_LINE_OF_USER,           /* no mark: all arguments are the program's */
    COMMAND_LINE_OF_INTERPRETER,    /* the rest is an interpreter's command line */
    COMMAND_LINE_OF_PROGRAM,        /* the same, and the script stands for the packed program */
};

/* Whose command line it is: looks for a mark in argv[1]. */
enum command_line_origin command_line_origin(int argc, char *const *argv);

/* What an interpreter would run. */
enum command_line_kind {
    COMMAND_LINE_NOTHING,           /* nothing, or there is an option that it does not know */
    COMMAND_LINE_CODE,              /* -c */
    COMMAND_LINE_MODULE,            /* -m */
    COMMAND_LINE_STANDARD_INPUT,    /* - */
    COMMAND_LINE_SCRIPT,            /* the file or folder argv[script] */
};

struct command_line {
    enum command_line_kind kind;
    int script;                     /* index in argv, for COMMAND_LINE_SCRIPT */
    int optimize;                   /* how often -O is given */
    bool isolated;                  /* -I */
};

/* Reads a command line without a mark as Python/getopt.c and config_parse_cmdline() of CPython do.
 * Options that only make it answer (-h, -V) count as unknown: programs have options of these names
 * themselves. */
struct command_line command_line_read(int argc, char *const *argv);

#endif
