/* Between the text of Windows and strings of char.
 *
 * Windows does not ask that paths and arguments be well-formed UTF-16. WTF-8 is UTF-8 in which an
 * unpaired surrogate has the three bytes that its number would have, so that nothing is lost
 * (https://simonsapin.github.io/wtf-8/); Python reads it with the error handler "surrogatepass".
 */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_WTF8_H
#define RULES_PYTHON_EXECUTABLE_LOADER_WTF8_H

#include <stddef.h>
#include <stdint.h>

/* Bytes that `unit_count` units become at most, without a terminator. */
#define WTF8_MAX_BYTES(unit_count) (3 * (unit_count))

/* Encodes `unit_count` units, UTF-16 or not, into `bytes`. Returns the number of bytes. */
size_t wtf8_encode(const uint16_t *units, size_t unit_count, char *bytes);

/* Decodes `size` bytes into `units`, which must have room for as many units as there are bytes.
 * What is not WTF-8 becomes U+FFFD, byte by byte. Returns the number of units. */
size_t wtf8_decode(const char *bytes, size_t size, uint16_t *units);

#endif
