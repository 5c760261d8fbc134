"""Fails."""


def fail(divisor: int) -> float:
    """Divides."""
    return 1 / divisor  # the line to see


fail(0)
