"""Runs an example that carries wheels with shared libraries.

Arguments: the example, and files of libraries that stand in for the system's.
"""

from __future__ import annotations

import os
import sys
import tempfile
import unittest
from pathlib import Path

from tests.emulators import emulators

_OUTPUT = {
    "crypto": "fernet: the cake is a lie\n",
    "sci": "trend: 0.019 degrees a year\n",
}

EXAMPLE, *SYSTEM_LIBRARIES = sys.argv[1:]


def _environment(home: str) -> dict[str, str]:
    environment = {"HOME": home}
    if SYSTEM_LIBRARIES:
        folders = {str(Path(library).absolute().parent) for library in SYSTEM_LIBRARIES}
        environment["LD_LIBRARY_PATH"] = ":".join(sorted(folders))
    return environment


class ExampleTest(unittest.TestCase):
    def test_output(self) -> None:
        if EXAMPLE == "sci":
            emulators.need_libstdcxx(os.environ["PLATFORM"])
        with tempfile.TemporaryDirectory() as home:
            for _ in range(2):
                result = emulators.under_test(env=_environment(home), timeout=300)
                self.assertEqual((result.returncode, result.stderr), (0, ""))
                self.assertTrue(result.stdout.endswith(_OUTPUT[EXAMPLE]), result.stdout)
            self.assertTrue((Path(home) / ".cache").is_dir())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
