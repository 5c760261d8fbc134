"""What the C++ program calls."""

from __future__ import annotations

import html
from importlib import resources

from markdown_it import MarkdownIt

_PAGE = resources.files("pages").joinpath("page.html").read_text(encoding="utf-8")


def page(title: str, text: str) -> str:
    """Returns a page of HTML.

    Args:
        title: its title, plain text.
        text: its content, Markdown.
    """
    if not title:
        raise ValueError("a page needs a title")
    return _PAGE.format(title=html.escape(title), body=MarkdownIt().render(text))
