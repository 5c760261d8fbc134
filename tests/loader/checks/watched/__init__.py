# -*- coding: utf-7 -*-
"""What check_diagnostics.py looks into; not UTF-8."""


# A comment: +AOQ-.
def divide(number):
    """Fails for 0.

    >>> divide(4)
    3.0
    >>> divide(8)
    "wrong"
    """
    return {"gr+APYA3w-e": 12}["gr+APYA3w-e"] / number  # +AOk-


class Deleted:
    """Fails when it is deleted."""

    def __del__(self):
        divide(0)
