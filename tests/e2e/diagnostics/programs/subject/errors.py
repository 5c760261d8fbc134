"""Functions that fail."""

from __future__ import annotations

import json

from subject import encoded


def divide(number: int) -> float:
    """Fails for 0.

    >>> divide(4)
    3.0
    >>> divide(0)
    Traceback (most recent call last):
    ZeroDivisionError: division by zero
    """
    return 12 / number


def chained() -> None:
    """Fails while it handles an error."""
    try:
        divide(0)
    except ZeroDivisionError as error:
        raise ValueError("chained") from error


def context() -> None:
    """Fails in a module of the standard library, while it handles an error."""
    try:
        chained()
    except ValueError:
        json.loads("{'a'}")


def noted() -> None:
    """Fails with a note, behind a source that is not UTF-8."""
    try:
        encoded.fail()
    except KeyError as error:
        error.add_note("a note: ü")
        raise


def grouped() -> None:
    """Fails with several errors at once."""
    errors = []
    for function in (lambda: divide(0), noted, lambda: [][1]):
        try:
            function()
        except Exception as error:
            errors.append(error)
    raise ExceptionGroup("several", errors)  # noqa: F821


def recursive(depth: int) -> float:
    """Fails at the end of a recursion."""
    if depth == 0:
        return divide(depth)
    return recursive(depth - 1)


def long_expression(values: dict[str, dict[str, int]]) -> int:
    """Fails in a part of an expression of several lines."""
    return (
        values["first"]["x"]
        # A comment keeps the lines apart.
        + values["second"]["y"]
        + values["third"]["z"]
    )


class Deleted:
    """Fails when it is deleted."""

    # A comment before a method.
    def __del__(self) -> None:
        divide(0)
