/* macOS's libffi.dylib, by the host's libffi. It calls as the host does: on arm64, where Darwin passes
 * variadic arguments and those on the stack in another way, calls with such arguments go wrong. */
#include <ffi.h>

#include "shims.h"

#define TYPE(name) {"_" #name, &name}

const struct symbol shims_ffi[] = {
    SAME(ffi_call),
    SAME(ffi_closure_alloc),
    SAME(ffi_closure_free),
    SAME(ffi_prep_cif),
    SAME(ffi_prep_cif_var),
    SAME(ffi_prep_closure_loc),
    TYPE(ffi_type_double),
    TYPE(ffi_type_float),
    TYPE(ffi_type_pointer),
    TYPE(ffi_type_sint16),
    TYPE(ffi_type_sint32),
    TYPE(ffi_type_sint64),
    TYPE(ffi_type_sint8),
    TYPE(ffi_type_uint16),
    TYPE(ffi_type_uint32),
    TYPE(ffi_type_uint64),
    TYPE(ffi_type_uint8),
    TYPE(ffi_type_void),
    END_OF_SYMBOLS,
};
