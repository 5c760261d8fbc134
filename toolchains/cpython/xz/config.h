/* liblzma's configuration for every platform of //platforms: what upstream's configure would have
 * written, reduced to what Python's lzma module can reach.
 *
 * Left out on purpose: the threaded encoder and decoder, MicroLZMA, translated messages.
 */
#ifndef RULES_PYTHON_EXECUTABLE_XZ_CONFIG_H
#define RULES_PYTHON_EXECUTABLE_XZ_CONFIG_H

#define PACKAGE_BUGREPORT "xz@tukaani.org"
#define PACKAGE_NAME "XZ Utils"
#define PACKAGE_URL "https://tukaani.org/xz/"

/* MiB of memory to assume where the real amount cannot be found. */
#define ASSUME_RAM 128

#define HAVE_CHECK_CRC32 1
#define HAVE_CHECK_CRC64 1
#define HAVE_CHECK_SHA256 1

#define HAVE_DECODERS 1
#define HAVE_DECODER_ARM 1
#define HAVE_DECODER_ARM64 1
#define HAVE_DECODER_ARMTHUMB 1
#define HAVE_DECODER_DELTA 1
#define HAVE_DECODER_IA64 1
#define HAVE_DECODER_LZMA1 1
#define HAVE_DECODER_LZMA2 1
#define HAVE_DECODER_POWERPC 1
#define HAVE_DECODER_RISCV 1
#define HAVE_DECODER_SPARC 1
#define HAVE_DECODER_X86 1
/* Reached by lzma.FORMAT_AUTO. */
#define HAVE_LZIP_DECODER 1

#define HAVE_ENCODERS 1
#define HAVE_ENCODER_ARM 1
#define HAVE_ENCODER_ARM64 1
#define HAVE_ENCODER_ARMTHUMB 1
#define HAVE_ENCODER_DELTA 1
#define HAVE_ENCODER_IA64 1
#define HAVE_ENCODER_LZMA1 1
#define HAVE_ENCODER_LZMA2 1
#define HAVE_ENCODER_POWERPC 1
#define HAVE_ENCODER_RISCV 1
#define HAVE_ENCODER_SPARC 1
#define HAVE_ENCODER_X86 1

#define HAVE_MF_BT2 1
#define HAVE_MF_BT3 1
#define HAVE_MF_BT4 1
#define HAVE_MF_HC3 1
#define HAVE_MF_HC4 1

#define HAVE_FUNC_ATTRIBUTE_CONSTRUCTOR 1
#define HAVE_INTTYPES_H 1
#define HAVE_STDBOOL_H 1
#define HAVE_STDINT_H 1
#define HAVE__BOOL 1
#define HAVE___BUILTIN_ASSUME_ALIGNED 1
#define HAVE___BUILTIN_BSWAPXX 1
#define SIZEOF_SIZE_T 8

/* 0: nothing is exported from the executable that links this. */
#define HAVE_VISIBILITY 0

/* x86_64 and aarch64 both read unaligned integers at full speed. */
#define TUKLIB_FAST_UNALIGNED_ACCESS 1

#ifdef __x86_64__
/* CRC by carry-less multiplication; the processor is asked at run time. */
#define HAVE_CPUID_H 1
#define HAVE_IMMINTRIN_H 1
#define HAVE_USABLE_CLMUL 1
#define HAVE__MM_MOVEMASK_EPI8 1
#endif

#ifdef __aarch64__
/* CRC32 instructions; the processor is asked at run time by the means below. */
#define HAVE_ARM64_CRC32 1
#ifdef __linux__
#define HAVE_GETAUXVAL 1
#endif
#ifdef __APPLE__
#define HAVE_SYSCTLBYNAME 1
#endif
#endif

#endif
