"""What `py_test` and its like get of packages that were built from source: all of their files.

The modules are for the Python of these rules, and this test is run by whichever one rules_python
has here. So this one tells what the import path is, and an installation of the right one imports.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unittest
from pathlib import Path

_RUNFILES = Path(os.environ["TEST_SRCDIR"])
_INSTALLATION = Path(os.environ["INSTALLATION"])

_PROGRAM = """\
import json, sys
from importlib import machinery, metadata
import check_packages
status = check_packages.main()
facts = {
    "distributions": [distribution.name.lower() for distribution in metadata.distributions()],
    "files": {name: sys.modules[name].__file__ for name in check_packages.EXTENSION_MODULES},
    "suffix": machinery.EXTENSION_SUFFIXES[0],
}
print(json.dumps(facts))
sys.exit(status)
"""


class SharedModulesTest(unittest.TestCase):
    def test_checks(self) -> None:
        import_path = [entry for entry in sys.path if Path(entry).is_relative_to(_RUNFILES)]
        result = subprocess.run(
            [_INSTALLATION / "bin/python3.13", "-B", "-s", "-c", _PROGRAM],
            capture_output=True,
            check=False,
            env={"PYTHONPATH": os.pathsep.join(import_path)},
            text=True,
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        first, second = result.stdout.splitlines()
        self.assertEqual(first, "ok")
        facts = json.loads(second)
        self.assertEqual(list(facts["files"]), ["markupsafe._speedups", "murmurhash.mrmr", "ujson"])
        for name, file in facts["files"].items():
            path = Path(file)
            self.assertTrue(path.is_relative_to(_RUNFILES), path)
            self.assertTrue(path.is_file(), path)
            self.assertEqual(path.name, name.rpartition(".")[2] + facts["suffix"])
        # There is one copy of each.
        for name in ("markupsafe", "murmurhash", "ujson"):
            self.assertEqual(facts["distributions"].count(name), 1, name)


if __name__ == "__main__":
    unittest.main()
