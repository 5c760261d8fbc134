# cython: language_level=3
"""Centres of gravity."""

from libc.stdlib cimport free, malloc


cdef extern from "examples/extension/polygon.h":
    struct point:
        double x
        double y

    double polygon_area(const point *corners, size_t count)
    point polygon_centre(const point *corners, size_t count)


def centre(corners):
    """Return the centre of gravity of the polygon with these corners, as a pair."""
    cdef size_t count = len(corners)
    cdef point *points = <point *>malloc((count + 1) * sizeof(point))
    cdef point result
    if not points:
        raise MemoryError
    try:
        for i, (x, y) in enumerate(corners):
            points[i] = point(x, y)
        if polygon_area(points, count) == 0:
            raise ValueError("the polygon has no area")
        result = polygon_centre(points, count)
    finally:
        free(points)
    return result.x, result.y
