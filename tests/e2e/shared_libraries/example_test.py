"""Runs an example that carries wheels with shared libraries.

Arguments: the example, and files of libraries that stand in for the system's.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import unittest
from pathlib import Path

from tests.emulators import emulators
from tests.skipping import skip

_OUTPUT = {
    "crypto": "fernet: the cake is a lie\n",
    "sci": "trend: 0.019 degrees a year\n",
    "small": "42 3\n",
    "wheels": "&lt;&amp;&gt; 42\n1\n",
}

EXAMPLE, *SYSTEM_LIBRARIES = sys.argv[1:]
IS_WINDOWS = os.environ["PLATFORM"].startswith("windows_")
IS_MACOS = os.environ["PLATFORM"].startswith("macos_")

_NOT_IN_WINE = re.compile(r"^wine: .* unimplemented function (\S+?),? ", re.MULTILINE)
"""What Wine says before it ends a program that calls what it does not have."""


def _environment(home: str) -> dict[str, str | Path]:
    environment: dict[str, str | Path] = {"HOME": home}
    if IS_WINDOWS:  # Wine's programs have a home folder of their own.
        environment["RULES_PYTHON_EXECUTABLE_CACHE"] = Path(home) / "cache"
    if SYSTEM_LIBRARIES:
        folders = {str(Path(library).absolute().parent) for library in SYSTEM_LIBRARIES}
        environment["LD_LIBRARY_PATH"] = ":".join(sorted(folders))
    return environment


def _in_home() -> list[str]:
    """Returns the names of what there is in the home folder afterwards."""
    if IS_WINDOWS:
        return ["cache"]
    if IS_MACOS:
        return ["Library"]
    # What fits into memory is written nowhere.
    return [] if EXAMPLE == "wheels" else [".cache"]


class ExampleTest(unittest.TestCase):
    def test_output(self) -> None:
        if EXAMPLE == "sci":
            emulators.need_libstdcxx(os.environ["PLATFORM"])
        with tempfile.TemporaryDirectory() as home:
            for _ in range(2):
                result = emulators.under_test(env=_environment(home), timeout=300)
                missing = _NOT_IN_WINE.search(result.stderr)
                if missing:
                    skip(f"Wine has no {missing[1]}")
                self.assertEqual((result.returncode, result.stderr), (0, ""))
                self.assertTrue(result.stdout.endswith(_OUTPUT[EXAMPLE]), result.stdout)
            self.assertEqual([path.name for path in Path(home).iterdir()], _in_home())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
