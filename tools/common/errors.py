"""The exception that ends a tool with one line for the user."""

from __future__ import annotations


class ToolError(Exception):
    """Bad input. The message is one line: what is wrong, where, and how to mend it."""
