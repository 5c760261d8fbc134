"""Hull, area and centre of the points on the command line, each as X,Y."""

from __future__ import annotations

import sys

from shapes import area, centre, hull


def main(arguments: list[str]) -> int | str:
    try:
        points = [tuple(float(number) for number in text.split(",")) for text in arguments]
        corners = hull(points)
        x, y = centre(corners)
    except (TypeError, ValueError) as error:
        return f"extension: {error}; give at least three points, such as 0,0 4,0 0,3"
    print("hull:", " ".join(f"{x:g},{y:g}" for x, y in corners))
    print(f"area: {area(corners):g}")
    print(f"centre: {x:g},{y:g}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
