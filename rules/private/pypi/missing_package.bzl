"""The rule that stands where a package should be."""

load("@rules_python//python:py_info.bzl", "PyInfo")

def _missing_package_impl(ctx):
    fail(ctx.attr.message)

missing_package = rule(
    implementation = _missing_package_impl,
    doc = "Fails where it is used, not where it is declared.",
    attrs = {
        "message": attr.string(
            doc = "Why there is no such package, and how to mend it.",
            mandatory = True,
        ),
    },
    provides = [PyInfo],
)
