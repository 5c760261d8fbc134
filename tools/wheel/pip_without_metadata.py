"""pip, stopped when it has a file and has verified its hash: `DESTINATION PIP_ARGUMENT...`.

`pip download` asks a source distribution for its metadata, which runs its code: on this machine,
with whatever this machine has. pip has no option against that, so one function of it is replaced,
which pip 20.3 and all newer ones have.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any, NoReturn


class _Downloaded(BaseException):
    """Leaves pip."""


def main(arguments: list[str]) -> int:
    """Copies the one file that pip downloads to the destination; returns the exit code."""
    destination, *pip_arguments = arguments
    try:
        from pip._internal.cli.main import main as pip
        from pip._internal.operations import prepare
    except ImportError:
        print("No module named pip", file=sys.stderr)
        return 1
    if not hasattr(prepare, "_get_prepared_distribution"):
        print("ERROR: this release of pip is not known here: use another one", file=sys.stderr)
        return 1
    downloaded = False

    def keep(requirement: Any, *_args: Any, **_kwargs: Any) -> NoReturn:
        nonlocal downloaded
        shutil.copy(requirement.local_file_path, Path(destination))
        downloaded = True
        raise _Downloaded

    prepare._get_prepared_distribution = keep
    try:
        status = int(pip(pip_arguments))
    except _Downloaded:
        status = 0
    # Some releases of pip turn every exception into an exit code.
    return 0 if downloaded else status or 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
