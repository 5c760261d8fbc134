"""What actions run to turn Python sources into an executable."""

PythonExecToolsInfo = provider(
    doc = """The interpreter of a distribution's Python version for the execution platform, with the
tools that it runs in actions.

An action runs `INTERPRETER --path SEARCH_PATH... -m MODULE ARGUMENTS...`.
""",
    fields = {
        "inputs": "depset of Files: what an action that runs a tool needs besides `interpreter`.",
        "interpreter": """File: executable for the execution platform. Isolated: reads no
environment variable and writes no bytecode.""",
        "search_path": """tuple of Files or strings: `sys.path`, with the standard library and the
package `tools`; a File is a zip, a string is a folder relative to the execution root.""",
    },
)
