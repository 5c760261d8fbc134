"""The rule of a perl toolchain that stands for the machine's perl."""

load("//toolchains/perl:perl_info.bzl", "PerlInfo")

def _machine_perl_toolchain_impl(ctx):
    # Reported here and not when the repository is made: a build that runs no perl needs none.
    if ctx.attr.error:
        fail(ctx.attr.error)
    return [platform_common.ToolchainInfo(
        perl_info = PerlInfo(executable = ctx.attr.path, files = depset()),
    )]

machine_perl_toolchain = rule(
    implementation = _machine_perl_toolchain_impl,
    doc = "A perl toolchain for the perl that is installed on the machine.",
    attrs = {
        "error": attr.string(
            doc = """Why the machine's perl cannot be used, in one line. Empty if it can; otherwise
the use of the toolchain fails with it.""",
        ),
        "path": attr.string(doc = "Absolute path of the interpreter; empty if `error` is set."),
    },
)
