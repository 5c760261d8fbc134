"""What was built from a source distribution."""

SourceDistributionInfo = provider(
    doc = "What was built from a source distribution for the target platform.",
    fields = {
        "archives": """dict from the dotted name of an extension module to File: the static library
of it, with its symbols isolated.""",
    },
)
