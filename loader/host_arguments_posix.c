#include "host_arguments.h"

#include <stdlib.h>
#include <string.h>

char **
host_arguments(int argc, char **argv, int *count)
{
    const size_t given = argc > 0 ? (size_t)argc : 0;
    char **arguments = calloc(given + 1, sizeof(char *));
    if (arguments != NULL && given > 0) {
        memcpy(arguments, argv, given * sizeof(char *));
    }
    *count = (int)given;
    return arguments;
}
