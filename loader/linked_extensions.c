#include <Python.h>

#include "linked_extensions.h"

/* In a file of its own, which the linker takes only if nothing else defines the table. */
struct _inittab linked_extensions[] = {{NULL, NULL}};
