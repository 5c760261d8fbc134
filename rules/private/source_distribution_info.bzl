"""What was built from a source distribution."""

SourceDistributionInfo = provider(
    doc = "What was built from a source distribution for the target platform.",
    fields = {
        "alwayslink": "bool: whether all of the static libraries has to be linked in.",
        "archives": """dict from the dotted name of an extension module to File: the static library
of it, with its symbols isolated.""",
        "linker_flags": "list of strings: what the linker is to be told for them.",
        "linker_inputs": "list of Files that the flags name.",
    },
)
