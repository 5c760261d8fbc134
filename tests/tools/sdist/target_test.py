"""Tests of passing for another platform's interpreter."""

from __future__ import annotations

import json
import marshal
import platform
import subprocess
import sys
import tempfile
import unittest
import zlib
from pathlib import Path

from tools.common.bytecode_archive import PYC_HEADER, RAW_SIZE, write_bytecode_archive
from tools.common.errors import ToolError
from tools.sdist.target import read_target, sysconfig_variables

_WINDOWS = {
    "extension_suffix": ".cp313-win_amd64.pyd",
    "headers": ["include"],
    "machine": "AMD64",
    "python_version": platform.python_version(),
    "standard_library": [],
    "sys_platform": "win32",
    "system": "Windows",
    "wheel_platform": "win_amd64",
}

_ANSWERS = """
import json, os, platform, sys, sysconfig
sys.path[:] = json.loads(sys.argv[1])
from tools.sdist.target import pass_for, read_target
pass_for(read_target(json.loads(sys.argv[2])))
# It looks at the platform as it is imported.
import urllib.request
print(json.dumps([
    sys.platform, platform.system(), platform.machine(), platform.mac_ver()[0], os.uname().machine,
    sysconfig.get_platform(), sysconfig.get_config_var("EXT_SUFFIX"),
    sysconfig.get_path("include"), sysconfig.get_paths()["platinclude"],
]))
"""


def _archive(folder: Path, name: str, compressed: bool) -> Path:
    """Writes a standard library with one module."""
    variables = {"EXT_SUFFIX": ".so", "MACOSX_DEPLOYMENT_TARGET": "11.0"}
    code = marshal.dumps(compile(f"build_time_vars = {variables}", name, "exec"))
    if compressed:
        code = RAW_SIZE.pack(len(code)) + zlib.compress(code)
    path = folder / "library.zip"
    with path.open("wb") as output:
        write_bytecode_archive(output, {name: PYC_HEADER.pack(b"1234", 1, bytes(8)) + code})
    return path


def _answers(facts: dict[str, object]) -> list[str]:
    result = subprocess.run(
        [sys.executable, "-c", _ANSWERS, json.dumps(sys.path), json.dumps(facts)],
        check=True,
        capture_output=True,
        text=True,
    )
    answers: list[str] = json.loads(result.stdout)
    return answers


class TargetTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_variables_of_the_standard_library(self) -> None:
        for name, compressed in (
            ("_sysconfigdata__darwin_darwin.pyc", False),
            ("_sysconfigdata__darwin_darwin.pyc.zlib", True),
        ):
            with self.subTest(name):
                variables = sysconfig_variables([_archive(self.folder, name, compressed)])
                self.assertEqual(variables["EXT_SUFFIX"], ".so")
        with self.assertRaisesRegex(ToolError, "has no module _sysconfigdata_"):
            sysconfig_variables([_archive(self.folder, "os.pyc", False)])

    def test_windows(self) -> None:
        include = str(Path("include").absolute())
        self.assertEqual(
            _answers(_WINDOWS),
            [
                *("win32", "Windows", "AMD64", "", "AMD64", "win-amd64"),
                *(".cp313-win_amd64.pyd", include, include),
            ],
        )

    def test_macos(self) -> None:
        library = _archive(self.folder, "_sysconfigdata__darwin_darwin.pyc", False)
        facts = {
            **_WINDOWS,
            "machine": "arm64",
            "standard_library": [str(library)],
            "sys_platform": "darwin",
            "system": "Darwin",
        }
        self.assertEqual(
            _answers(facts)[:7],
            ["darwin", "Darwin", "arm64", "11.0", "arm64", "macosx-11.0-arm64", ".so"],
        )

    def test_macos_version(self) -> None:
        for version, platform_tag in (
            ("11.0", "macosx_11_0_arm64"),
            ("10.15", "macosx_10_15_x86_64"),
        ):
            target = read_target({**_WINDOWS, "wheel_platform": platform_tag})
            self.assertEqual(target.macos_version, version)

    def test_other_version(self) -> None:
        with self.assertRaisesRegex(ToolError, "cannot build for Python 2.7.18"):
            read_target({**_WINDOWS, "python_version": "2.7.18"})


if __name__ == "__main__":
    unittest.main()
