"""A program that ends in the way its first argument asks for."""

import atexit
import json
import os
import signal
import sys
import time


def main() -> object:
    """Called as an entry point: returns what the first argument says."""
    print(sys.modules["__main__"].__file__)
    return int(sys.argv[1]) if len(sys.argv) > 1 else None


def _show() -> None:
    json.dump(
        {
            "argv": [os.fsencode(argument).hex() for argument in sys.argv],
            "orig_argv": [os.fsencode(argument).hex() for argument in sys.orig_argv],
            "executable": sys.executable,
            "path": sys.path,
            "file": __file__,
            "prefix": sys.prefix,
            "variable": os.environ.get("LOADER_TEST_VARIABLE"),
            "environment": sorted(os.environ),
        },
        sys.stdout,
    )


def _behave(how: str) -> None:
    if how == "show":
        _show()
    elif how == "exit":
        sys.exit(int(sys.argv[-1]))
    elif how == "builtin-exit":
        exit(5)
    elif how == "message":
        sys.exit("a message")
    elif how == "raise":
        raise ValueError("on purpose")
    elif how == "interrupt":
        atexit.register(print, "atexit")
        signal.raise_signal(signal.SIGINT)
        time.sleep(10)
    elif how == "print":
        sys.stdout.write("text without a newline")


if __name__ == "__main__":
    _behave(sys.argv[2])
