#include "command_line.h"

#include <string.h>

enum command_line_origin
command_line_origin(int argc, char *const *argv)
{
    if (argc > 1 && strcmp(argv[1], COMMAND_LINE_INTERPRETER_MARK) == 0) {
        return COMMAND_LINE_OF_INTERPRETER;
    }
    if (argc > 1 && strcmp(argv[1], COMMAND_LINE_PROGRAM_MARK) == 0) {
        return COMMAND_LINE_OF_PROGRAM;
    }
    return COMMAND_LINE_OF_USER;
}

/* Reads one argument that begins with '-', and its value if that is the next argument. Returns the
 * number of arguments it takes, or 0 if the options end here: with -c or -m, or with an option that
 * is unknown or has no value. */
static int
read_options(struct command_line *line, const char *argument, bool is_last)
{
    if (strcmp(argument, "--check-hash-based-pycs") == 0) {
        return is_last ? 0 : 2;
    }
    for (const char *option = argument + 1; *option != '\0'; option++) {
        const bool has_value = option[1] != '\0' || !is_last;
        switch (*option) {
        case 'c':
            line->kind = has_value ? COMMAND_LINE_CODE : COMMAND_LINE_NOTHING;
            return 0;
        case 'm':
            line->kind = has_value ? COMMAND_LINE_MODULE : COMMAND_LINE_NOTHING;
            return 0;
        case 'W':
        case 'X':
            if (!has_value) {
                return 0;
            }
            return option[1] != '\0' ? 1 : 2;
        case 'O':
            line->optimize++;
            break;
        case 'I':
            line->isolated = true;
            break;
        default:
            if (strchr("bBdEiPqRsStuvx", *option) == NULL) {
                return 0;
            }
        }
    }
    return 1;
}

struct command_line
command_line_read(int argc, char *const *argv)
{
    struct command_line line = {.kind = COMMAND_LINE_NOTHING};
    int index = 1;
    while (index < argc && argv[index][0] == '-' && argv[index][1] != '\0') {
        if (strcmp(argv[index], "--") == 0) {
            index++;
            break;
        }
        const int taken = read_options(&line, argv[index], index + 1 >= argc);
        if (taken == 0) {
            return line;
        }
        index += taken;
    }
    if (index < argc) {
        line.kind = strcmp(argv[index], "-") == 0 ? COMMAND_LINE_STANDARD_INPUT
                                                  : COMMAND_LINE_SCRIPT;
        line.script = index;
    }
    return line;
}
