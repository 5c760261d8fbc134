/* libffi's configuration for every platform of //platforms: what upstream's configure would have
 * written. Included by C and by assembly files.
 */
#ifndef RULES_PYTHON_EXECUTABLE_FFICONFIG_H
#define RULES_PYTHON_EXECUTABLE_FFICONFIG_H

#define STDC_HEADERS 1
#define HAVE_MEMCPY 1
#define SIZEOF_DOUBLE 8
#define SIZEOF_SIZE_T 8

#define HAVE_AS_CFI_PSEUDO_OP 1
#define HAVE_HIDDEN_VISIBILITY_ATTRIBUTE 1

#ifndef _WIN32
#define HAVE_ALLOCA_H 1
#define HAVE_MKSTEMP 1
#define HAVE_MMAP 1
#define HAVE_MMAP_ANON 1
#define HAVE_MMAP_FILE 1
#define HAVE_SYS_MMAN_H 1
#endif

#if defined(__APPLE__) && defined(__aarch64__)
/* long double is double. */
#define SIZEOF_LONG_DOUBLE 8
#else
#define HAVE_LONG_DOUBLE 1
#define SIZEOF_LONG_DOUBLE 16
#endif

#ifdef __x86_64__
#define HAVE_AS_X86_PCREL 1
#endif

#if defined(__linux__)
#define HAVE_MKOSTEMP 1
#define HAVE_MMAP_DEV_ZERO 1
#define HAVE_RO_EH_FRAME 1
#define EH_FRAME_FLAGS "a"
/* Trampolines of closures are mapped from the executable's own text: no page is ever both writable
 * and executable. */
#define FFI_EXEC_STATIC_TRAMP 1
#ifdef __x86_64__
#define HAVE_AS_X86_64_UNWIND_SECTION_TYPE 1
#endif
#elif defined(__APPLE__)
#define SYMBOL_UNDERSCORE 1
#define EH_FRAME_FLAGS "aw"
#ifdef __aarch64__
/* Pages cannot be made executable: trampolines are remapped from a page of text. */
#define FFI_EXEC_TRAMPOLINE_TABLE 1
#else
#define FFI_MMAP_EXEC_WRIT 1
#endif
#else
#define HAVE_RO_EH_FRAME 1
#define EH_FRAME_FLAGS "a"
#endif

#ifdef LIBFFI_ASM
#if defined(__APPLE__)
#define FFI_HIDDEN(name) .private_extern name
#elif defined(_WIN32)
#define FFI_HIDDEN(name)
#else
#define FFI_HIDDEN(name) .hidden name
#endif
#else
#define FFI_HIDDEN __attribute__((visibility("hidden")))
#endif

#endif
