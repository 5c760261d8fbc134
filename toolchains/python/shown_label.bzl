"""Labels in messages."""

def shown_label(label):
    """A label as people write it.

    Args:
        label: a Label.

    Returns:
        a string.
    """
    return str(label).replace("@@//", "//")
