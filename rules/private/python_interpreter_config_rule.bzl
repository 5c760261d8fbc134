"""The rule `python_interpreter_config`."""

load("//toolchains/python:shown_label.bzl", "shown_label")
load(
    ":interpreter_config_attributes.bzl",
    "INTERPRETER_CONFIG_ATTRIBUTES",
    "check_interpreter_config_attributes",
    "interpreter_config_fields",
)
load(":python_interpreter_config_info.bzl", "PythonInterpreterConfigInfo")

def _python_interpreter_config_impl(ctx):
    wrong = check_interpreter_config_attributes(ctx.attr)
    if wrong:
        fail("{}: {}".format(shown_label(ctx.label), wrong))
    return PythonInterpreterConfigInfo(
        certificates = ctx.attr.certificates,
        fields = interpreter_config_fields(ctx.attr),
    )

python_interpreter_config = rule(
    implementation = _python_interpreter_config_impl,
    doc = """How the interpreter of executables is configured: the attribute `interpreter_config` of
`python_executable` takes it.

The names of the attributes are those of the fields of CPython's `PyConfig` and `PyPreConfig`, which
docs/interpreter_config.md describes. What is left out is as in every executable.
""",
    attrs = INTERPRETER_CONFIG_ATTRIBUTES,
    provides = [PythonInterpreterConfigInfo],
)
