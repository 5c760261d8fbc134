"""What a universal executable is made of."""

PythonUniversalExecutableInfo = provider(
    doc = "What a universal executable is made of.",
    fields = {
        "executable": "File: the universal executable.",
        "parts": "list of PythonExecutableInfo: the executables in it, one per architecture.",
    },
)
