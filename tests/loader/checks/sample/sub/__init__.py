"""A subpackage."""

NAME = __name__
