/* libSystem's symbols, each bound to the host's symbol or to a shim.
 *
 * A shim translates between Darwin's numbers and structures and those of the host, which is Linux
 * with musl. What is the same on both is bound directly. What neither list has is unknown
 * (symbols.h).
 */
#ifndef TESTS_MACHO_RUNNER_SHIMS_SHIMS_H
#define TESTS_MACHO_RUNNER_SHIMS_SHIMS_H

struct symbol {
    const char *name;                   /* with its leading underscore */
    const void *address;
};

/* The host's function or variable of the same name. */
#define SAME(name) {"_" #name, (const void *)name}

/* The function shim_NAME. */
#define SHIM(name) {"_" #name, (const void *)shim_##name}

/* The variable shim_NAME. */
#define SHIM_DATA(name) {"_" #name, &shim_##name}

#define END_OF_SYMBOLS {0, 0}

extern const struct symbol shims_cxx[];
extern const struct symbol shims_dispatch[];
extern const struct symbol shims_dyld[];
extern const struct symbol shims_errno[];
extern const struct symbol shims_ffi[];
extern const struct symbol shims_files[];
extern const struct symbol shims_kqueue[];
extern const struct symbol shims_locale[];
extern const struct symbol shims_math[];
extern const struct symbol shims_math_types[];
extern const struct symbol shims_memory[];
extern const struct symbol shims_process[];
extern const struct symbol shims_pthread[];
extern const struct symbol shims_signal[];
extern const struct symbol shims_sockets[];
extern const struct symbol shims_spawn[];
extern const struct symbol shims_stdio[];
extern const struct symbol shims_string[];
extern const struct symbol shims_terminals[];
extern const struct symbol shims_time[];

/* All of them; ends with NULL. */
extern const struct symbol *const shims_tables[];

#endif
