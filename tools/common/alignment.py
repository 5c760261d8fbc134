"""Alignment of offsets and addresses."""

from __future__ import annotations


def align(offset: int, alignment: int) -> int:
    """Returns the first multiple of `alignment`, a power of two, that is not below `offset`."""
    return (offset + alignment - 1) & -alignment
