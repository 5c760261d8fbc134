/* The part of macOS's Core Foundation that CPython's _scproxy module uses.
 *
 * _scproxy.c assumes Apple's SDK, which cannot be had with the compiler. These declarations are
 * written from Apple's public documentation of the functions; the values are the framework's ABI.
 */
#ifndef RULES_PYTHON_EXECUTABLE_COREFOUNDATION_H
#define RULES_PYTHON_EXECUTABLE_COREFOUNDATION_H

#include <stdint.h>

typedef unsigned char Boolean;
typedef long CFIndex;
typedef const void *CFTypeRef;
typedef const struct __CFArray *CFArrayRef;
typedef const struct __CFDictionary *CFDictionaryRef;
typedef const struct __CFNumber *CFNumberRef;
typedef const struct __CFString *CFStringRef;

typedef CFIndex CFNumberType;
enum { kCFNumberSInt32Type = 3 };

typedef uint32_t CFStringEncoding;
enum { kCFStringEncodingUTF8 = 0x08000100 };

CFIndex CFArrayGetCount(CFArrayRef array);
const void *CFArrayGetValueAtIndex(CFArrayRef array, CFIndex index);
const void *CFDictionaryGetValue(CFDictionaryRef dictionary, const void *key);
Boolean CFNumberGetValue(CFNumberRef number, CFNumberType type, void *value);
void CFRelease(CFTypeRef object);
Boolean CFStringGetCString(CFStringRef string, char *buffer, CFIndex buffer_size,
                           CFStringEncoding encoding);
const char *CFStringGetCStringPtr(CFStringRef string, CFStringEncoding encoding);
CFIndex CFStringGetLength(CFStringRef string);

#endif
