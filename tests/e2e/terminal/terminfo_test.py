"""Tests where terminals are known from: databases in all their places, and none at all.

Arguments: the names of all terminals that must be known without a database.
"""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from tests.e2e import isolated
from tests.e2e.terminal.pseudo_terminal import PseudoTerminal
from tests.emulators import emulators

PLATFORM = os.environ["PLATFORM"]

_HEXADECIMAL = PLATFORM.startswith("macos_")
"""Whether the folder of a description has the code of its first letter for a name, not the letter:
so it is where file systems do not tell capitals from small letters."""

_SYSTEM_FOLDERS = (
    "/etc/terminfo",  # Debian: the administrator's; Alpine: the common ones
    "/lib/terminfo",  # Debian: the common ones
    "/usr/share/terminfo",  # Fedora and most others; macOS; the rest of Debian's and Alpine's
    "/usr/lib/terminfo",  # older systems
    "/usr/local/share/terminfo",  # what people install by themselves
)
"""Where databases are, in the order in which they are asked."""

_BUILTIN = {
    "alacritty": (256, "\x1b[1m", "\x1b[5;8H", "\x1bOA"),
    "ansi": (8, "\x1b[1m", "\x1b[5;8H", "\x1b[A"),
    "dumb": (-1, None, None, None),
    "foot": (256, "\x1b[1m", "\x1b[5;8H", "\x1bOA"),
    "gnome-256color": (256, "\x1b[1m", "\x1b[5;8H", "\x1bOA"),
    "konsole-256color": (256, "\x1b[1m", "\x1b[5;8H", "\x1bOA"),
    "linux": (8, "\x1b[1m", "\x1b[5;8H", "\x1b[A"),
    "nsterm-256color": (256, "\x1b[1m", "\x1b[5;8H", "\x1bOA"),
    "putty": (8, "\x1b[1m", "\x1b[5;8H", "\x1bOA"),
    "rxvt-unicode-256color": (256, "\x1b[1m", "\x1b[5;8H", "\x1b[A"),
    "screen": (8, "\x1b[1m", "\x1b[5;8H", "\x1bOA"),
    "screen-256color": (256, "\x1b[1m", "\x1b[5;8H", "\x1bOA"),
    "st-256color": (256, "\x1b[1m", "\x1b[5;8H", "\x1bOA"),
    "tmux": (8, "\x1b[1m", "\x1b[5;8H", "\x1bOA"),
    "tmux-256color": (256, "\x1b[1m", "\x1b[5;8H", "\x1bOA"),
    "vt100": (-1, "\x1b[1m$<2>", "\x1b[5;8H$<5>", "\x1bOA"),
    "vt220": (-1, "\x1b[1m", "\x1b[5;8H", "\x1b[A"),
    "xterm": (8, "\x1b[1m", "\x1b[5;8H", "\x1bOA"),
    "xterm-256color": (256, "\x1b[1m", "\x1b[5;8H", "\x1bOA"),
    "xterm-ghostty": (256, "\x1b[1m", "\x1b[5;8H", "\x1bOA"),
    "xterm-kitty": (256, "\x1b[1m", "\x1b[5;8H", "\x1bOA"),
}
"""Terminals: number of colours, how to begin bold text and to go to row 4, column 7, and what the
key "up" sends."""


def _describe(folder: Path, name: str, columns: int) -> None:
    """Writes the description of a terminal, see term(5), that says how wide it is and no more."""
    initial = f"{ord(name[0]):02x}" if _HEXADECIMAL else name[0]
    names = name.encode() + b"\0"
    padding = b"\0" * (len(names) % 2)
    header = struct.pack("<6h", 0o432, len(names), 0, 1, 0, 0)
    path = folder / initial / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(header + names + padding + struct.pack("<h", columns))


class _TestCase(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def capabilities(self, *words: str | Path, **env: str | Path) -> dict[str, object]:
        """What a command, the program, knows of the terminal in its variable TERM."""
        result = subprocess.run(
            [*words, "capabilities"],
            env={name: str(value) for name, value in env.items()},
            capture_output=True,
            check=False,
            timeout=60,
        )
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        return json.loads(result.stdout)


class VariablesTest(_TestCase):
    """Databases that the environment names."""

    def setUp(self) -> None:
        super().setUp()
        self.program = emulators.startable(PLATFORM, os.environ["EXECUTABLE"], self.folder)

    def test_order(self) -> None:
        places = {
            "TERMINFO": self.folder / "first",
            "HOME": self.folder / "home",
            "TERMINFO_DIRS": self.folder / "last",
        }
        folders = [places["TERMINFO"], places["HOME"] / ".terminfo", places["TERMINFO_DIRS"]]
        for columns, folder in enumerate(folders, 101):
            _describe(folder, "own-terminal", columns)
        for columns, name in enumerate(list(places), 101):
            shown = self.capabilities(self.program, TERM="own-terminal", **places)
            self.assertEqual(shown["cols"], columns)
            del places[name]
        shown = self.capabilities(self.program, TERM="own-terminal")
        self.assertIn("could not find terminal", shown["error"])

    def test_several_folders(self) -> None:
        _describe(self.folder / "two", "own-terminal", 102)
        _describe(self.folder / "three", "own-terminal", 103)
        folders = ":".join(str(self.folder / name) for name in ("one", "two", "three"))
        shown = self.capabilities(self.program, TERM="own-terminal", TERMINFO_DIRS=folders)
        self.assertEqual(shown["cols"], 102)

    def test_description_before_the_builtin_one(self) -> None:
        _describe(self.folder, "xterm", 99)
        shown = self.capabilities(self.program, TERM="xterm", TERMINFO=self.folder)
        self.assertEqual((shown["cols"], shown["bold"]), (99, None))

    def test_description_in_the_variable(self) -> None:
        _describe(self.folder, "own-terminal", 98)
        (description,) = self.folder.glob("*/own-terminal")
        text = f"hex:{description.read_bytes().hex()}"
        self.assertEqual(
            self.capabilities(self.program, TERM="own-terminal", TERMINFO=text)["cols"], 98
        )

    def test_damaged_description(self) -> None:
        _describe(self.folder, "xterm", 99)
        (description,) = self.folder.glob("*/xterm")
        for content in (b"", b"\x1a", description.read_bytes()[:14], os.urandom(64)):
            description.write_bytes(content)
            shown = self.capabilities(self.program, TERM="xterm", TERMINFO=self.folder)
            self.assertEqual(shown["bold"], "\x1b[1m")


class SystemTest(_TestCase):
    """A root with nothing but the program and, if that is dynamic, the C library."""

    def setUp(self) -> None:
        super().setUp()
        program = Path(os.environ["EXECUTABLE"]).absolute()
        isolated.copy_libraries(program, self.folder)
        self.command = isolated.own_root(self.folder)
        for name, file in enumerate([*emulators.command(PLATFORM), program]):
            shutil.copy(file, self.folder / str(name))
            self.command.append(f"/{name}")

    def test_folders_of_systems(self) -> None:
        for columns, folder in reversed(list(enumerate(_SYSTEM_FOLDERS, 101))):
            _describe(self.folder / folder[1:], "own-terminal", columns)
            shown = self.capabilities(*self.command, TERM="own-terminal")
            self.assertEqual(shown.get("cols"), columns, folder)

    def test_builtin_terminals(self) -> None:
        for name, expected in _BUILTIN.items():
            with self.subTest(name):
                shown = self.capabilities(*self.command, TERM=name)
                known = [shown.get(key) for key in ("colors", "bold", "moved", "kcuu1")]
                self.assertEqual(tuple(known), expected, shown)
                self.assertEqual(shown["am"], 1)
        for name in sys.argv[1:]:
            with self.subTest(name):
                self.assertNotIn("error", self.capabilities(*self.command, TERM=name))

    def test_unknown_terminal(self) -> None:
        shown = self.capabilities(*self.command, TERM="no-such-terminal")
        self.assertIn("could not find", shown["error"])

    def test_screen(self) -> None:
        for name in _BUILTIN:
            env = {"TERM": name}
            with self.subTest(name), PseudoTerminal([*self.command, "screen"], env) as terminal:
                terminal.expect("80 times 24.*0 keys")
                terminal.send("q")
                terminal.expect("drew")
                self.assertEqual(terminal.finish(), 0)

    def test_editing(self) -> None:
        for name in ("xterm-256color", "linux", "vt100", "dumb"):
            env = {"TERM": name}
            with self.subTest(name), PseudoTerminal([*self.command, "edit"], env) as terminal:
                terminal.expect("> ")
                terminal.send("ac\x1b[Db\r")
                terminal.expect("<'abc'>")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
