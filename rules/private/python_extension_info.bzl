"""What an extension module gives to the executables that link it in."""

PythonExtensionInfo = provider(
    doc = "An extension module that executables link in.",
    fields = {
        "cc_info": "CcInfo: its static library, and what that needs of the system.",
        "extension": """struct: `file_name` (string: where the module would lie as a file of its own,
relative to its import root, e.g. `pkg/_fast.cpython-313-x86_64-linux-gnu.so`), `init_symbol` (string:
the assembler's name of its init function, without the underscore that macOS puts before all names of
C), `module` (string: its dotted name, e.g. `pkg._fast`).""",
    },
)
