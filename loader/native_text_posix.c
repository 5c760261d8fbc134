#include "native_text.h"

wchar_t *
native_text_decode(const char *text)
{
    return Py_DecodeLocale(text, NULL);
}
