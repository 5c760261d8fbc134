#include "diagnostics.h"

#include <string.h>

static bool
is_word(const char *text, size_t size, const char *word)
{
    return size == strlen(word) && memcmp(text, word, size) == 0;
}

const char *
diagnostics_parse(const char *value, struct diagnostics *diagnostics, size_t *unknown_size)
{
    *diagnostics = (struct diagnostics){.start = false};
    const char *unknown = NULL;
    const char *word = value;
    for (;;) {
        const size_t size = strcspn(word, ",");
        const bool all = is_word(word, size, "all");
        const bool start = all || is_word(word, size, "start");
        const bool imports = all || is_word(word, size, "imports");
        const bool import_time = all || is_word(word, size, "importtime");
        diagnostics->start |= start;
        diagnostics->imports |= imports;
        diagnostics->import_time |= import_time;
        if (size != 0 && unknown == NULL && !start && !imports && !import_time) {
            unknown = word;
            *unknown_size = size;
        }
        if (word[size] == '\0') {
            return unknown;
        }
        word += size + 1;
    }
}
