"""The part of the namespace that lies beside the checks."""

NAME = __name__
