"""Runs the tests of a package in an executable that they are packed in, and in a venv.

Each test has to end the same way in both, and none may fail. The venv is of the same CPython, with
the same packages: those that this program itself depends on.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

_GOOD = {"passed", "skipped", "subtests passed", "xfailed"}


def _packages() -> list[Path]:
    """Returns the folders that imports begin at, but for repositories and this program's own."""
    runfiles = Path(os.environ["TEST_SRCDIR"])
    return [
        folder
        for folder in map(Path, sys.path)
        if folder.is_relative_to(runfiles)
        and len(folder.relative_to(runfiles).parts) > 1
        and folder != Path(__file__).parent
    ]


def _create_venv(installation: Path, folder: Path) -> Path:
    """Makes a venv of an ordinary installation; returns its interpreter."""
    (interpreter,) = installation.glob("bin/python3.*")
    command = [interpreter, "-I", "-B", "-m", "venv", "--without-pip", folder]
    subprocess.run(command, check=True)
    (site_packages,) = folder.glob("lib/python3.*/site-packages")
    for package in _packages():
        shutil.copytree(package, site_packages, dirs_exist_ok=True)
    return folder / "bin" / "python"


class SuiteTest(unittest.TestCase):
    """One suite."""

    maxDiff = None

    def _outcomes(self, *command: str | Path) -> dict[str, list[str]]:
        """Returns how each test ends, by its name."""
        with tempfile.TemporaryDirectory(dir=os.environ["TEST_TMPDIR"]) as name:
            results = Path(name, "results.json")
            work = Path(name, "work")
            work.mkdir()
            ended = subprocess.run(
                [*command, results, *OPTIONS.suite],
                cwd=work,
                env={
                    "HOME": str(work),
                    "PATH": os.defpath,
                    # The installation is a result of the build, which nobody may change.
                    "PYTHONDONTWRITEBYTECODE": "1",
                    "TMPDIR": str(work),
                },
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=300,
                check=False,
            )
            print(ended.stdout, flush=True)
            self.assertTrue(results.exists(), f"exit code {ended.returncode}")
            return json.loads(results.read_text(encoding="utf-8"))

    def test_outcomes(self) -> None:
        packed = self._outcomes(OPTIONS.executable.absolute())
        with tempfile.TemporaryDirectory(dir=os.environ["TEST_TMPDIR"]) as name:
            interpreter = _create_venv(OPTIONS.installation.absolute(), Path(name))
            ordinary = self._outcomes(interpreter, "-I", "-B", OPTIONS.program.absolute())
        self.assertEqual(packed, ordinary)
        bad = {name: outcomes for name, outcomes in packed.items() if set(outcomes) - _GOOD}
        self.assertEqual(bad, {})
        passed = [name for name, outcomes in packed.items() if "passed" in outcomes]
        print(f"{len(passed)} of {len(packed)} tests passed, packed as in a venv")
        self.assertGreaterEqual(len(passed), OPTIONS.at_least)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--executable", type=Path, required=True, help="has the program packed")
    parser.add_argument("--program", type=Path, required=True, help="the program, for the venv")
    parser.add_argument("--installation", type=Path, required=True, help="of an ordinary CPython")
    parser.add_argument("--at-least", type=int, required=True, help="this many tests pass")
    parser.add_argument("suite", nargs=argparse.REMAINDER, help="arguments of the program")
    OPTIONS = parser.parse_args()
    unittest.main(argv=sys.argv[:1], verbosity=2)
