/* An exception in one line, for those who show no tracebacks. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_EXCEPTION_LINE_H
#define RULES_PYTHON_EXECUTABLE_LOADER_EXCEPTION_LINE_H

#include <stddef.h>

/* Writes what the exception that is set says, and where it was raised:
 *
 *     ZeroDivisionError: division by zero (/path/app/mod.py, line 3, in function)
 *
 * as UTF-8, at most `size` bytes with the terminator, and clears the exception. */
void exception_line(char *line, size_t size);

#endif
