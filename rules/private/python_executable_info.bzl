"""What a Python executable is made of."""

PythonExecutableInfo = provider(
    doc = "What a Python executable is made of.",
    fields = {
        "bytecode": """depset of Files: the zips of bytecode of the application and the libraries it
depends on; the standard library is the distribution's.""",
        "distribution": "PythonDistributionInfo: the distribution it is built with.",
        "executable": "File: the executable.",
        "packed_resources": "File: what is attached to the distribution's native image.",
    },
)
