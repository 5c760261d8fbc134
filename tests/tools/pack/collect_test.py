"""Tests of how modules and files are collected."""

from __future__ import annotations

import importlib.util
import marshal
import unittest
import zlib
from pathlib import Path

from tests.tools.pack.cases import PackTestCase
from tests.tools.pe.pe_library import pe_library
from tools.common.bytecode_archive import PYC_HEADER, RAW_SIZE
from tools.common.errors import ToolError
from tools.common.import_roots import ImportRoots
from tools.pack.collect import (
    SharedLibraries,
    add_bytecode,
    add_linked_extensions,
    add_resources,
)
from tools.packed_resources.blob import AnyBlob
from tools.packed_resources.format import Encoding
from tools.packed_resources.resources import Module, Resources

_HEADER = PYC_HEADER.pack(importlib.util.MAGIC_NUMBER, 1, bytes(8))


def _bytes(blob: AnyBlob) -> bytes:
    return b"".join(blob.chunks())


class BytecodeTest(PackTestCase):
    def _modules(self, *archives: Path) -> Resources:
        resources = Resources(0)
        add_bytecode(resources, archives)
        return resources

    def test_modules_and_packages(self) -> None:
        resources = self._modules(self.archive("a", {"p/__init__": "x = 1", "p/m": "y = 2"}))
        self.assertEqual(list(resources.modules), ["p", "p.m"])
        package, module = resources.modules["p"], resources.modules["p.m"]
        self.assertEqual((package.path, package.is_package), ("p/__init__.py", True))
        self.assertEqual((module.path, module.is_package), ("p/m.py", False))
        code = marshal.loads(_bytes(module.code))
        self.assertEqual(code.co_filename, "p/m.py")
        self.assertEqual(resources.files, {})
        self.assertEqual(
            resources.bytecode_magic, int.from_bytes(importlib.util.MAGIC_NUMBER, "little")
        )

    def test_earlier_archive_is_taken(self) -> None:
        resources = self._modules(
            self.archive("a", {"m": "first = 1"}),
            self.archive("b", {"m": "second = 2", "n": "n = 3"}),
        )
        self.assertEqual(set(resources.modules), {"m", "n"})
        self.assertIn("first", marshal.loads(_bytes(resources.modules["m"].code)).co_names)

    def test_package_goes_before_module_of_the_same_archive_only(self) -> None:
        both = {"m.pyc": _HEADER + b"module", "m/__init__.pyc": _HEADER + b"package"}
        module = {"m.pyc": _HEADER + b"module"}
        first, second = self.raw_archive("a", both), self.raw_archive("b", module)
        self.assertEqual(_bytes(self._modules(first, second).modules["m"].code), b"package")
        self.assertEqual(_bytes(self._modules(second, first).modules["m"].code), b"module")

    def test_sources(self) -> None:
        resources = self._modules(self.archive("a", {"p/m": "x = 1"}, include_source=True))
        source = resources.modules["p.m"].source
        assert source is not None
        self.assertEqual(_bytes(source), b"x = 1")
        self.assertIs(resources.files["p/m.py"], source)

    def test_source_of_another_archive_does_not_belong_to_the_module(self) -> None:
        resources = self._modules(
            self.archive("a", {"m": "x = 1"}),
            self.archive("b", {"m": "x = 2"}, include_source=True),
        )
        self.assertIsNone(resources.modules["m"].source)
        self.assertEqual(resources.files, {})

    def test_compressed_source(self) -> None:
        text = "x = 1\n" * 100
        resources = self._modules(self.archive("a", {"p/m": text}, include_source=True))
        source = resources.modules["p.m"].source
        assert source is not None
        self.assertEqual((source.encoding, source.raw_size), (Encoding.ZLIB, len(text)))
        self.assertEqual(zlib.decompress(_bytes(source)), text.encode())
        self.assertIs(resources.files["p/m.py"], source)

    def test_source_that_is_no_module_is_a_file(self) -> None:
        resources = self._modules(self.raw_archive("a", {"{{a.b}}/setup.py": b"{{x}}"}))
        self.assertEqual(resources.modules, {})
        self.assertEqual(_bytes(resources.files["{{a.b}}/setup.py"]), b"{{x}}")

    def test_compressed_modules(self) -> None:
        body = zlib.compress(b"code" * 100)
        member = _HEADER + RAW_SIZE.pack(400) + body
        code = self._modules(self.raw_archive("a", {"m.pyc.zlib": member})).modules["m"].code
        self.assertEqual((code.encoding, code.raw_size), (Encoding.ZLIB, 400))
        self.assertEqual(_bytes(code), body)

    def test_other_python_version(self) -> None:
        other = PYC_HEADER.pack(b"\0\0\r\n", 1, bytes(8)) + b"code"
        with self.assertRaisesRegex(ToolError, r"b\.zip: m\.pyc: compiled by another Python"):
            self._modules(self.archive("a", {"x": ""}), self.raw_archive("b", {"m.pyc": other}))

    def test_members_that_are_wrong(self) -> None:
        for name, content, expected in (
            ("m.txt", b"", "neither a module nor a source"),
            ("a.b.pyc", _HEADER + b"x", "not the name of a module"),
            ("m.pyc", b"", "too short"),
            ("m.pyc.zlib", _HEADER + b"1234", "truncated"),
            ("m.py.zlib", b"1234", "truncated"),
        ):
            with self.subTest(expected), self.assertRaisesRegex(ToolError, expected):
                self._modules(self.raw_archive("a", {name: content}))


class ResourcesTest(PackTestCase):
    def _files(
        self,
        *pairs: tuple[str, Path],
        roots: tuple[str, ...] = (),
        archive: Path | None = None,
        refusal: str = "",
    ) -> dict[str, bytes]:
        resources = Resources(0)
        add_bytecode(resources, [archive] if archive else [])
        add_resources(resources, ImportRoots(roots), pairs, SharedLibraries((".so",), refusal))
        return {name: _bytes(blob) for name, blob in resources.files.items()}

    def test_one_name_per_root(self) -> None:
        path = self.file("x.txt", b"text")
        self.assertEqual(
            self._files(("_main/examples/cli/data/x.txt", path), roots=("_main/examples/cli",)),
            {"data/x.txt": b"text", "examples/cli/data/x.txt": b"text"},
        )

    def test_earlier_file_is_taken(self) -> None:
        files = self._files(
            ("one/f", self.file("1", b"first")), ("two/f", self.file("2", b"second"))
        )
        self.assertEqual(files, {"f": b"first"})

    def test_folder(self) -> None:
        self.file("d/b/c", b"1")
        self.file("d/a", b"2")
        self.assertEqual(
            list(self._files(("_main/x", self.folder / "d")).items()),
            [("x/a", b"2"), ("x/b/c", b"1")],
        )

    def test_source_of_packed_module_is_left_out_and_others_kept(self) -> None:
        path = self.file("s.py", b"x")
        files = self._files(
            ("_main/p/m.py", path),
            ("_main/p/template.py", path),
            archive=self.archive("a", {"p/m": "x = 1"}),
        )
        self.assertEqual(files, {"p/template.py": b"x"})

    def test_caches_are_left_out(self) -> None:
        path = self.file("c", b"x")
        self.assertEqual(self._files(("_main/__pycache__/m.cpython-313.pyc", path)), {})

    def test_shared_libraries_are_refused(self) -> None:
        path = self.file("n")
        for name in ("_m.cpython-313-x86_64-linux-gnu.so", "libm.so.1.2", "m.pyd", "m.dylib"):
            with self.subTest(name), self.assertRaises(ToolError) as caught:
                self._files(
                    ("pypi_numpy/numpy/core/" + name, path), ("_main/so", path), refusal="none here"
                )
            self.assertEqual(str(caught.exception), f"numpy/core/{name} of pypi_numpy: none here")

    def test_all_shared_libraries_are_counted(self) -> None:
        path = self.file("n")
        with self.assertRaisesRegex(ToolError, r"^a\.so of r \(and 1 more\): no"):
            self._files(("r/b.so", path), ("r/a.so", path), refusal="no")

    def test_shared_libraries_are_files_and_listed(self) -> None:
        files = self._files(("r/p/b.so", self.file("b", b"B")), ("r/lib.so.1", self.file("a")))
        self.assertEqual(files["p/b.so"], b"B")
        self.assertEqual(
            files["_packed_importlib/shared_libraries.txt"].decode().splitlines()[2:],
            ["lib.so.1", "p/b.so"],
        )

    def test_unused_shared_libraries_are_left_out(self) -> None:
        files = self._files(
            ("r/vcruntime140.dll", self.file("v", pe_library())),
            ("r/p/data.txt", self.file("d", b"D")),
        )
        self.assertEqual(files, {"p/data.txt": b"D"})

    def test_shared_libraries_beside(self) -> None:
        library, text = self.file("b", b"B" * 100), self.file("t", b"T")
        resources = Resources(0)
        origins = add_resources(
            resources,
            ImportRoots(["r", "r/inner"]),
            [("r/inner/b.so", library), ("r/t.txt", text)],
            SharedLibraries((".so",), are_beside=True),
        )
        self.assertEqual(origins, {"b.so": "r/inner/b.so", "inner/b.so": "r/inner/b.so"})
        for name in origins:
            self.assertEqual(resources.files[name].encoding, Encoding.BESIDE)
            self.assertEqual((resources.files[name].size, resources.files[name].raw_size), (0, 100))
        self.assertEqual(resources.files["t.txt"].encoding, Encoding.STORED)
        module = resources.modules["b"]
        self.assertTrue(module.is_extension and module.code is resources.files["b.so"])
        lines = b"".join(resources.files["_packed_importlib/shared_libraries.txt"].chunks()).split()
        self.assertEqual(lines[1:], [b"beside", b"b.so", b"inner/b.so"])

    def test_names_that_only_look_native(self) -> None:
        path = self.file("n")
        names = ["so", "a.so.txt", "a.solib", "a.so.conf"]
        self.assertEqual(sorted(self._files(*((f"_main/{n}", path) for n in names))), sorted(names))


class ExtensionModulesTest(PackTestCase):
    def _modules(self, *pairs: tuple[str, Path], archive: Path | None = None) -> dict[str, Module]:
        resources = Resources(0)
        add_bytecode(resources, [archive] if archive else [])
        suffixes = (".cpython-313-x86_64-linux-gnu.so", ".abi3.so", ".so")
        add_resources(resources, ImportRoots(()), pairs, SharedLibraries(suffixes))
        return resources.modules

    def test_names(self) -> None:
        path = self.file("n", b"library")
        modules = self._modules(
            ("r/p/_a.cpython-313-x86_64-linux-gnu.so", path),
            ("r/_b.abi3.so", path),
            ("r/p/__init__.so", path),
            ("r/p.libs/libc-1.so", path),
            ("r/p/_d.cpython-312-x86_64-linux-gnu.so", path),
            ("r/p/libe.so.1", path),
        )
        self.assertEqual(
            {name: (module.path, module.is_package) for name, module in modules.items()},
            {
                "_b": ("_b.abi3.so", False),
                "p": ("p/__init__.so", True),
                "p._a": ("p/_a.cpython-313-x86_64-linux-gnu.so", False),
            },
        )
        self.assertTrue(all(module.is_extension for module in modules.values()))
        self.assertEqual(_bytes(modules["_b"].code), b"library")

    def test_goes_before_bytecode(self) -> None:
        modules = self._modules(
            ("r/p/m.so", self.file("n")), archive=self.archive("a", {"p/m": "x = 1"})
        )
        self.assertEqual(modules["p.m"].path, "p/m.so")

    def test_files_of_linked_modules_are_left_out(self) -> None:
        path, other = self.file("n", b"linked"), self.file("o", b"other")
        for are_beside in (False, True):
            with self.subTest(are_beside=are_beside):
                resources = Resources(0)
                libraries = SharedLibraries(
                    (".cpython-313-darwin.so", ".abi3.so", ".so"),
                    are_beside=are_beside,
                    linked=frozenset({"p._a", "p._b", "q"}),
                )
                origins = add_resources(
                    resources,
                    ImportRoots(["_main/examples"]),
                    [
                        # Also known as `examples.p._a`, but that is not what is linked in.
                        ("_main/examples/p/_a.cpython-313-darwin.so", path),
                        ("r/p/_b.abi3.so", path),
                        ("r/q.so", path),
                        ("r/p/q.so", other),
                        ("r/p/_a.txt", other),
                    ],
                    libraries,
                )
                self.assertEqual(origins, {"p/q.so": "r/p/q.so"})
                self.assertEqual(list(resources.modules), ["p.q"])
                self.assertEqual(
                    sorted(resources.files),
                    ["_packed_importlib/shared_libraries.txt", "p/_a.txt", "p/q.so"],
                )

    def test_files_of_linked_modules_are_not_refused(self) -> None:
        path = self.file("n")
        resources = Resources(0)
        libraries = SharedLibraries((".so",), "no", linked=frozenset({"p._m"}))
        add_resources(resources, ImportRoots(()), [("r/p/_m.so", path)], libraries)
        self.assertEqual((resources.files, resources.modules), ({}, {}))
        with self.assertRaisesRegex(ToolError, r"^p/libm\.so of r: no"):
            add_resources(
                resources,
                ImportRoots(()),
                [("r/p/_m.so", path), ("r/p/libm.so", path)],
                libraries,
            )

    def test_linked_in(self) -> None:
        resources = Resources(0)
        add_linked_extensions(resources, [("p._m", "p/_m.so")])
        self.assertEqual(
            resources.modules, {"p._m": Module("p/_m.so", False, None, is_extension=True)}
        )


if __name__ == "__main__":
    unittest.main()
