#include "windows_command_line.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool
is_blank(char character)
{
    return character == ' ' || character == '\t';
}

/* The program's name knows no backslash escapes: quotes are left out, and what is between them may
 * contain blanks. Returns the end of the name; copies it to *text, which is moved on. */
static const char *
split_program(const char *from, char **text)
{
    bool quoted = false;
    for (; *from != '\0' && (quoted || !is_blank(*from)); from++) {
        if (*from == '"') {
            quoted = !quoted;
        }
        else {
            *(*text)++ = *from;
        }
    }
    *(*text)++ = '\0';
    return from;
}

/* The same for another argument: backslashes before a quote are halved, and an odd one makes the
 * quote a character; a quote pair inside quotes is one quote. */
static const char *
split_argument(const char *from, char **text)
{
    bool quoted = false;
    while (*from != '\0' && (quoted || !is_blank(*from))) {
        size_t backslashes = strspn(from, "\\");
        from += backslashes;
        if (*from != '"') {
            memset(*text, '\\', backslashes);
            *text += backslashes;
            if (backslashes == 0) {
                *(*text)++ = *from++;
            }
            continue;
        }
        memset(*text, '\\', backslashes / 2);
        *text += backslashes / 2;
        if (backslashes % 2 != 0) {
            *(*text)++ = '"';
        }
        else if (quoted && from[1] == '"') {
            *(*text)++ = '"';
            from++;
        }
        else {
            quoted = !quoted;
        }
        from++;
    }
    *(*text)++ = '\0';
    return from;
}

char **
windows_command_line_split(const char *command_line, int *count, size_t *program_size)
{
    /* Each argument but the first has a blank before it. One block: the array, then the texts, none
     * of which is longer than what it was made of. */
    const size_t size = strlen(command_line);
    const size_t most = size / 2 + 2;
    if (size > INT_MAX / 16) {
        return NULL;
    }
    char **arguments = malloc((most + 1) * sizeof(char *) + size + most + 1);
    if (arguments == NULL) {
        return NULL;
    }
    char *text = (char *)(arguments + most + 1);
    int next = 0;
    arguments[next++] = text;
    const char *rest = split_program(command_line, &text);
    *program_size = (size_t)(rest - command_line);
    while (rest += strspn(rest, " \t"), *rest != '\0') {
        arguments[next++] = text;
        rest = split_argument(rest, &text);
    }
    arguments[next] = NULL;
    *count = next;
    return arguments;
}
