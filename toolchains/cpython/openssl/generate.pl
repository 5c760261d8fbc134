#!/usr/bin/env perl
# Generates files of OpenSSL's source tree with OpenSSL's own generators, without make.
#
#   generate.pl --source DIR --target TARGET [--option OPTION]... --output DIR FILE...
#       Writes each FILE (a path as in OpenSSL's build folder) below --output.
#   generate.pl --source DIR --target TARGET [--option OPTION]... --list
#       Prints what TARGET compiles, one entry per line: kind, tab, value. The kinds are `crypto`
#       and `ssl` (a C or assembly file of libcrypto or libssl), `generated` (a file to be
#       generated: a header or one of the former) and `define` (a macro that is defined for all
#       files).
#
# --source is the root of OpenSSL's source, TARGET and OPTION are arguments of its Configure.
#
# Configure runs in a temporary folder and describes the build in configdata.pm. Its %unified_info
# names, for every generated file, the generator and its arguments; the rules that turn those into
# commands are in Configurations/unix-Makefile.tmpl (generatesrc), from where they are ported.
#
# The output depends on nothing but the source, TARGET and OPTIONs: the compiler is a fixed one
# (compiler_identity.pl) and the build date is the release date.

use strict;
use warnings;

use Cwd qw(getcwd realpath);
use File::Basename qw(basename dirname);
use File::Copy qw(copy);
use File::Path qw(make_path);
use File::Spec::Functions qw(catfile rel2abs);
use File::Temp qw(tempdir);

our (%config, %target, %unified_info);

# Assembly that is generated as for an assembler without AVX: it then holds a function that says
# "not available", and OpenSSL uses the next best. AES-GCM for AVX-512 takes 0.7 MB, a sixth of the
# whole library; the version for AES-NI makes gigabytes per second, more than Python can use.
my %WITHOUT_AVX = ('crypto/modes/aes-gcm-avx512.s' => 1);

sub usage {
    die "generate.pl: $_[0]; see the comment at its top for the usage\n";
}

# Runs a command and returns its standard output; dies with one line if it fails.
sub run {
    my ($what, @command) = @_;
    open(my $pipe, '-|', @command) or die "generate.pl: cannot run $command[0] for $what: $!\n";
    binmode $pipe;
    local $/;
    my $output = <$pipe> // '';
    close $pipe or die "generate.pl: $what: $command[0] failed (status $?)\n";
    return $output;
}

sub read_file {
    my ($path) = @_;
    open(my $file, '<', $path) or die "generate.pl: cannot read $path: $!\n";
    binmode $file;
    local $/;
    return <$file>;
}

sub write_file {
    my ($path, $content) = @_;
    make_path(dirname($path));
    open(my $file, '>', $path) or die "generate.pl: cannot write $path: $!\n";
    binmode $file;
    print $file $content or die "generate.pl: cannot write $path: $!\n";
    close $file or die "generate.pl: cannot write $path: $!\n";
}

# A path of %unified_info relative to OpenSSL's root: source files have the source folder before.
sub tree_path {
    my ($path) = @_;
    $path =~ s|^\Q$config{sourcedir}\E/||;
    return $path;
}

# The C and assembly files that make up a library, in OpenSSL's order.
sub library_sources {
    my ($library) = @_;
    return map {
        /\.a$/ ? library_sources($_) : @{ $unified_info{sources}{$_} // [] }
    } @{ $unified_info{sources}{$library} // [] };
}

# The perl switches that load what a template depends on: entries `folder|Package/Module.pm` or
# `folder/Module.pm` of its dependencies.
sub template_switches {
    my (@dependencies) = @_;
    my (%folders, @modules);
    foreach my $dependency ('configdata.pm', @dependencies) {
        next unless $dependency =~ /\.pm$/;
        my ($folder, $module) = $dependency =~ /\|/
            ? split(/\|/, $dependency, 2)
            : (dirname($dependency), basename($dependency));
        $module =~ s/\.pm$//;
        $module =~ s|/|::|g;
        $folders{$folder} = 1;
        push @modules, "-M$module";
    }
    return ((map { "-I$_" } sort keys %folders), @modules);
}

# Keeps the symbols of an assembly file for Mach-O in the program that they are linked into. Without
# that a program would export them all: -fvisibility=hidden is for C, and zig's linker has no list of
# what to export. Of a tentative definition (.comm) it does not even see that it is private.
sub hide_symbols {
    my ($path) = @_;
    my $text = read_file($path);
    $text =~ s/^(\s*)\.globa?l\b/$1.private_extern/mg;
    $text =~ s/^(\s*)\.comm\s+/$1.zerofill\t__DATA,__bss,/mg;
    write_file($path, $text);
}

# Puts the constants of an assembly file for COFF where those of C are. Assemblers do not know the
# section .rodata of the generators there, and make it a writable one.
sub protect_constants {
    my ($path) = @_;
    my $text = read_file($path);
    $text =~ s/^(\s*\.section\s+)\.rodata\b/$1.rdata,"dr"/mg;
    write_file($path, $text);
}

# Generates one file below the current folder.
sub generate {
    my ($path) = @_;
    my $generator = $unified_info{generate}{$path}
        or die "generate.pl: $path is not generated for this target: update openssl_sources.bzl\n";
    my ($script, @arguments) = @$generator;
    make_path(dirname($path));
    if ($path eq 'crypto/buildinf.h') {
        # What `openssl version -a` shows. Upstream's arguments are the compiler's command line.
        write_file($path, run($path, $^X, $script, 'fixed', $config{target}));
    } elsif ($path =~ /\.[sS]$/) {
        local $ENV{CC} = "$ENV{CC} --without-avx" if $WITHOUT_AVX{$path};
        # The generator writes its last argument.
        run($path, $^X, $script, @arguments, $target{perlasm_scheme}, $path);
        # The schemes of Mach-O.
        hide_symbols($path) if $target{perlasm_scheme} =~ /^(ios64|macosx)$/;
        protect_constants($path) if $target{perlasm_scheme} eq 'mingw64';
    } elsif ($script =~ /\.in$/) {
        my $text = run(
            $path,
            $^X,
            template_switches(@{ $unified_info{depends}{$path} // [] }),
            catfile($config{sourcedir}, 'util', 'dofile.pl'),
            "-o$target{build_file}",
            $script,
            @arguments,
        );
        # The comment at the top names the template by its path from the temporary folder.
        $text =~ s|\Q$config{sourcedir}\E/||g;
        write_file($path, $text);
    } else {
        write_file($path, run($path, $^X, $script, @arguments));
    }
    -s $path or die "generate.pl: $script wrote nothing to $path\n";
}

# Seconds since 1970 of the release date in VERSION.dat, such as "9 Jun 2026".
sub release_time {
    my ($source) = @_;
    my %month;
    @month{qw(Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec)} = 0 .. 11;
    open(my $file, '<', "$source/VERSION.dat")
        or die "generate.pl: cannot read $source/VERSION.dat: $!\n";
    while (<$file>) {
        next unless /^RELEASE_DATE="(\d+) (\w{3}) (\d{4})"/ && defined $month{$2};
        require Time::Local;
        return Time::Local::timegm(0, 0, 0, $1, $month{$2}, $3);
    }
    die "generate.pl: $source/VERSION.dat has no RELEASE_DATE of the form \"9 Jun 2026\"\n";
}

my ($source, $configure_target, $output, $list, @options, @files);
while (@ARGV) {
    my $argument = shift @ARGV;
    if ($argument eq '--list') {
        $list = 1;
    } elsif ($argument =~ /^--(source|target|option|output)$/) {
        @ARGV or usage("$argument needs a value");
        my $value = shift @ARGV;
        $source = $value if $1 eq 'source';
        $configure_target = $value if $1 eq 'target';
        push @options, $value if $1 eq 'option';
        $output = $value if $1 eq 'output';
    } elsif ($argument =~ /^-/) {
        usage("unknown option $argument");
    } else {
        push @files, $argument;
    }
}
defined $source or usage('--source is missing');
defined $configure_target or usage('--target is missing');
defined $output xor $list or usage('one of --output and --list is needed');

# Nothing of the caller's environment but PATH and the temporary folder reaches the generators.
my $identity = realpath(catfile(dirname(rel2abs(__FILE__)), 'compiler_identity.pl'));
%ENV = (
    (map { defined $ENV{$_} ? ($_ => $ENV{$_}) : () } qw(PATH SYSTEMROOT TEMP TMP TMPDIR)),
    AR => 'ar',
    CC => "$^X $identity",
    LC_ALL => 'C',
    RANLIB => 'ranlib',
    RC => 'windres',
    SOURCE_DATE_EPOCH => release_time($source),
);

$source = rel2abs($source);
$output = rel2abs($output) if defined $output;
my $caller_folder = getcwd();
# realpath: Configure computes relative paths, which symbolic links would lead astray.
my $build = realpath(tempdir('openssl-XXXXXXXX', TMPDIR => 1, CLEANUP => 1));
chdir $build or die "generate.pl: cannot enter $build: $!\n";
END { chdir $caller_folder if defined $caller_folder }  # The folder is removed after this.

run('configuration', $^X, "$source/Configure", $configure_target, @options);
require "$build/configdata.pm";
configdata->import;

if ($list) {
    my (%seen, %generated);
    my @crypto = map { library_sources($_) } qw(libcrypto providers/libcommon.a);
    my @ssl = library_sources('libssl');
    foreach (['crypto', @crypto], ['ssl', @ssl]) {
        my ($kind, @sources) = @$_;
        foreach my $path (@sources) {
            my $tree_path = tree_path($path);
            print "$kind\t$tree_path\n" unless $seen{$tree_path}++;
            $generated{$tree_path} = 1 if $unified_info{generate}{$path};
        }
    }
    foreach my $path (keys %{ $unified_info{generate} }) {
        $generated{$path} = 1 if $path =~ m{^(crypto|include|providers)/.*\.h$};
    }
    print "generated\t$_\n" foreach sort keys %generated;
    my %defines = map { $_ => 1 } (
        @{ $config{lib_defines} // [] },
        @{ $config{defines} },
        @{ $target{defines} // [] },
        (map { /^-D(.*)/ ? $1 : () } map { split ' ' } @target{qw(cppflags lib_cppflags)}),
        (map { @{ $unified_info{defines}{$_} // [] } } qw(libcrypto libssl)),
    );
    print "define\t$_\n" foreach sort keys %defines;
} else {
    foreach my $path (@files) {
        generate($path);
        make_path(dirname("$output/$path"));
        copy($path, "$output/$path") or die "generate.pl: cannot write $output/$path: $!\n";
    }
}
