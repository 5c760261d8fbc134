/* The builtins that the module `site` would add: exit, quit, copyright, credits, license, help. */
#ifndef RULES_PYTHON_EXECUTABLE_LOADER_SITE_BUILTINS_H
#define RULES_PYTHON_EXECUTABLE_LOADER_SITE_BUILTINS_H

#include <Python.h>

/* Adds the builtins. They are made of `_sitebuiltins`, as `site` does, but only when they are used.
 * Returns 0, or -1 with an exception set. */
int site_builtins_add(void);

#endif
