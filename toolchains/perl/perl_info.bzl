"""The provider of a perl toolchain."""

PerlInfo = provider(
    doc = "A perl that actions can run.",
    fields = {
        "executable": "The interpreter: a `File`, or the absolute path of the machine's.",
        "files": "depset of `File`s that the interpreter needs to run; empty for the machine's.",
    },
)
