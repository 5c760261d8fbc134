#include "wtf8.h"

#include <stdbool.h>

static bool
is_high_surrogate(uint32_t unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool
is_low_surrogate(uint32_t unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

size_t
wtf8_encode(const uint16_t *units, size_t unit_count, char *bytes)
{
    size_t size = 0;
    for (size_t i = 0; i < unit_count; i++) {
        uint32_t code = units[i];
        if (is_high_surrogate(code) && i + 1 < unit_count && is_low_surrogate(units[i + 1])) {
            code = 0x10000 + ((code - 0xD800) << 10) + (units[++i] - 0xDC00u);
        }
        if (code < 0x80) {
            bytes[size++] = (char)code;
            continue;
        }
        if (code < 0x800) {
            bytes[size++] = (char)(0xC0 | code >> 6);
        }
        else {
            if (code < 0x10000) {
                bytes[size++] = (char)(0xE0 | code >> 12);
            }
            else {
                bytes[size++] = (char)(0xF0 | code >> 18);
                bytes[size++] = (char)(0x80 | (code >> 12 & 0x3F));
            }
            bytes[size++] = (char)(0x80 | (code >> 6 & 0x3F));
        }
        bytes[size++] = (char)(0x80 | (code & 0x3F));
    }
    return size;
}

/* Reads the character at `bytes`, of which `size` are left, at least 1. Returns its length in bytes
 * and sets *code; 0 if there is none. */
static size_t
read_character(const unsigned char *bytes, size_t size, uint32_t *code)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char first = bytes[0];
    if (first < 0x80) {
        *code = first;
        return 1;
    }
    const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC0 || first >= 0xF8 || length > size) {
        return 0;
    }
    uint32_t value = first & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
            return 0;
        }
        value = value << 6 | (bytes[i] & 0x3Fu);
    }
    *code = value;
    return value >= smallest[length] && value <= 0x10FFFF ? length : 0;
}

size_t
wtf8_decode(const char *bytes, size_t size, uint16_t *units)
{
    const unsigned char *next = (const unsigned char *)bytes;
    size_t count = 0;
    while (size > 0) {
        uint32_t code;
        size_t length = read_character(next, size, &code);
        if (length == 0) {
            code = 0xFFFD;
            length = 1;
        }
        if (code >= 0x10000) {
            units[count++] = (uint16_t)(0xD800 + ((code - 0x10000) >> 10));
            code = 0xDC00 + (code & 0x3FF);
        }
        units[count++] = (uint16_t)code;
        next += length;
        size -= length;
    }
    return count;
}
