#!/usr/bin/env perl
# Stands for the C compiler while OpenSSL is configured and its assembly is generated.
#
# Configure asks the compiler for its predefined macros, and the assembly generators ask it for its
# version, to find out which instructions the assembler knows. A fixed answer keeps the generated
# files independent of the machine and of the C toolchain, so that every build shares them. The
# answer is the oldest clang whose assembler knows every instruction that OpenSSL generates
# (AVX-IFMA); GNU binutils knows them since 2.40. With --without-avx as the first argument it is a
# clang of before AVX, for which the generators leave the code for AVX and its successors out.

use strict;
use warnings;

if (grep { $_ eq '-dM' } @ARGV) {
    # Used to guess the compiler's options for dependency files (not used here) and for 64-bit
    # arithmetic; every 64-bit target has __int128.
    print "#define __SIZEOF_INT128__ 16\n", "#define __clang__ 1\n";
} elsif (grep { $_ eq '-E' } @ARGV) {
    # The generators for Windows ask what __USER_LABEL_PREFIX__ is: nothing, for 64 bits.
    print "\n";
} else {
    # clang shows its version on standard output for --version, on standard error for -v.
    my $stream = (grep { $_ eq '--version' } @ARGV) ? *STDOUT : *STDERR;
    my $version = ($ARGV[0] // '') eq '--without-avx' ? '2.9' : '16.0.0';
    print $stream "clang version $version\n";
}
