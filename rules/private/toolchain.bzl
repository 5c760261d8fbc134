"""The toolchain that executables are built with."""

load("//toolchains/python:declared_pythons.bzl", "DeclaredPythonsInfo", "why_no_python")
load("//toolchains/python:shown_label.bzl", "shown_label")

# For the `toolchain` of actions.
TOOLCHAIN_TYPE = str(Label("//toolchains/python:toolchain_type"))

# For the `toolchains` of rules. Not mandatory: `python_toolchain_of` says more than Bazel does.
PYTHON_TOOLCHAIN = config_common.toolchain_type(TOOLCHAIN_TYPE, mandatory = False)

_DECLARED = Label("@python_toolchains//:declared")

# Attributes of rules that call `python_toolchain_of`.
PYTHON_TOOLCHAIN_ATTRIBUTES = {
    "_declared_exec_pythons": attr.label(
        cfg = "exec",
        default = _DECLARED,
        providers = [DeclaredPythonsInfo],
    ),
    "_declared_pythons": attr.label(
        default = _DECLARED,
        providers = [DeclaredPythonsInfo],
    ),
}

def python_toolchain_of(ctx):
    """The Python toolchain of a target; fails with one sentence if there is none.

    Args:
        ctx: the context of a rule with `PYTHON_TOOLCHAIN_ATTRIBUTES` and `PYTHON_TOOLCHAIN`.

    Returns:
        a `ToolchainInfo`, see `//toolchains/python:python_toolchain.bzl`.
    """
    toolchain = ctx.toolchains[TOOLCHAIN_TYPE]
    if not toolchain:
        fail("{}: {}".format(
            shown_label(ctx.label),
            why_no_python(
                target = ctx.attr._declared_pythons[DeclaredPythonsInfo],
                execution = ctx.attr._declared_exec_pythons[DeclaredPythonsInfo],
            ),
        ))
    return toolchain
