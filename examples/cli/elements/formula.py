"""Chemical formulas such as ``C6H12O6`` or ``Ca(OH)2``."""

from __future__ import annotations

import re
from collections import Counter

_TOKEN = re.compile(r"(?P<symbol>[A-Z][a-z]?)|(?P<open>\()|(?P<close>\))|(?P<count>[0-9]+)")


def parse(formula: str) -> Counter[str]:
    """Count the atoms of a formula.

    Args:
        formula: symbols, counts and parentheses without blanks.

    Returns:
        how often each symbol occurs.

    Raises:
        ValueError: the text is not a formula; the message says where.
    """
    groups: list[Counter[str]] = [Counter()]
    last: Counter[str] = Counter()
    position = 0
    while position < len(formula):
        token = _TOKEN.match(formula, position)
        if token is None:
            raise ValueError(f"unexpected {formula[position]!r} at position {position + 1}")
        if token["symbol"]:
            last = Counter([token["symbol"]])
            groups[-1] += last
        elif token["open"]:
            groups.append(Counter())
            last = Counter()
        elif token["close"]:
            if len(groups) == 1:
                raise ValueError(f"unmatched ')' at position {position + 1}")
            last = groups.pop()
            groups[-1] += last
        else:
            if not last:
                raise ValueError(f"a count without an element at position {position + 1}")
            for symbol, number in last.items():
                groups[-1][symbol] += number * (int(token["count"]) - 1)
            last = Counter()
        position = token.end()
    if len(groups) != 1:
        raise ValueError("unmatched '('")
    if not groups[0]:
        raise ValueError("the formula is empty")
    return groups[0]
