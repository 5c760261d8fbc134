"""A module."""


def fail():
    """Raises."""
    raise ValueError("on purpose")
