"""Tests of the pack tool from its command line."""

from __future__ import annotations

import time
import unittest
from pathlib import Path

from tests.tools.pack.cases import PackTestCase
from tools.bytecode.compiler import Source, pyc_header
from tools.common.errors import ToolError
from tools.pack.cli import main
from tools.packed_resources.format import Encoding, Kind
from tools.packed_resources.reader import PackedResources


class PackToolTest(PackTestCase):
    def _pack(self, *arguments: str | Path) -> PackedResources:
        output = self.folder / "out"
        self.assertEqual(main(["--output", str(output), *map(str, arguments)]), 0)
        resources = PackedResources(output.read_bytes())
        resources.verify()
        return resources

    def test_a_program(self) -> None:
        resources = self._pack(
            "--config", "run_module=__main__", "arg=--flag=1", "env=A=ü",
            "--main", "_main/app/main.py",
            "--bytecode",
            self.archive("a", {"app/main": "x = 1"}),
            self.archive("b", {"lib": "y = 2"}),
            "--import-root", "_main/app",
            "--resource", f"_main/app/data/f.txt={self.file('f.txt', b'text')}",
        )  # fmt: skip
        self.assertEqual(
            resources.config, [("run_module", "__main__"), ("arg", "--flag=1"), ("env", "A=ü")]
        )
        entry = resources.find(Kind.MODULE, "__main__")
        assert entry is not None
        self.assertEqual(entry.path, "app/main.py")
        for kind, name in (
            (Kind.MODULE, "app.main"),
            (Kind.MODULE, "lib"),
            (Kind.FILE, "data/f.txt"),
            (Kind.FILE, "app/data/f.txt"),
            (Kind.DIRECTORY, "app/data"),
        ):
            self.assertIsNotNone(resources.find(kind, name), name)

    def test_shared_libraries_beside(self) -> None:
        list_file = self.folder / "list"
        resources = self._pack(
            "--config", "embedded=1",
            "--import-root", "r/inner",
            "--resource", f"r/inner/m.so={self.file('m.so', b'library')}",
            f"r/x.libs/é.so.1={self.file('é.so.1', b'other')}",
            "--extension-suffix", ".so",
            "--shared-libraries-beside", list_file,
        )  # fmt: skip
        self.assertEqual(
            list_file.read_text(encoding="utf-8"),
            "inner/m.so\tr/inner/m.so\nm.so\tr/inner/m.so\nx.libs/é.so.1\tr/x.libs/é.so.1\n",
        )
        for kind, name in ((Kind.MODULE, "m"), (Kind.FILE, "x.libs/é.so.1")):
            entry = resources.find(kind, name)
            assert entry is not None
            self.assertEqual(entry.encoding, Encoding.BESIDE)

    def test_same_input_gives_same_bytes(self) -> None:
        archive = self.archive("a", {"app": "x = 1"})
        packed = set()
        for _ in range(2):
            self._pack("--config", "run_module=app", "--bytecode", archive)
            packed.add((self.folder / "out").read_bytes())
        self.assertEqual(len(packed), 1)

    def test_start_must_be_known(self) -> None:
        archive = self.archive("a", {"app": "x = 1"})
        with self.assertRaisesRegex(
            ToolError, "exactly one of run_module, entry_point, interpreter"
        ):
            self._pack("--bytecode", archive)
        with self.assertRaisesRegex(ToolError, "no module __main__ among"):
            self._pack("--bytecode", archive, "--config", "run_module=__main__")

    def test_config_without_value(self) -> None:
        with self.assertRaisesRegex(ToolError, "config arg: expected KEY=VALUE"):
            self._pack("--config", "arg")

    def test_missing_resource_is_named(self) -> None:
        with self.assertRaises(FileNotFoundError) as caught:
            self._pack("--config", "run_module=a", "--resource", f"_main/f={self.folder}/f")
        self.assertEqual(str(caught.exception.filename), f"{self.folder}/f")

    def test_thousands_of_modules_are_quick(self) -> None:
        pyc = pyc_header(Source(Path("m.py"), b"")) + b"code"
        members = {f"p{i % 50}/m{i}.pyc": pyc + i.to_bytes(4, "little") for i in range(5000)}
        archive = self.raw_archive("big", members)
        started = time.process_time()
        resources = self._pack("--config", "run_module=p1.m1", "--bytecode", archive)
        # About 0.6 s, most of it for verification; quadratic behaviour would take minutes.
        self.assertLess(time.process_time() - started, 20)
        self.assertEqual(sum(entry.kind is Kind.MODULE for entry in resources.entries), 5050)


if __name__ == "__main__":
    unittest.main()
