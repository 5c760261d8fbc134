"""Tests of the lock tool, without uv itself."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from tools.common.errors import ToolError
from tools.lock import cli
from tools.lock.uv import index_environment


class LockTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.input = self.folder / "requirements.in"
        self.input.write_text("click\n")
        self.output = self.folder / "requirements_lock.txt"
        self.resolved = "click==1\n"
        self.calls: list[list[str]] = []
        self.before: list[str] = []

    def _uv(self, arguments: list[str], folder: Path) -> None:
        """Stands for uv: writes what is resolved."""
        self.calls.append(arguments)
        self.assertEqual(folder, self.folder)
        if arguments[0] == "lock":
            return
        output = Path(arguments[arguments.index("--output-file") + 1])
        self.before.append(output.read_text() if output.exists() else "")
        output.write_text(self.resolved)

    def _lock(self, *arguments: str) -> str:
        errors = io.StringIO()
        with mock.patch.object(cli, "_run_uv", self._uv), contextlib.redirect_stderr(errors):
            cli.main([f"--input={self.input}", f"--output={self.output}", *arguments])
        self.assertEqual(list(self.folder.glob(".lock-*")), [])
        return errors.getvalue()

    def test_requirements(self) -> None:
        self.assertEqual(self._lock(), "lock: wrote requirements_lock.txt\n")
        (call,) = self.calls
        self.assertEqual(call[:3], ["pip", "compile", "--universal"])
        self.assertIn("--generate-hashes", call)
        self.assertIn("--no-emit-index-url", call)
        self.assertEqual(call[-1], "requirements.in")
        text = self.output.read_text()
        self.assertRegex(
            text, r"\A#\n# Locked .*\n#\n#    bazel run @rules.*//tools:lock -- .*\n#\n"
        )
        self.assertTrue(text.endswith("\n#\nclick==1\n"), text)

    def test_paths_are_relative_to_the_folder_of_the_user(self) -> None:
        (self.folder / "locks").mkdir()
        (self.folder / "elsewhere").mkdir()
        self.output = self.folder / "locks/requirements_lock.txt"
        self.addCleanup(os.chdir, Path.cwd())

        def uv(arguments: list[str], folder: Path) -> None:
            os.chdir(folder)
            self.assertTrue(Path(arguments[-1]).samefile(self.input))
            Path(arguments[arguments.index("--output-file") + 1]).write_text(self.resolved)

        # Run as it is, and by `bazel run`.
        for current, variables in (
            (self.folder, {}),
            (self.folder / "elsewhere", {"BUILD_WORKING_DIRECTORY": str(self.folder)}),
        ):
            with self.subTest(variables), mock.patch.dict(os.environ):
                os.environ.pop("BUILD_WORKING_DIRECTORY", None)
                os.environ.update(variables)
                os.chdir(current)
                self.output.unlink(missing_ok=True)
                with (
                    mock.patch.object(cli, "_run_uv", uv),
                    contextlib.redirect_stderr(io.StringIO()),
                ):
                    cli.main(["--input=requirements.in", "--output=locks/requirements_lock.txt"])
                self.assertIn("click==1", self.output.read_text())
                self.assertEqual(list(self.output.parent.iterdir()), [self.output])
                self.assertEqual(list((self.folder / "elsewhere").iterdir()), [])

    def test_locked_versions_are_shown_to_uv(self) -> None:
        self._lock()
        self.assertEqual(self._lock(), "lock: requirements_lock.txt is up to date\n")
        self.assertEqual(self.before, ["", self.output.read_text()])

    def test_pylock(self) -> None:
        self.output = self.folder / "pylock.toml"
        self._lock()
        self.assertEqual(self.output.read_text(), "click==1\n")
        self.assertIn("pylock.toml", self.calls[0])
        self.assertNotIn("--generate-hashes", self.calls[0])

    def test_upgrade(self) -> None:
        self._lock("--upgrade")
        self._lock("--upgrade-package", "click", "--upgrade-package", "rich")
        self.assertIn("--upgrade", self.calls[0])
        self.assertEqual(self.calls[1].count("--upgrade-package"), 2)
        self.assertNotIn("upgrade", self.output.read_text())
        self.assertNotIn("rich", self.output.read_text())

    def test_check(self) -> None:
        self._lock()
        self._lock("--check")
        old = self.output.read_bytes()
        self.resolved = "click==2\n"
        with self.assertRaisesRegex(ToolError, "out of date: bazel run .*tools:lock"):
            self._lock("--check")
        self.assertEqual(self.output.read_bytes(), old)

    def test_failure_leaves_the_file(self) -> None:
        self._lock()
        old = self.output.read_bytes()
        with (
            mock.patch.object(self, "_uv", side_effect=ToolError("uv failed")),
            self.assertRaisesRegex(ToolError, "uv failed"),
        ):
            self._lock()
        self.assertEqual(self.output.read_bytes(), old)
        self.assertEqual(list(self.folder.glob(".lock-*")), [])

    def test_no_input(self) -> None:
        self.input.unlink()
        with self.assertRaisesRegex(ToolError, "requirements.in: no such file: write the wanted"):
            self._lock()

    def test_project(self) -> None:
        with self.assertRaisesRegex(ToolError, "has no pyproject.toml"):
            self._lock(f"--project={self.folder}")
        (self.folder / "pyproject.toml").touch()
        self._lock(f"--project={self.folder}", "--upgrade", "--check")
        self.assertEqual(self.calls, [["lock", "--project", ".", "--check", "--upgrade"]])

    def test_python_for_a_project(self) -> None:
        with mock.patch.dict(os.environ):
            os.environ.pop("RULES_PYTHON_EXECUTABLE_LOCK_PYTHON", None)
            self.assertEqual(cli.python_environment(), {"UV_PYTHON_DOWNLOADS": "never"})
            os.environ["RULES_PYTHON_EXECUTABLE_LOCK_PYTHON"] = "tools/lock/python"
            self.assertEqual(
                cli.python_environment()["UV_PYTHON"], str(Path.cwd() / "tools/lock/python")
            )

    def test_no_python_for_a_project(self) -> None:
        failed = mock.Mock(returncode=2)
        with (
            mock.patch("tools.lock.cli.subprocess.run", return_value=failed),
            mock.patch("tools.lock.cli.uv_program", return_value=Path("uv")),
            mock.patch("tools.lock.cli.index_environment", return_value={}),
            mock.patch.dict(os.environ),
        ):
            os.environ.pop("RULES_PYTHON_EXECUTABLE_LOCK_PYTHON", None)
            (self.folder / "pyproject.toml").touch()
            with self.assertRaisesRegex(ToolError, "is above; if .*//tools:lock_project$"):
                cli.main([f"--project={self.folder}"])
            with self.assertRaisesRegex(ToolError, "what it says is above$"):
                cli.main([f"--input={self.input}", f"--output={self.output}"])


class IndexTest(unittest.TestCase):
    def test_settings_of_pip(self) -> None:
        listing = (
            ":env:.index-url='https://a.invalid/simple'\n"
            "global.extra-index-url='https://b.invalid/simple\\nhttps://c.invalid/simple'\n"
            "global.timeout='60'\n"
        )
        with (
            mock.patch("tools.lock.uv.subprocess.run", return_value=mock.Mock(stdout=listing)),
            mock.patch.dict("os.environ", {}, clear=True),
        ):
            self.assertEqual(
                index_environment(),
                {
                    "UV_DEFAULT_INDEX": "https://a.invalid/simple",
                    "UV_INDEX": "https://b.invalid/simple https://c.invalid/simple",
                    "UV_INDEX_STRATEGY": "unsafe-best-match",
                },
            )

    def test_own_settings_of_uv_win(self) -> None:
        with (
            mock.patch(
                "tools.lock.uv.subprocess.run",
                return_value=mock.Mock(stdout="global.index-url='https://a.invalid'\n"),
            ),
            mock.patch.dict("os.environ", {"UV_DEFAULT_INDEX": "https://d.invalid"}, clear=True),
        ):
            self.assertEqual(index_environment(), {})


if __name__ == "__main__":
    unittest.main()
