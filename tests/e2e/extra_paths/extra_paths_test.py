"""Tests that a program imports plug-ins from the folders it has been given, and only from these."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import unittest
from pathlib import Path

from tests.emulators import emulators

PLATFORM = os.environ["PLATFORM"]
WINDOWS = PLATFORM.startswith("windows_")
STARTS_PROGRAMS = WINDOWS or PLATFORM.startswith("linux_x86_64_")

# Below bin/, where the executable is.
FILES = {
    "bin/plugins/plugin.py": "FROM = 'plugins'",
    "bin/plugins/packed_module.py": "FROM = 'plugins'",
    "bin/plugins/colorsys.py": "FROM = 'plugins'",
    "bin/plugins/A_Plugin-1.5.dist-info/METADATA": (
        "Metadata-Version: 2.1\nName: A.Plugin\nVersion: 1.5\n"
    ),
    "bin/plugins/A_Plugin-1.5.dist-info/entry_points.txt": "[program.plugins]\na = plugin:FROM\n",
    "share/plugins/plugin.py": "FROM = 'share'",
    "share/plugins/shared.py": "FROM = 'share'",
    "bin/beside.py": "FROM = 'beside'",
    "elsewhere/elsewhere.py": "",
}


class ExtraPathsTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name).resolve() / "ä b"
        source = Path(os.environ["EXECUTABLE"])
        self.program = self.folder / "bin" / source.name
        self.program.parent.mkdir(parents=True)
        shutil.copy(source, self.program)

    def _report(self, *arguments: str, program: Path | None = None) -> dict[str, object]:
        for path, text in FILES.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        result = emulators.run(PLATFORM, program or self.program, *arguments, timeout=300)
        self.assertEqual((result.returncode, result.stderr), (0, ""), result.stdout)
        return json.loads(result.stdout)

    def assert_imports(self, facts: dict[str, object]) -> None:
        absolute = "C:/absolute/plugins" if WINDOWS else "/absolute/plugins"
        self.assertEqual(
            facts["path"],
            [absolute, "ORIGIN/plugins", "ORIGIN/../share/plugins", "ORIGIN"],
        )
        self.assertEqual(
            facts["modules"],
            {
                "plugin": "plugins",
                "shared": "share",
                "beside": "beside",
                "packed_module": "packed",
                "colorsys": None,
            },
        )
        self.assertEqual(facts["plugins"], {"a": "plugins"})
        self.assertEqual(facts["version"], ["1.5"])
        self.assertIs(facts["written"], False)

    def test_imports(self) -> None:
        self.assert_imports(self._report())

    @unittest.skipIf(WINDOWS, "there, links to an executable are not resolved")
    def test_through_symbolic_link(self) -> None:
        link = self.folder / "link"
        link.symlink_to(self.program)
        self.assert_imports(self._report(program=link))

    @unittest.skipUnless(STARTS_PROGRAMS, "programs cannot start programs under this emulator")
    def test_in_child(self) -> None:
        self.assert_imports(self._report("child"))

    def test_missing_folders(self) -> None:
        result = emulators.run(PLATFORM, self.program, timeout=300)
        self.assertEqual((result.returncode, result.stderr), (0, ""), result.stdout)
        self.assertEqual(
            json.loads(result.stdout)["modules"],
            {
                "plugin": "missing",
                "shared": "missing",
                "beside": "missing",
                "packed_module": "packed",
                "colorsys": None,
            },
        )


if __name__ == "__main__":
    unittest.main()
