"""Imports a module that is importing this one."""

import circular.first as first

NAME = "second"


def other() -> str:
    """Returns the other module's name."""
    return first.NAME
