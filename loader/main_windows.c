#include <stdbool.h>
#include <stdlib.h>
#include <wchar.h>

#include "locator.h"
#include "program.h"
#include "system.h"
#include "wtf8.h"

/* Copies of the arguments as the loader has them. NULL if there is no memory. */
static char **
encode_arguments(int argc, wchar_t **argv)
{
    char **arguments = calloc((size_t)argc + 1, sizeof(char *));
    for (int i = 0; arguments != NULL && i < argc; i++) {
        const size_t length = wcslen(argv[i]);
        arguments[i] = calloc(WTF8_MAX_BYTES(length) + 1, 1);
        if (arguments[i] == NULL) {
            return NULL;
        }
        wtf8_encode(argv[i], length, arguments[i]);
    }
    return arguments;
}

int
wmain(int argc, wchar_t **argv)
{
    char **arguments = encode_arguments(argc, argv);    /* until the process ends */
    if (arguments == NULL) {
        system_write_error("python-executable: out of memory: free some memory\n");
        return PROGRAM_EXIT_BAD_INTERPRETER;
    }
    return program_main(argc, arguments, locator_find);
}
