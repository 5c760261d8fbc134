"""What a Python executable is made of."""

PythonExecutableInfo = provider(
    doc = "What a Python executable is made of.",
    fields = {
        "bytecode": """depset of Files: the zips of bytecode of the application and the libraries it
depends on; the standard library is the distribution's.""",
        "directory": """File: the folder that has the executable and what lies beside it; None where
the executable is a single file.""",
        "distribution": "PythonDistributionInfo: the distribution it is built with.",
        "executable": """File: the executable. If there is a `directory`, it is the same as the one in
there, but does not find there what has to lie beside it.""",
        "packed_resources": "File: what is attached to the distribution's native image.",
    },
)
