/* Lets programs bind completion in the words of GNU's readline.
 *
 * Programs that know no other say `readline.parse_and_bind("tab: complete")`, in which libedit finds
 * nothing for itself. All other lines go to libedit as they are.
 *
 * libedit itself is compiled with its rl_parse_and_bind() called libedit_parse_and_bind().
 */

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "editline/readline.h"

#undef rl_parse_and_bind
int rl_parse_and_bind(const char *line);

/* Ways to write the key Tab. */
static const char *const TAB_KEYS[] = {"tab", "\"\\t\"", "\"\\C-i\"", "control-i", "c-i"};

/* Functions that complete the word before the cursor. */
static const char *const COMPLETING[] = {"complete", "menu-complete"};

static const char *
skip_blanks(const char *text)
{
    return text + strspn(text, " \t");
}

/* Whether `text` is one of `words`, apart from blanks at its end. */
static bool
is_one_of(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const size_t size = strlen(words[i]);
        if (strncasecmp(text, words[i], size) == 0 && *skip_blanks(text + size) == '\0') {
            return true;
        }
    }
    return false;
}

/* Whether `line` has Tab complete words. */
static bool
binds_completion(const char *line)
{
    line = skip_blanks(line);
    for (size_t i = 0; i < sizeof(TAB_KEYS) / sizeof(TAB_KEYS[0]); i++) {
        const size_t size = strlen(TAB_KEYS[i]);
        const char *colon = strncasecmp(line, TAB_KEYS[i], size) == 0 ? skip_blanks(line + size)
                                                                      : "";
        if (*colon == ':') {
            return is_one_of(skip_blanks(colon + 1), COMPLETING,
                             sizeof(COMPLETING) / sizeof(COMPLETING[0]));
        }
    }
    return false;
}

int
rl_parse_and_bind(const char *line)
{
    return libedit_parse_and_bind(binds_completion(line) ? "bind ^I rl_complete" : line);
}
