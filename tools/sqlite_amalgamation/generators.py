"""SQLite's generators that are C programs: lemon makes parsers, mkkeywordhash the keyword table."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from tools.common.errors import ToolError
from tools.sqlite_amalgamation.source_text import read_source


def _run(command: list[str], folder: str | None = None) -> bytes:
    """Runs a command and returns its standard output.

    Raises:
        ToolError: it failed.
    """
    result = subprocess.run(command, cwd=folder, check=False, capture_output=True)
    if result.returncode:
        said = (result.stdout + result.stderr).decode(errors="replace").strip().splitlines()
        raise ToolError(
            f"{command[0]}: failed with status {result.returncode}: {said[-1] if said else ''}"
        )
    return result.stdout


def parser(lemon: Path, template: Path, grammar: Path) -> tuple[str, str]:
    """Makes a parser.

    Args:
        lemon: the program.
        template: lempar.c.
        grammar: a .y file.

    Returns:
        The texts of the C file and of the header.

    Raises:
        ToolError: lemon failed.
    """
    # Lemon writes beside the grammar, and its output names the grammar as the command line does.
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, grammar.name)
        shutil.copyfile(grammar, copy)
        _run([str(lemon.resolve()), f"-T{template.resolve()}", copy.name], folder)
        return read_source(copy.with_suffix(".c")), read_source(copy.with_suffix(".h"))


def keyword_hash(mkkeywordhash: Path) -> str:
    """Returns the text of keywordhash.h, which the program `mkkeywordhash` prints.

    Raises:
        ToolError: it failed.
    """
    return _run([str(mkkeywordhash.resolve())]).decode("ascii")
