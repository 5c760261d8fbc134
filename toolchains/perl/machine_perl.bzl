"""The repository rule that finds the machine's perl."""

# What OpenSSL's Configure, its templates and its assembly generators load. Debian's perl-base, for
# one, is a perl without them.
_REQUIRED_MODULES = [
    "Carp",
    "Config",
    "Cwd",
    "Data::Dumper",
    "Exporter",
    "File::Basename",
    "File::Compare",
    "File::Copy",
    "File::Path",
    "File::Spec::Functions",
    "File::Temp",
    "FindBin",
    "Getopt::Std",
    "IPC::Cmd",
    "List::Util",
    "POSIX",
    "Scalar::Util",
]

_MEND = "install perl (Debian: apt-get install perl; macOS has it; Windows: Strawberry Perl)"

def _find(repository_ctx):
    """Looks for a usable perl.

    Args:
        repository_ctx: the context of the repository rule.

    Returns:
        a pair of the absolute path of perl and the error that keeps it from being used, one of them
        empty.
    """
    perl = repository_ctx.which("perl")
    if not perl:
        return "", "no perl found on PATH, which OpenSSL's generators need: " + _MEND
    missing = []
    for module in _REQUIRED_MODULES:
        if repository_ctx.execute([perl, "-M" + module, "-e", "1"]).return_code:
            missing.append(module)
    if missing:
        return "", "{} has no {}, which OpenSSL's generators need: {}".format(
            perl,
            ", ".join(missing),
            _MEND,
        )
    return str(perl), ""

def _machine_perl_impl(repository_ctx):
    path, error = _find(repository_ctx)
    repository_ctx.file("BUILD.bazel", """\
load("{rule}", "machine_perl_toolchain")

machine_perl_toolchain(
    name = "toolchain",
    error = {error},
    path = {path},
    visibility = ["//visibility:public"],
)
""".format(
        rule = Label("//toolchains/perl:perl_toolchain.bzl"),
        error = repr(error),
        path = repr(path),
    ), executable = False)

machine_perl = repository_rule(
    implementation = _machine_perl_impl,
    doc = """A repository with one target, `//:toolchain`: a perl toolchain for the perl on `PATH`.

Making the repository never fails; where there is no usable perl, the use of its toolchain does,
with one line that says what is missing.
""",
    configure = True,
    environ = ["PATH"],
    local = True,
)
