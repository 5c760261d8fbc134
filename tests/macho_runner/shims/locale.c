/* Locales and classes of characters. */
#include <ctype.h>
#include <langinfo.h>
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "shims.h"

static char *
shim_setlocale(int category, const char *name)
{
    static const int categories[] = {
        LC_ALL, LC_COLLATE, LC_CTYPE, LC_MONETARY, LC_NUMERIC, LC_TIME, LC_MESSAGES,
    };
    if (category < 0 || (size_t)category >= sizeof(categories) / sizeof(categories[0])) {
        return NULL;
    }
    return setlocale(categories[category], name);
}

static char *
shim_nl_langinfo(int item)
{
    switch (item) {
    case 0:                             /* CODESET */
        return (char *)"UTF-8";
    case 1:
        return nl_langinfo(D_T_FMT);
    case 2:
        return nl_langinfo(D_FMT);
    case 3:
        return nl_langinfo(T_FMT);
    case 4:
        return nl_langinfo(T_FMT_AMPM);
    case 50:
        return nl_langinfo(RADIXCHAR);
    case 51:
        return nl_langinfo(THOUSEP);
    default:
        return (char *)"";
    }
}

/* _RuneLocale in Darwin's <runetype.h>, as far as programs look into it. */
static struct {
    char magic[8];
    char encoding[32];
    void *functions[2];
    int32_t invalid;
    uint32_t classes[256];
    int32_t lower[256];
    int32_t upper[256];
    char rest[256];
} shim__DefaultRuneLocale;

/* _CTYPE_... in Darwin's <_ctype.h>. */
static uint32_t
classes_of(int c)
{
    const uint32_t digit = isdigit(c) ? (uint32_t)(c - '0') : 0;
    return digit | (isalpha(c) ? 0x100U : 0) | (iscntrl(c) ? 0x200U : 0)
        | (isdigit(c) ? 0x400U : 0) | (isgraph(c) ? 0x800U : 0) | (islower(c) ? 0x1000U : 0)
        | (ispunct(c) ? 0x2000U : 0) | (isspace(c) ? 0x4000U : 0) | (isupper(c) ? 0x8000U : 0)
        | (isxdigit(c) ? 0x10000U : 0) | (isblank(c) ? 0x20000U : 0) | (isprint(c) ? 0x40000U : 0);
}

__attribute__((constructor))
static void
fill_rune_locale(void)
{
    for (int c = 0; c < 256; c++) {
        const int is_ascii = c < 128;
        shim__DefaultRuneLocale.classes[c] = is_ascii ? classes_of(c) : 0;
        shim__DefaultRuneLocale.lower[c] = is_ascii ? tolower(c) : c;
        shim__DefaultRuneLocale.upper[c] = is_ascii ? toupper(c) : c;
    }
}

/* The classes of a character beyond ASCII, of those in `mask`. */
static unsigned long
shim___maskrune(int c, unsigned long mask)
{
    const wint_t wide = (wint_t)c;
    const unsigned long classes = (iswalpha(wide) ? 0x100UL : 0) | (iswcntrl(wide) ? 0x200UL : 0)
        | (iswdigit(wide) ? 0x400UL : 0) | (iswgraph(wide) ? 0x800UL : 0)
        | (iswlower(wide) ? 0x1000UL : 0) | (iswpunct(wide) ? 0x2000UL : 0)
        | (iswspace(wide) ? 0x4000UL : 0) | (iswupper(wide) ? 0x8000UL : 0)
        | (iswprint(wide) ? 0x40000UL : 0);
    return classes & mask;
}

static int
shim___tolower(int c)
{
    return (int)towlower((wint_t)c);
}

static int
shim___toupper(int c)
{
    return (int)towupper((wint_t)c);
}

/* Whatever categories it is asked for: the program wants that of C, and gets all of it. */
static locale_t
shim_newlocale(int mask, const char *name, locale_t base)
{
    (void)mask;
    return newlocale(LC_ALL_MASK, name, base);
}

static locale_t
shim_uselocale(locale_t locale)
{
    static const intptr_t global = -1;      /* LC_GLOBAL_LOCALE of Darwin */
    const locale_t before = uselocale(locale == (locale_t)global ? LC_GLOBAL_LOCALE : locale);
    return before == LC_GLOBAL_LOCALE ? (locale_t)global : before;
}

/* The host's numbers have a decimal point in every locale. */
static double
shim_strtod_l(const char *text, char **end, locale_t locale)
{
    (void)locale;
    return strtod(text, end);
}

#ifdef __aarch64__
static double
shim_strtold_l(const char *text, char **end, locale_t locale)
{
    return shim_strtod_l(text, end, locale);
}
#else
static long double
shim_strtold_l(const char *text, char **end, locale_t locale)
{
    (void)locale;
    return strtold(text, end);
}
#endif

static int shim___mb_cur_max = 4;

const struct symbol shims_locale[] = {
    SHIM_DATA(_DefaultRuneLocale),
    SHIM_DATA(__mb_cur_max),
    SHIM(__maskrune),
    SHIM(__tolower),
    SHIM(__toupper),
    SHIM(newlocale),
    SHIM(nl_langinfo),
    SHIM(setlocale),
    SHIM(strtod_l),
    SHIM(strtold_l),
    SHIM(uselocale),
    SAME(freelocale),
    SAME(localeconv),
    END_OF_SYMBOLS,
};
