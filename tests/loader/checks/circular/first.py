"""Imports a module that imports this one."""

from circular import second

NAME = "first"


def other() -> str:
    """Returns the other module's name."""
    return second.NAME
