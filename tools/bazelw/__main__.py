"""Entry point. Must compile on every Python 3, so that a too old one can say so in one line."""

# ruff: noqa: PTH120, RUF005, UP031 (the alternatives need a newer Python)

import os
import sys

OLDEST = (3, 9)
NEWER = ["python3"] + ["python3.%d" % minor for minor in range(14, OLDEST[1] - 1, -1)]


def move_to_newer_python():
    # type: () -> None
    """Starts over with the first newer interpreter on PATH; ends the program if there is none."""
    tried = os.environ.get("_BAZELW_TRIED", "").split(":")
    for name in NEWER:
        if name not in tried:
            os.environ["_BAZELW_TRIED"] = ":".join(tried + [name])
            try:
                os.execvp(name, [name, "-IS"] + sys.argv)
            except OSError:
                continue
    sys.stderr.write(
        "bazelw: Python %d.%d is too old; install Python %d.%d or newer\n"
        % (sys.version_info[:2] + OLDEST)
    )
    sys.exit(66)


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        move_to_newer_python()
    os.environ.pop("_BAZELW_TRIED", None)
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
    sys.path.insert(0, root)
    from tools.bazelw.cli import main

    sys.exit(main(root, sys.argv[1:]))
