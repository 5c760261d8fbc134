"""A package."""

from . import sub as sub

VALUE = 1
