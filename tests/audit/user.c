/* A library that takes symbols of the executable that loads it (image.c) and of another library. */
#include <stdlib.h>

int Py_AuditExample(int number);
int provided(int number);
int use(const char *number);

int
use(const char *number)
{
    return provided(Py_AuditExample(atoi(number)));
}
