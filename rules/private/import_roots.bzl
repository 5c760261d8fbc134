"""The folders that a target's attribute `imports` names."""

load("//toolchains/python:shown_label.bzl", "shown_label")
load(":names.bzl", "import_root")

def own_import_roots(ctx):
    """The folders that the target's own attribute `imports` names; fails if one cannot be named.

    Args:
        ctx: the context of a rule with the attribute.

    Returns:
        a list of strings: folders relative to the runfiles root.
    """
    roots = []
    for entry in ctx.attr.imports:
        root = import_root(entry, ctx.label)
        if not root:
            fail(("{}: \"{}\" in `imports` has to be a folder of the repository, " +
                  "relative to the package").format(shown_label(ctx.label), entry))
        roots.append(root)
    return roots
