/* Strings, wide strings, conversions, sorting and searching. */
#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>

#include "shims.h"

/* Functions with a check of the destination's size, which is not made here. */

static void *
shim___memcpy_chk(void *to, const void *from, size_t size, size_t room)
{
    (void)room;
    return memcpy(to, from, size);
}

static void *
shim___memmove_chk(void *to, const void *from, size_t size, size_t room)
{
    (void)room;
    return memmove(to, from, size);
}

static void *
shim___memset_chk(void *to, int byte, size_t size, size_t room)
{
    (void)room;
    return memset(to, byte, size);
}

static char *
shim___strcat_chk(char *to, const char *from, size_t room)
{
    (void)room;
    return strcat(to, from);
}

static char *
shim___strcpy_chk(char *to, const char *from, size_t room)
{
    (void)room;
    return strcpy(to, from);
}

static char *
shim___strncat_chk(char *to, const char *from, size_t size, size_t room)
{
    (void)room;
    return strncat(to, from, size);
}

static char *
shim___strncpy_chk(char *to, const char *from, size_t size, size_t room)
{
    (void)room;
    return strncpy(to, from, size);
}

static size_t
shim___strlcat_chk(char *to, const char *from, size_t size, size_t room)
{
    (void)room;
    return strlcat(to, from, size);
}

static size_t
shim___strlcpy_chk(char *to, const char *from, size_t size, size_t room)
{
    (void)room;
    return strlcpy(to, from, size);
}

/* Fills memory with copies of a pattern; the last one may be cut off. */
static void
fill(char *to, const char *pattern, size_t pattern_size, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        to[i] = pattern[i % pattern_size];
    }
}

static void
shim_memset_pattern4(void *to, const void *pattern, size_t size)
{
    fill(to, pattern, 4, size);
}

static void
shim_memset_pattern8(void *to, const void *pattern, size_t size)
{
    fill(to, pattern, 8, size);
}

static void
shim_memset_pattern16(void *to, const void *pattern, size_t size)
{
    fill(to, pattern, 16, size);
}

const struct symbol shims_string[] = {
    {"___bzero", (const void *)bzero},
    SHIM(__memcpy_chk),
    SHIM(__memmove_chk),
    SHIM(__memset_chk),
    SHIM(__strcat_chk),
    SHIM(__strcpy_chk),
    SHIM(__strlcat_chk),
    SHIM(__strlcpy_chk),
    SHIM(__strncat_chk),
    SHIM(__strncpy_chk),
    SHIM(memset_pattern16),
    SHIM(memset_pattern4),
    SHIM(memset_pattern8),
    SAME(atoi),
    SAME(atol),
    SAME(bcmp),
    SAME(bsearch),
    SAME(btowc),
    SAME(bzero),
    SAME(mblen),
    SAME(mbrtowc),
    SAME(mbsrtowcs),
    SAME(mbstowcs),
    SAME(mbtowc),
    SAME(memccpy),
    SAME(memchr),
    SAME(memcmp),
    SAME(memcpy),
    SAME(memmem),
    SAME(memmove),
    SAME(memset),
    SAME(qsort),
    SAME(rand),
    SAME(stpcpy),
    SAME(strcasecmp),
    SAME(strcat),
    SAME(strchr),
    SAME(strcmp),
    SAME(strcoll),
    SAME(strcpy),
    SAME(strcspn),
    SAME(strdup),
    SAME(strlcat),
    SAME(strlcpy),
    SAME(strlen),
    SAME(strncasecmp),
    SAME(strncat),
    SAME(strncmp),
    SAME(strncpy),
    SAME(strndup),
    SAME(strnlen),
    SAME(strpbrk),
    SAME(strrchr),
    SAME(strspn),
    SAME(strstr),
    SAME(strtod),
    SAME(strtok),
    SAME(strtok_r),
    SAME(strtol),
    SAME(strtoll),
    SAME(strtoul),
    SAME(strtoull),
    SAME(strxfrm),
    SAME(tdelete),
    SAME(tfind),
    SAME(tsearch),
    SAME(twalk),
    SAME(wcrtomb),
    SAME(wcscat),
    SAME(wcschr),
    SAME(wcscmp),
    SAME(wcscoll),
    SAME(wcscpy),
    SAME(wcscspn),
    SAME(wcsdup),
    SAME(wcsftime),
    SAME(wcslen),
    SAME(wcsncat),
    SAME(wcsncmp),
    SAME(wcsncpy),
    SAME(wcspbrk),
    SAME(wcsrchr),
    SAME(wcsrtombs),
    SAME(wcsspn),
    SAME(wcsstr),
    SAME(wcstok),
    SAME(wcstol),
    SAME(wcstombs),
    SAME(wcsxfrm),
    SAME(wctob),
    SAME(wctomb),
    SAME(wcwidth),
    SAME(wmemchr),
    SAME(wmemcmp),
    SAME(wmemcpy),
    SAME(wmemmove),
    SAME(wmemset),
    END_OF_SYMBOLS,
};
