"""Greetings, signed."""

from __future__ import annotations

from importlib import resources

import itsdangerous


def greeting(name: str) -> str:
    """Returns a greeting in the words of the package's data."""
    words = resources.files(__package__).joinpath("words.txt").read_text(encoding="utf-8").strip()
    return f"{words}, {name}!"


def sign(text: str) -> str:
    """Returns text with a signature."""
    return itsdangerous.Signer("not secret").sign(text).decode()
