# -*- coding: utf-7 -*-
"""A source that is not UTF-8: +AOQA9gD8-."""


def fail():
    """Fails."""
    sizes = {"+AOQ-": 1}
    return sizes["gr+APYA3w-er"] * 2  # +AOk-
