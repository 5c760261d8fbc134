#include "fatal.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

void
fatal(const char *format, ...)
{
    char line[512];
    va_list values;
    va_start(values, format);
    const int size = vsnprintf(line, sizeof(line), format, values);
    va_end(values);
    dprintf(STDERR_FILENO, "macho_runner: %s\n", size < 0 ? format : line);
    _exit(RUNNER_FAILED);
}
