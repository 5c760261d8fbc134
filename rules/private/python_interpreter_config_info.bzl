"""How the interpreter of an executable is configured."""

PythonInterpreterConfigInfo = provider(
    doc = "How the interpreter of an executable is configured.",
    fields = {
        "certificates": "string: the certificates that `ssl` trusts: `system` or `certifi`.",
        "fields": """list of strings, `NAME=VALUE`: fields of PyPreConfig and PyConfig that differ
from what every executable has, as docs/packed_resources.md describes `interpreter_config`.""",
    },
)
