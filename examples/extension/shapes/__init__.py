"""Polygons, computed by extension modules in C, C++ and Cython."""

from shapes._area import area
from shapes._centre import centre
from shapes._hull import hull

__all__ = ["area", "centre", "hull"]
