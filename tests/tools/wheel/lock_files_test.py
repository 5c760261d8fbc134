"""Tests of reading lock files of the TOML formats."""

from __future__ import annotations

import json
import tempfile
import unittest
from pathlib import Path

from tools.common.errors import ToolError
from tools.wheel.candidates import Candidate
from tools.wheel.locked import Locked
from tools.wheel.pylock import read_pylock
from tools.wheel.read_lock import main
from tools.wheel.toml import read_toml
from tools.wheel.uv_lock import read_uv_lock

_A = "a" * 64
_B = "b" * 64
_C = "c" * 64

# As `uv pip compile --format pylock.toml` writes it.
_PYLOCK = f"""\
lock-version = "1.0"
created-by = "uv"
requires-python = ">=3.13"

[[packages]]
name = "Colorama"
version = "0.4.6"
marker = "sys_platform == 'win32'"
sdist = {{ url = "https://index.invalid/c.tar.gz", hashes = {{ sha256 = "{_C}" }} }}
wheels = [
    {{ url = "https://index.invalid/c.whl", size = 1, hashes = {{ sha256 = "{_A}" }} }},
    {{ name = "d.whl", path = "d.whl", hashes = {{ sha256 = "{_B}" }} }},
]

[[packages]]
name = "click"
version = "8.2.1"
dependencies = [{{ name = "colorama" }}]
wheels = [{{ url = "https://index.invalid/k.whl", hashes = {{ sha256 = "{_A}" }} }}]
"""

_UV = f"""\
version = 1
revision = 3
requires-python = ">=3.13"
resolution-markers = ["python_full_version >= '3.14'", "python_full_version < '3.14'"]

[[package]]
name = "app"
version = "0.1.0"
source = {{ virtual = "." }}
dependencies = [
    {{ name = "flask", extra = ["async"] }},
    {{ name = "numpy", version = "1.0", source = {{ registry = "x" }}, marker = "a" }},
]

[package.dev-dependencies]
dev = [{{ name = "flask", extra = ["dotenv"] }}]

[[package]]
name = "flask"
version = "3.1.1"
source = {{ registry = "https://index.invalid/simple" }}
sdist = {{ url = "https://index.invalid/f.tar.gz", hash = "sha256:{_B}", size = 1 }}
wheels = [{{ url = "https://index.invalid/f.whl", hash = "sha256:{_A}", size = 1 }}]

[[package]]
name = "numpy"
version = "1.0"
source = {{ registry = "https://index.invalid/simple" }}
resolution-markers = ["sys_platform == 'linux'", "sys_platform == 'darwin'"]
wheels = [{{ url = "https://index.invalid/n.whl", hash = "sha256:{_A}" }}]

[[package]]
name = "numpy"
version = "2.0"
source = {{ registry = "https://index.invalid/simple" }}
resolution-markers = ["sys_platform == 'win32'"]
wheels = [{{ url = "https://index.invalid/n2.whl", hash = "sha256:{_B}" }}]
"""


class LockFilesTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def _file(self, content: str) -> Path:
        path = self.folder / "file"
        path.write_text(content, encoding="utf-8")
        return path

    def _pylock(self, content: str) -> Locked:
        return read_pylock(read_toml(self._file(content)))

    def _uv(self, content: str) -> Locked:
        return read_uv_lock(read_toml(self._file(content)))

    def test_pylock(self) -> None:
        self.assertEqual(
            self._pylock(_PYLOCK),
            {
                "click": [Candidate("8.2.1", ["sha256:" + _A])],
                "colorama": [
                    Candidate(
                        "0.4.6",
                        ["sha256:" + _A, "sha256:" + _B, "sha256:" + _C],
                        marker="sys_platform == 'win32'",
                    )
                ],
            },
        )

    def test_uv(self) -> None:
        self.assertEqual(
            self._uv(_UV),
            {
                "flask": [
                    Candidate("3.1.1", ["sha256:" + _A, "sha256:" + _B], extras=["async", "dotenv"])
                ],
                "numpy": [
                    Candidate(
                        "1.0",
                        ["sha256:" + _A],
                        extras=[],
                        marker="(sys_platform == 'linux') or (sys_platform == 'darwin')",
                    ),
                    Candidate("2.0", ["sha256:" + _B], extras=[], marker="sys_platform == 'win32'"),
                ],
            },
        )

    def test_errors_of_pylock(self) -> None:
        head = 'lock-version = "1.0"\n[[packages]]\nname = "a"\n'
        for content, expected in (
            ("", "the file: has no `lock-version`"),
            ('lock-version = "2.0"', "lock-version 2.0: only versions 1.x"),
            ('lock-version = "1.0"\npackages = 1', "`packages` has to be an array of tables"),
            (head, "a: has no `version`"),
            (head + 'vcs = { type = "git" }', "a: is locked as `vcs`; only packages of an index"),
            (head + 'version = "1"', "a 1: has no file in the lock file: lock again"),
            (head + 'version = "1"\nsdist = 1', "a 1: `sdist` has to be a table"),
            (
                head + 'version = "1"\nwheels = [{ hashes = { md5 = "0" } }]',
                "a wheel of a 1: has no sha256",
            ),
        ):
            with self.subTest(expected), self.assertRaisesRegex(ToolError, expected):
                self._pylock(content)

    def test_errors_of_uv(self) -> None:
        head = 'version = 1\n[[package]]\nname = "a"\n'
        for content, expected in (
            ("version = 2", "version 2: only version 1 is known"),
            (head + 'source = { git = "x" }', "a: comes from git; only packages of an index"),
            (head + 'source = { registry = "x" }', "a: has no `version`"),
            (
                head + 'version = "1"\nsource = { registry = "x" }\nwheels = [{ hash = "md5:0" }]',
                "a wheel of a 1: has no sha256",
            ),
        ):
            with self.subTest(expected), self.assertRaisesRegex(ToolError, expected):
                self._uv(content)

    def test_no_toml(self) -> None:
        with self.assertRaisesRegex(ToolError, "not TOML: .*line 1"):
            read_toml(self._file("click==8"))

    def test_command(self) -> None:
        output = self.folder / "out.json"
        arguments = ["--name=//:pylock.toml", f"--output={output}"]
        main(["--format=pylock", *arguments, str(self._file(_PYLOCK))])
        locked = json.loads(output.read_text())
        self.assertEqual(list(locked), ["click", "colorama"])
        self.assertEqual(
            locked["click"],
            [{"version": "8.2.1", "hashes": ["sha256:" + _A], "extras": [], "marker": ""}],
        )

    def test_command_names_the_file(self) -> None:
        arguments = ["--name=//:uv.lock", f"--output={self.folder / 'out.json'}"]
        with self.assertRaisesRegex(ToolError, "^//:uv.lock: version None: only version 1"):
            main(["--format=uv", *arguments, str(self._file(""))])
        self.assertFalse((self.folder / "out.json").exists())


if __name__ == "__main__":
    unittest.main()
