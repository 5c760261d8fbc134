#include "executable_path.h"

#include <string.h>

#include "system.h"

const char *
path_base_name(const char *path)
{
    const char *separator = strrchr(path, SYSTEM_SEPARATOR);
    return separator == NULL ? path : separator + 1;
}
