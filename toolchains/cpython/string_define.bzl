"""Macros that are strings of C."""

def string_define(name, value, prefix = ""):
    """A macro that is a string of C, as an element of `local_defines`.

    Args:
        name: its name.
        value: the characters of the string.
        prefix: of the literal: `L` for a string of wide characters.

    Returns:
        a string, in which Bazel's splitting into words, as by a shell, is taken into account.
    """
    literal = '{}"{}"'.format(prefix, value.replace("\\", "\\\\").replace('"', '\\"'))
    for special in ["\\", '"', " "]:
        literal = literal.replace(special, "\\" + special)
    return name + "=" + literal
