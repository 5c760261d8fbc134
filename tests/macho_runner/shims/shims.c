#include "shims.h"

#include <stddef.h>

const struct symbol *const shims_tables[] = {
    shims_cxx,
    shims_dispatch,
    shims_dyld,
    shims_errno,
    shims_ffi,
    shims_files,
    shims_kqueue,
    shims_locale,
    shims_math,
    shims_math_types,
    shims_memory,
    shims_process,
    shims_pthread,
    shims_signal,
    shims_sockets,
    shims_spawn,
    shims_stdio,
    shims_string,
    shims_terminals,
    shims_time,
    NULL,
};
