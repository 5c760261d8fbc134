"""Runs Windows programs under an installation of Wine (see `installer/debian_wine.py`)."""

from __future__ import annotations

import atexit
import functools
import shutil
import subprocess
import tempfile
from pathlib import Path

SERVER_PERSISTENCE = 60
"""Seconds for which the server of a Windows outlives the last program in it. So programs that
follow one another need not start it again, and it ends even if this process is killed."""


NOT_GIVEN = frozenset({"TMPDIR"})
"""Variables of which Debian's Wine dies ("free(): invalid pointer"). Windows has TEMP instead."""


class Wine:
    """A Windows of its own under an installation of Wine.

    Attributes:
        loader: what runs a Windows program: its first argument.
        environment: of all programs. Wine gives it to a Windows program but for the variables that
            mean something else there, such as PATH and TEMP.
    """

    def __init__(self, root: Path, prefix: Path) -> None:
        """Describes the Windows in `prefix` under the Wine that is unpacked in `root`."""
        programs = root / "usr/lib/wine"
        self.loader = programs / "wine64"
        self._server = programs / "wineserver64"
        self._prefix = prefix
        self.environment = {
            "HOME": str(prefix),
            # Names of files are UTF-8.
            "LC_ALL": "C.UTF-8",
            "WINEDEBUG": "-all",
            # No menu entries; no offers to download .NET and a browser.
            "WINEDLLOVERRIDES": "winemenubuilder.exe=d;mscoree=;mshtml=",
            "WINEPREFIX": str(prefix),
        }

    def start(self) -> None:
        """Starts the server and the services of Windows, so that no program need wait for them.

        They would also keep the standard streams of the program that has started them.
        """
        self._run(self._server, f"-p{SERVER_PERSISTENCE}")
        self._run(self.loader, "cmd", "/c", "exit")

    def wait(self) -> None:
        """Waits until all programs and the server have ended; leaves nothing but the prefix."""
        self._run(self._server, "-w")
        # Debian's Wine has the folder of the server's socket in /tmp and notes its name here.
        note = self._prefix / "wineserver"
        if note.exists():
            shutil.rmtree(Path("/tmp") / note.read_text(encoding="ascii"), ignore_errors=True)
            note.unlink()

    def kill(self) -> None:
        """Ends all programs and the server, if there are any."""
        subprocess.run([self._server, "-k"], env=self.environment, check=False)
        self.wait()

    def _run(self, *command: str | Path) -> None:
        subprocess.run(
            command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )


def windows_name(path: Path) -> str:
    """Gives the name by which a Windows program finds a file of this machine."""
    return "Z:" + str(path.absolute()).replace("/", "\\")


@functools.cache
def private_wine(installation: Path) -> Wine:
    """Gives a running Windows that only this process uses; it ends and vanishes with it."""
    folder = Path(tempfile.mkdtemp(prefix="wine-"))
    prefix = folder / "prefix"
    shutil.copytree(installation / "prefix", prefix, symlinks=True)
    wine = Wine(installation / "root", prefix)

    def end() -> None:
        wine.kill()
        shutil.rmtree(folder)

    atexit.register(end)
    wine.start()
    return wine
