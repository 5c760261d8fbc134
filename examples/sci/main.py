"""Mean and trend of temperatures, by decade."""

from __future__ import annotations

import sys

import numpy
import pandas


def temperatures(years: int) -> pandas.DataFrame:
    """Returns made-up yearly means: a slope of 0.02 degrees, and noise that is always the same."""
    noise = numpy.random.default_rng(42).normal(scale=0.2, size=years)
    year = numpy.arange(2000 - years, 2000)
    return pandas.DataFrame({"year": year, "celsius": 14 + 0.02 * (year - year[0]) + noise})


def main(arguments: list[str]) -> int:
    data = temperatures(int(arguments[0]) if arguments else 100)
    decades = data.groupby(data["year"] // 10 * 10)["celsius"].agg(["mean", "std"])
    slope = numpy.polyfit(data["year"], data["celsius"], 1)[0]
    print(decades.round(2).to_string())
    print(f"trend: {slope:.3f} degrees a year")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
