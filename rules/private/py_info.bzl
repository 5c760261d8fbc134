"""`PyInfo`, whoever defines it: rules_python, and before Bazel 9 also Bazel itself."""

load("@rules_python//python:py_info.bzl", "PyInfo")

# Old releases of rules_python re-export Bazel's own; with newer ones the two differ, and other rule
# sets may still provide Bazel's.
_BUILTIN = getattr(getattr(native, "legacy_globals", None), "PyInfo", None)

_KINDS = [PyInfo] + ([_BUILTIN] if _BUILTIN and _BUILTIN != PyInfo else [])

# For the `providers` of an attribute that takes Python libraries.
PY_INFO_PROVIDERS = [[kind] for kind in _KINDS]

def py_info_of(target):
    """The `PyInfo` of a target.

    Args:
        target: a Target.

    Returns:
        a `PyInfo`, or None if it has none.
    """
    for kind in _KINDS:
        if kind in target:
            return target[kind]
    return None
