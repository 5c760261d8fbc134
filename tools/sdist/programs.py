"""The programs that other build systems start: compilers, `ar`, Python, console scripts.

Each is a script of one line in a folder that is the whole PATH of the build. They live as long as
the build, so the absolute paths in them are in no output.
"""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

_SHELL = "#!/bin/sh"

# Console scripts that tell the machine that builds from the target, which they are told of.
_KNOW_BOTH = frozenset({"meson"})


@dataclass(frozen=True)
class Programs:
    """Where programs are.

    Attributes:
        folder: all of them.
        python: runs Python on the machine that builds, which answers as the target's would.
        c, cxx, ar, ranlib, install_name_tool: the toolchain.
    """

    folder: Path
    python: Path
    c: Path
    cxx: Path
    ar: Path
    ranlib: Path
    install_name_tool: Path


def write_programs(
    folder: Path, target: Path, root: Path, source: Path, records: Path, programs: Iterable[Path]
) -> Programs:
    """Writes the scripts into an empty folder.

    Args:
        folder: the folder.
        target: absolute path of the JSON file with the target and its toolchain.
        root: the folder that its paths are relative to.
        source: the folder that is compiled in.
        records: a folder for notes of what was linked of what, see `tools/sdist/driver.py`.
        programs: further programs for PATH.
    """
    # These paths have been made absolute.
    interpreter = [sys.executable]
    for entry in sys.path:
        interpreter += ["--path", entry]
    driver_facts = folder.parent / "driver.json"
    driver_facts.write_text(
        json.dumps(
            {
                "folder": str(folder.parent),
                "records": str(records),
                "root": str(root),
                "source": str(source),
                "target": str(target),
            }
        ),
        encoding="utf-8",
    )

    def script(name: str, arguments: Sequence[str]) -> Path:
        file = folder / name
        command = shlex.join([*interpreter, "-m", *arguments])
        file.write_text(f'{_SHELL}\nexec {command} "$@"\n', encoding="utf-8")
        file.chmod(0o755)
        return file

    def driver(name: str) -> Path:
        return script(name, ["tools.sdist.driver", name, str(driver_facts)])

    # What the build requires is run without its native modules, as in this process.
    python = [
        *("tools.common.without_native_modules", "tools.sdist.python"),
        *(str(folder / "python"), str(target)),
    ]
    written = Programs(
        folder=folder,
        python=script("python", python),
        c=driver("cc"),
        cxx=driver("c++"),
        ar=driver("ar"),
        ranlib=driver("ranlib"),
        install_name_tool=driver("install_name_tool"),
    )
    for entry_point in metadata.entry_points(group="console_scripts"):
        name = entry_point.name
        if not (folder / name).exists():
            option = "--entry-point-here" if name in _KNOW_BOTH else "--entry-point"
            script(name, [*python, option, str(folder / name), entry_point.value])
    for program in programs:
        (folder / program.name).unlink(missing_ok=True)
        (folder / program.name).symlink_to(program.absolute())
    return written
