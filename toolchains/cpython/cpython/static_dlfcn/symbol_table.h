/* The symbols that dlsym() finds in a static program. */
#ifndef RULES_PYTHON_EXECUTABLE_STATIC_DLFCN_SYMBOL_TABLE_H
#define RULES_PYTHON_EXECUTABLE_STATIC_DLFCN_SYMBOL_TABLE_H

#include <stddef.h>

struct static_symbol {
    const char *name;
    void *address;
};

/* In the order of strcmp(), each name once. Written by write_symbol_table.py. */
extern const struct static_symbol static_symbols[];
extern const size_t static_symbol_count;

#endif
