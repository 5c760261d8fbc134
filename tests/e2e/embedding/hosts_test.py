"""Tests host programs that are no interpreters, lack something, or have a Python already."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import tempfile
import unittest
from pathlib import Path

from tools.packed_resources.format import (
    CHECKSUM,
    HEADER,
    HEADER_CHECKSUM_OFFSET,
    MAGIC,
    SHA256_OFFSET,
    VERSION,
    Kind,
    checksum,
)
from tools.packed_resources.reader import PackedResources

_FUNCTIONS = "tests.e2e.embedding.functions"
_MARK = "--rules-python-executable=interpreter"

_DEAF = Path(os.environ["DEAF_HOST"]).absolute()
_NEVER = Path(os.environ["NEVER_HOST"]).absolute()
_LIBRARY = Path(os.environ["STANDARD_LIBRARY"]).absolute().parent

_VERSION_OFFSET = 8
_BYTECODE_MAGIC_OFFSET = 24
"""Where these fields are in the header of packed resources (docs/packed_resources.md)."""


def _run(host: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [host, *arguments], capture_output=True, check=False, encoding="utf-8", env={}
    )


class WithoutProcessesTest(unittest.TestCase):
    def test_has_no_executable(self) -> None:
        for host in (_DEAF, _NEVER):
            with self.subTest(host.name):
                result = _run(host, "call", _FUNCTIONS, "facts")
                facts = json.loads(result.stdout.partition("\n")[0])
                self.assertEqual((None, None), (facts["executable"], facts["base_executable"]))
                result = _run(host, "call", _FUNCTIONS, "squares")
                self.assertIn("call: 1: TypeError: expected bytes, NoneType found", result.stdout)

    def test_mark_is_an_argument(self) -> None:
        for host in (_DEAF, _NEVER):
            with self.subTest(host.name):
                result = _run(host, _MARK, "-c", "print(1)")
                self.assertEqual((64, ""), (result.returncode, result.stdout))
                self.assertEqual("host: there is no such way\n", result.stderr)


class ErrorsTest(unittest.TestCase):
    """What hosts are told if they do something wrong."""

    def test_nothing_to_run(self) -> None:
        self.assertEqual(
            "finalize: ok\nrun: 72: there is nothing to run: give the python_embedded_library a "
            "`main` or an `entry_point`\ncode: -1\n",
            _run(_NEVER, "run").stdout,
        )

    def test_after_python(self) -> None:
        result = _run(_DEAF, "after_python", str(_LIBRARY))
        self.assertEqual((0, ""), (result.returncode, result.stderr))
        self.assertEqual(
            "initialize: 2: the program has initialised Python without its packed application: "
            "call python_embedded_initialize() instead of Py_Initialize()\n",
            result.stdout,
        )


class PackedResourcesTest(unittest.TestCase):
    """What hosts are told of packed resources that are not what was built."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.copy = Path(folder.name, "copy")
        self.content = bytearray(_DEAF.read_bytes())
        begin = struct.pack("<8sII", MAGIC, VERSION, HEADER.size)
        self.assertEqual(1, self.content.count(begin))
        self.start = self.content.index(begin)
        size: int = HEADER.unpack_from(self.content, self.start)[3]
        self.resources = PackedResources(bytes(self.content[self.start : self.start + size]))

    def _change(self, offset: int) -> None:
        self.content[self.start + offset] ^= 0x80

    def _change_data(self, module: str) -> None:
        entry = self.resources.find(Kind.MODULE, module)
        assert entry is not None
        self._change(entry.data_offset)

    def _mend_checksum(self) -> None:
        """Puts the right checksum of the header and the configuration into the header."""
        header = self.resources.header
        config = self.start + header.config_offset
        value = checksum(
            (
                self.content[self.start : self.start + SHA256_OFFSET],
                self.content[config : config + header.config_size],
            )
        )
        CHECKSUM.pack_into(self.content, self.start + HEADER_CHECKSUM_OFFSET, value)

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        self.copy.write_bytes(self.content)
        self.copy.chmod(0o755)
        return _run(self.copy, *arguments)

    def _check_not_initialized(self, message: str) -> None:
        result = self._run("call", _FUNCTIONS, "facts")
        self.assertEqual((1, ""), (result.returncode, result.stderr))
        self.assertRegex(result.stdout, rf"\Ainitialize: 70: {message}[^\n]*: [^\n]+\n\Z")

    def test_no_header(self) -> None:
        self._change(0)
        self._check_not_initialized("there are no packed resources where they should be")

    def test_format_version(self) -> None:
        self._change(_VERSION_OFFSET)
        self._check_not_initialized(
            "the packed resources have a format version that this loader does not read"
        )

    def test_damaged_header(self) -> None:
        self._change(_BYTECODE_MAGIC_OFFSET)
        self._check_not_initialized("the packed resources are damaged")

    def test_bytecode_version(self) -> None:
        self._change(_BYTECODE_MAGIC_OFFSET)
        self._mend_checksum()
        self._check_not_initialized("the packed bytecode is for another version than Python")

    def test_damaged_module_of_the_start(self) -> None:
        self._change_data("encodings")
        self._check_not_initialized(r"the packed resources have damaged content \('encodings'\)")

    def test_damaged_module(self) -> None:
        self._change_data(_FUNCTIONS)
        result = self._run("call", _FUNCTIONS, "facts")
        self.assertEqual(
            f"copy: the packed resources have damaged content ('{_FUNCTIONS}'): "
            "copy the file again, or build it again\n",
            result.stderr,
        )
        self.assertRegex(result.stdout, r"\Acall: 1: SystemExit: 70\b[^\n]*\nfinalize: ok\n\Z")

    def test_missing_main_module(self) -> None:
        setting = b"run_module\x08\0\0\0__main__"
        self.assertEqual(1, self.content.count(setting))
        self.content = self.content.replace(setting, setting.replace(b"main", b"niam"))
        self._mend_checksum()
        self.assertEqual(
            "finalize: ok\nrun: 72: the main module '__niam__' is not in the executable: check the "
            "program's main module or entry point and its dependencies\ncode: -1\n",
            self._run("run").stdout,
        )


if __name__ == "__main__":
    unittest.main(verbosity=2)
