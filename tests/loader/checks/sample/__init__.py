"""A package."""
from . import sub
VALUE = 1
