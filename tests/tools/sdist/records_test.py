"""Tests of finding out what extension modules were linked of."""

from __future__ import annotations

import json
import tempfile
import unittest
import zipfile
from pathlib import Path

from tools.common.errors import ToolError
from tools.sdist.records import module_name, read_records

_SUFFIX = ".cpython-313-x86_64-linux-gnu.so"


class RecordsTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.wheel = self.folder / "a.whl"
        with zipfile.ZipFile(self.wheel, "w") as archive:
            for name in ("p/__init__.py", f"p/m{_SUFFIX}", "p/s.abi3.so"):
                archive.writestr(name, "")

    def _record(self, output: str, *files: str) -> None:
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        (folder / "record.json").write_text(json.dumps({"output": output, "files": files}))

    def test_names(self) -> None:
        for path, name in (
            (f"p/q/m{_SUFFIX}", "p.q.m"),
            ("m.abi3.so", "m"),
            (f"a-1.data/platlib/p/m{_SUFFIX}", "p.m"),
            ("p/m.py", None),
        ):
            self.assertEqual(module_name(path, _SUFFIX), name)

    def test_modules(self) -> None:
        self._record(f"/build/m{_SUFFIX}", "/build/m.o", "/build/lib.a")
        self._record("/build/s.abi3.so", "/build/s.o")
        self._record("/build/check.so", "/build/c.o")
        # Linked once more, as it was.
        self._record("/build/s.abi3.so", "/build/s.o")
        self.assertEqual(
            read_records(self.wheel, _SUFFIX, self.folder).modules,
            {"p.m": [Path("/build/m.o"), Path("/build/lib.a")], "p.s": [Path("/build/s.o")]},
        )

    def test_unknown_or_ambiguous(self) -> None:
        self._record("/build/s.abi3.so", "/build/s.o")
        with self.assertRaisesRegex(ToolError, "p/m.*: was not linked by the toolchain"):
            read_records(self.wheel, _SUFFIX, self.folder)
        self._record(f"/build/m{_SUFFIX}", "/build/m.o")
        self._record(f"/other/m{_SUFFIX}", "/other/m.o")
        with self.assertRaisesRegex(ToolError, "p/m.*: several files of that name were linked"):
            read_records(self.wheel, _SUFFIX, self.folder)


if __name__ == "__main__":
    unittest.main()
