#include "arguments.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"

static void *
checked(void *memory)
{
    if (memory == NULL) {
        fprintf(stderr, "out of memory\n");
        exit(127);
    }
    return memory;
}

void
arguments_add(Arguments *list, char *argument)
{
    if (list->count + 1 >= list->capacity) {
        list->capacity = list->capacity == 0 ? 64 : 2 * list->capacity;
        list->items = checked(realloc(list->items, list->capacity * sizeof(*list->items)));
    }
    list->items[list->count++] = argument;
    list->items[list->count] = NULL;
}

void
arguments_add_format(Arguments *list, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    int size = vsnprintf(NULL, 0, format, values);
    va_end(values);
    char *text = checked(size < 0 ? NULL : malloc((size_t)size + 1));
    va_start(values, format);
    vsnprintf(text, (size_t)size + 1, format, values);
    va_end(values);
    arguments_add(list, text);
}

/* Takes the next line off `text`: a pointer behind it, or NULL after the last. A backslash takes
 * the meaning off the character after it, as in gcc's response files. */
static char *
take_line(char *text, char **line)
{
    *line = text;
    char *out = text;
    while (*text != '\0' && *text != '\n') {
        if (*text == '\\' && text[1] != '\0') {
            text++;
        }
        *out++ = *text++;
    }
    char *next = *text == '\0' ? NULL : text + 1;
    *out = '\0';
    return next;
}

bool
arguments_add_expanded(Arguments *list, int argc, char *argv[])
{
    for (int i = 0; i < argc; i++) {
        if (argv[i][0] != '@') {
            arguments_add(list, argv[i]);
            continue;
        }
        char *text = files_read_text(argv[i] + 1);
        if (text == NULL) {
            return false;
        }
        while (text != NULL) {
            char *line;
            text = take_line(text, &line);
            if (*line != '\0') {
                arguments_add(list, line);
            }
        }
    }
    return true;
}

bool
arguments_write(const Arguments *list, size_t first, const char *path)
{
    FILE *file = fopen(path, "wb");
    bool good = file != NULL;
    for (size_t i = first; good && i < list->count; i++) {
        good = fprintf(file, "\"%s\"\n", list->items[i]) >= 0;
    }
    if (file != NULL && fclose(file) != 0) {
        good = false;
    }
    if (!good) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
    }
    return good;
}
