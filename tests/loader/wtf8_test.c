/* Tests of loader/wtf8.h. */
#include "loader/wtf8.h"

#include <string.h>

#include "check.h"

/* Encodes `count` units, compares with `bytes`, and decodes again. */
static void
check_pair(const uint16_t *units, size_t count, const char *bytes)
{
    char encoded[64];
    uint16_t decoded[64];
    const size_t size = wtf8_encode(units, count, encoded);
    CHECK(size <= WTF8_MAX_BYTES(count));
    CHECK(size == strlen(bytes) && memcmp(encoded, bytes, size) == 0);
    CHECK(wtf8_decode(encoded, size, decoded) == count);
    CHECK(memcmp(decoded, units, count * sizeof(units[0])) == 0);
}

#define CHECK_PAIR(bytes, ...)                                                                     \
    check_pair((const uint16_t[]){__VA_ARGS__},                                                    \
               sizeof((const uint16_t[]){__VA_ARGS__}) / sizeof(uint16_t), bytes)

static void
test_characters(void)
{
    CHECK_PAIR("a z", 'a', ' ', 'z');
    CHECK_PAIR("\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80", 0x7F, 0x80, 0x7FF, 0x800);
    CHECK_PAIR("\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF", 0xD7FF, 0xE000, 0xFFFF);
    CHECK_PAIR("\xF0\x90\x80\x80\xF0\x9F\x90\x8D\xF4\x8F\xBF\xBF", 0xD800, 0xDC00, 0xD83D, 0xDC0D,
               0xDBFF, 0xDFFF);
    CHECK(wtf8_encode(NULL, 0, NULL) == 0);
    CHECK(wtf8_decode(NULL, 0, NULL) == 0);
}

static void
test_unpaired_surrogates(void)
{
    CHECK_PAIR("\xED\xA0\x80", 0xD800);
    CHECK_PAIR("\xED\xBF\xBF", 0xDFFF);
    CHECK_PAIR("\xED\xB0\x80\xED\xA0\x80", 0xDC00, 0xD800);
    CHECK_PAIR("\xED\xA0\xBD!", 0xD83D, '!');
    CHECK_PAIR("\xED\xA0\xBD\xF0\x9F\x90\x8D", 0xD83D, 0xD83D, 0xDC0D);
}

static void
test_every_unit(void)
{
    for (uint32_t unit = 0; unit <= 0xFFFF; unit++) {
        const uint16_t units[] = {(uint16_t)unit, 'x'};
        char bytes[8];
        uint16_t decoded[8];
        const size_t size = wtf8_encode(units, 2, bytes);
        CHECK(wtf8_decode(bytes, size, decoded) == 2);
        CHECK(memcmp(decoded, units, sizeof(units)) == 0);
    }
}

/* Each byte that is not WTF-8 becomes a replacement character. */
static void
check_replaced(const char *bytes, size_t replacements)
{
    uint16_t units[64];
    const size_t count = wtf8_decode(bytes, strlen(bytes), units);
    CHECK(count == replacements);
    for (size_t i = 0; i < count; i++) {
        CHECK(units[i] == 0xFFFD);
    }
}

static void
test_not_wtf8(void)
{
    check_replaced("\x80", 1);
    check_replaced("\xFF", 1);
    check_replaced("\xC3", 1);
    check_replaced("\xE2\x82", 2);
    check_replaced("\xF0\x9F\x90", 3);
    check_replaced("\xC0\x80", 2);              /* overlong */
    check_replaced("\xE0\x80\x80", 3);
    check_replaced("\xF0\x80\x80\x80", 4);
    check_replaced("\xF4\x90\x80\x80", 4);      /* above U+10FFFF */
    check_replaced("\xF8\x88\x80\x80\x80", 5);
}

int
main(void)
{
    RUN(test_characters);
    RUN(test_unpaired_surrogates);
    RUN(test_every_unit);
    RUN(test_not_wtf8);
    return 0;
}
