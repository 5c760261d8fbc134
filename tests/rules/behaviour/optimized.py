"""A docstring."""

import json
import sys


def asserts() -> bool:
    """Whether assert statements are there."""
    try:
        assert not sys.argv
    except AssertionError:
        return True
    return False


json.dump(
    {
        "asserts": asserts(),
        "docstring": __doc__ is not None,
        "library_docstring": json.JSONDecoder.__doc__ is not None,
        "optimize": sys.flags.optimize,
    },
    sys.stdout,
)
