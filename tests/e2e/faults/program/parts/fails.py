"""What a traceback goes through."""


def fail() -> None:
    """Raises an exception."""
    raise ValueError("on purpose")  # the line that tracebacks show
