"""Command lines of the tools: options, parameter files and the way errors are shown."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from tools.common.errors import ToolError


def argument_parser(tool: str, description: str) -> argparse.ArgumentParser:
    """Returns a parser that takes `@FILE` for a file with one argument per line.

    One argument per line is what Bazel writes for `args.set_param_file_format("multiline")`.
    Options are not abbreviated, so that a new option cannot change what an old command means.

    Options for long lists have `nargs="+"` and should be given once, followed by all values: before
    Python 3.13 argparse takes 12 s for 10,000 options, quadratic in their number.
    """
    return argparse.ArgumentParser(
        prog=tool,
        description=description,
        fromfile_prefix_chars="@",
        allow_abbrev=False,
    )


def utf8_text(argument: str) -> str:
    """Returns the argument read as UTF-8, whatever the locale of this process is.

    Raises:
        ToolError: its bytes are not UTF-8.
    """
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        raise ToolError(f"{argument!a}: not UTF-8: names in an executable must be") from None


def user_path(argument: str) -> Path:
    """Returns a path of the command line, relative to where `bazel run` was called, if it was."""
    return Path(os.environ.get("BUILD_WORKING_DIRECTORY", ""), argument)


def runfile(argument: str) -> tuple[str, Path]:
    """Splits `RUNFILES_PATH=EXEC_PATH`.

    Both paths may contain equals signs. As both end in the same file name, and usually in the
    same folders, the middle one separates them.

    Returns:
        The path relative to the runfiles root (`_main/pkg/mod.py`) and the file to read.

    Raises:
        ToolError: there is no middle equals sign, or the runfiles path is not a normal one.
    """
    parts = argument.split("=")
    if len(parts) % 2:
        raise ToolError(f"{argument}: expected RUNFILES_PATH=EXEC_PATH")
    middle = len(parts) // 2
    name = utf8_text("=".join(parts[:middle]))
    if any(part in ("", ".", "..") for part in name.split("/")):
        raise ToolError(f"{name}: not a path relative to the runfiles root")
    return name, Path("=".join(parts[middle:]))


def run(tool: str, main: Callable[[list[str]], int]) -> NoReturn:
    """Runs a tool's main function on the command line and exits with what it returns.

    A ToolError, or an OSError that names a file, is printed as one line; the exit code is then 1.
    """
    try:
        status = main(sys.argv[1:])
        sys.stdout.flush()
    except ToolError as error:
        sys.exit(f"{tool}: {error}")
    except BrokenPipeError:
        # The reader of our output has enough. What Python flushes at exit must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        if error.filename is None:
            sys.exit(f"{tool}: {error.strerror or error}")
        sys.exit(f"{tool}: {error.filename}: {error.strerror}")
    sys.exit(status)
