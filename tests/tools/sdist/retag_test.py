"""Tests of changing the tag of a wheel."""

from __future__ import annotations

import base64
import hashlib
import tempfile
import unittest
import zipfile
from pathlib import Path

from tools.common.errors import ToolError
from tools.sdist.retag import retag, retagged_name

_WHEEL = "Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: cp313-cp313-linux_x86_64\n"


class RetagTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def _wheel(self, members: dict[str, str]) -> Path:
        wheel = self.folder / "sample-1.0-cp313-cp313-linux_x86_64.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return wheel

    def test_names(self) -> None:
        self.assertEqual(
            retagged_name("a-1-1-cp313-abi3-linux_x86_64.whl", "win_amd64"),
            "a-1-1-cp313-abi3-win_amd64.whl",
        )
        self.assertEqual(retagged_name("a-1-py3-none-any.whl", "win_amd64"), "a-1-py3-none-any.whl")

    def test_retag(self) -> None:
        members = {
            "sample-1.0.dist-info/WHEEL": _WHEEL,
            "sample-1.0.dist-info/RECORD": "old",
            "sample/m.so": "content",
        }
        wheel = self._wheel(members)
        output = retag(wheel, "manylinux_2_17_aarch64")
        self.assertFalse(wheel.exists())
        self.assertEqual(output.name, "sample-1.0-cp313-cp313-manylinux_2_17_aarch64.whl")
        with zipfile.ZipFile(output) as archive:
            self.assertEqual(archive.namelist()[0], "sample/m.so")
            self.assertEqual({info.date_time[0] for info in archive.infolist()}, {1980})
            self.assertEqual(
                archive.read("sample-1.0.dist-info/WHEEL").decode(),
                _WHEEL.replace("linux_x86_64", "manylinux_2_17_aarch64"),
            )
            digest = base64.urlsafe_b64encode(hashlib.sha256(b"content").digest())
            record = archive.read("sample-1.0.dist-info/RECORD").decode().splitlines()
            self.assertEqual(
                record[2], f"sample/m.so,sha256={digest.decode().rstrip('=')},{len('content')}"
            )
            self.assertEqual(record[0], "sample-1.0.dist-info/RECORD,,")
            self.assertEqual(len(record), 3)

        again = retag(self._wheel(members), "manylinux_2_17_aarch64")
        self.assertEqual(again.read_bytes(), output.read_bytes())

    def test_no_metadata(self) -> None:
        with self.assertRaisesRegex(ToolError, "damaged: no metadata"):
            retag(self._wheel({"a": ""}), "win_amd64")


if __name__ == "__main__":
    unittest.main()
