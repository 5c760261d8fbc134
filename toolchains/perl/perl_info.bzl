"""The provider of a perl toolchain."""

PerlInfo = provider(
    doc = "A perl that actions can run.",
    fields = {
        "executable": "The interpreter: a `File`, or the absolute path of one that the machine has.",
        "files": "depset of `File`s that the interpreter needs at run time; empty for the machine's.",
    },
)
