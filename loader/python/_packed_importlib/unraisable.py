"""What `sys.unraisablehook` writes: loader/unraisable_hook.c calls it."""

from __future__ import annotations

import traceback

TYPE_CHECKING = False  # Importing typing takes longer than all of this.
if TYPE_CHECKING:
    import sys
    from collections.abc import Callable


def text_of(unraisable: sys.UnraisableHookArgs) -> str:
    """Returns what CPython's own hook writes about an exception, with source lines."""
    parts = []
    if unraisable.object is not None:
        parts.append(f"{unraisable.err_msg or 'Exception ignored in'}: ")
        parts.append(f"{_shown(repr, unraisable.object, '<object repr() failed>')}\n")
    elif unraisable.err_msg is not None:
        parts.append(f"{unraisable.err_msg}:\n")
    if unraisable.exc_traceback is not None:
        parts.append("Traceback (most recent call last):\n")
        # That hook marks no columns.
        frames = [
            (frame.filename, frame.lineno, frame.name, frame.line)
            for frame in traceback.extract_tb(unraisable.exc_traceback)
        ]
        parts += traceback.StackSummary.from_list(frames).format()
    module = getattr(unraisable.exc_type, "__module__", "<unknown>")
    if module not in ("builtins", "__main__"):
        parts.append(f"{module}.")
    parts.append(unraisable.exc_type.__qualname__)
    if unraisable.exc_value is not None:
        parts.append(f": {_shown(str, unraisable.exc_value, '<exception str() failed>')}")
    return "".join(parts) + "\n"


def _shown(function: Callable[[object], str], value: object, failed: str) -> str:
    try:
        return function(value)
    except Exception:
        return failed
