"""Whose sources are packed: the values of the attribute `include_source`."""

INCLUDE_SOURCE_VALUES = ["none", "own", "libraries", "all"]

INCLUDE_SOURCE_DOC = "Whose sources are packed: `none`, `own` (those of the main repository), " + \
                     "`libraries` (those of all `deps`, too), `all` (the standard library, too)."

def includes_source(include_source, label):
    """Whether the sources of a target of the application or its libraries are packed.

    Args:
        include_source: value of the attribute.
        label: Label of the target.

    Returns:
        a bool.
    """
    if include_source == "own":
        return label.repo_name == ""
    return include_source != "none"
