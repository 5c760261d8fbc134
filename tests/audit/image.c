/* A program for every platform that has what an audit looks at: the loader's place for packed
 * resources, and a symbol of the kind that extension modules look for. */
#include "loader/locator.h"

/* Used, because the linker for macOS would drop it otherwise. */
#if defined(_WIN32)
#  define EXPORTED __declspec(dllexport)
#else
#  define EXPORTED __attribute__((visibility("default"), used))
#endif

EXPORTED int Py_AuditExample(int number);

int
Py_AuditExample(int number)
{
    return number + 1;
}

int
main(int argc, char **argv)
{
    const void *address;
    size_t size;

    (void)argv;
    return locator_find(&address, &size) == LOCATOR_OK && size > 0 ? Py_AuditExample(argc) : 1;
}
