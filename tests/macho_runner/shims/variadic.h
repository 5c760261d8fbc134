/* Variadic functions. Darwin on arm64 passes all variadic arguments on the stack, in slots of 8
 * bytes, and its va_list is a pointer to them; on x86-64 everything is as on Linux.
 *
 * A shim of a variadic function is a function whose last parameter is a `darwin_va_list`;
 * VARIADIC_<n>(name, ...) declares the function entry_NAME that the program calls, with the types of
 * its n fixed parameters. It returns an int or something of the size of a pointer.
 */
#ifndef TESTS_MACHO_RUNNER_SHIMS_VARIADIC_H
#define TESTS_MACHO_RUNNER_SHIMS_VARIADIC_H

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#ifdef __aarch64__

typedef void *darwin_va_list;

/* Starts `list`, to be ended with va_end(). */
static inline void
darwin_va_start(va_list *list, darwin_va_list rest)
{
    /* va_list of the ABI for Arm, with the registers used up. */
    const struct {
        void *stack, *general_end, *vector_end;
        int general_offset, vector_offset;
    } start = {rest, 0, 0, 0, 0};
    _Static_assert(sizeof(start) == sizeof(*list), "another va_list");
    memcpy(list, &start, sizeof(start));
}

#define VARIADIC(name, register)                                                                   \
    void entry_##name(void);                                                                       \
    __asm__(".text\n.globl entry_" #name "\nentry_" #name ":\n  mov " register ", sp\n"             \
            "  b shim_" #name "\n")
#define VARIADIC_1(name, type1) VARIADIC(name, "x1")
#define VARIADIC_2(name, type1, type2) VARIADIC(name, "x2")
#define VARIADIC_3(name, type1, type2, type3) VARIADIC(name, "x3")
#define VARIADIC_4(name, type1, type2, type3, type4) VARIADIC(name, "x4")
#define VARIADIC_5(name, type1, type2, type3, type4, type5) VARIADIC(name, "x5")

#else

typedef va_list darwin_va_list;

static inline void
darwin_va_start(va_list *list, darwin_va_list rest)
{
    va_copy(*list, rest);
}

#define VARIADIC(name, last, parameters, ...)                                                      \
    static intptr_t entry_##name parameters                                                            \
    {                                                                                              \
        va_list rest;                                                                              \
        va_start(rest, last);                                                                      \
        const intptr_t result = shim_##name(__VA_ARGS__, rest);                                    \
        va_end(rest);                                                                              \
        return result;                                                                             \
    }
#define VARIADIC_1(name, type1) VARIADIC(name, a, (type1 a, ...), a)
#define VARIADIC_2(name, type1, type2) VARIADIC(name, b, (type1 a, type2 b, ...), a, b)
#define VARIADIC_3(name, type1, type2, type3)                                                      \
    VARIADIC(name, c, (type1 a, type2 b, type3 c, ...), a, b, c)
#define VARIADIC_4(name, type1, type2, type3, type4)                                               \
    VARIADIC(name, d, (type1 a, type2 b, type3 c, type4 d, ...), a, b, c, d)
#define VARIADIC_5(name, type1, type2, type3, type4, type5)                                        \
    VARIADIC(name, e, (type1 a, type2 b, type3 c, type4 d, type5 e, ...), a, b, c, d, e)

#endif

/* The symbol of a variadic function. */
#define SHIM_VARIADIC(name) {"_" #name, (const void *)entry_##name}

#endif
