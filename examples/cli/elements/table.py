"""The table of elements, read from the package's own data."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Element:
    """One chemical element.

    Attributes:
        number: atomic number.
        symbol: chemical symbol, for example ``Fe``.
        name: English name.
        mass: atomic weight in g/mol (IUPAC, abridged; the longest-lived isotope's mass number where
            no standard weight is defined).
    """

    number: int
    symbol: str
    name: str
    mass: float


@cache
def elements() -> dict[str, Element]:
    """The known elements by symbol, in the order of their atomic numbers."""
    text = (resources.files(__package__) / "data" / "elements.csv").read_text(encoding="utf-8")
    return {
        row["symbol"]: Element(int(row["number"]), row["symbol"], row["name"], float(row["mass"]))
        for row in csv.DictReader(text.splitlines())
    }
