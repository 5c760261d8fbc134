"""Tests of what follows from names."""

from __future__ import annotations

import unittest

from tools.packed_resources.blob import stored
from tools.packed_resources.format import (
    FLAG_NAMESPACE,
    FLAG_PACKAGE,
    MAX_NAME_SIZE,
    FormatError,
    Kind,
)
from tools.packed_resources.resources import Module, Resources
from tools.packed_resources.tree import tree

_NAMESPACE = FLAG_PACKAGE | FLAG_NAMESPACE


def _resources(modules: list[str], files: list[str]) -> Resources:
    """Makes resources of paths `pkg/mod.py` and file names."""
    resources = Resources(bytecode_magic=1)
    for path in modules:
        stem = path[: -len(".py")]
        is_package = stem.endswith("/__init__")
        name = stem[: -len("/__init__")] if is_package else stem
        resources.modules[name.replace("/", ".")] = Module(path, is_package, stored(b"code"))
    for name in files:
        resources.files[name] = stored(b"content")
    return resources


def _flags(resources: Resources) -> dict[str, int]:
    return {n.name.decode(): n.flags for n in tree(resources) if n.kind is Kind.MODULE}


def _names(resources: Resources, kind: Kind) -> list[str]:
    return [node.name.decode() for node in tree(resources) if node.kind is kind]


class ModulesTest(unittest.TestCase):
    def test_folder_without_init_becomes_a_namespace(self) -> None:
        self.assertEqual(
            _flags(_resources(["a/b/c.py", "p/__init__.py", "p/q/m.py"], [])),
            {
                "a": _NAMESPACE,
                "a.b": _NAMESPACE,
                "a.b.c": 0,
                "p": FLAG_PACKAGE,
                "p.q": _NAMESPACE,
                "p.q.m": 0,
            },
        )

    def test_below_a_module_that_is_no_package_nothing_is_found(self) -> None:
        self.assertEqual(_flags(_resources(["a.py", "a/b.py", "a/c/d.py"], [])), {"a": 0})

    def test_folder_of_files_becomes_a_namespace(self) -> None:
        self.assertEqual(
            _flags(_resources(["p/__init__.py"], ["p/data/x/f", "top/f"])),
            {"p": FLAG_PACKAGE, "p.data": _NAMESPACE, "p.data.x": _NAMESPACE, "top": _NAMESPACE},
        )

    def test_folder_that_no_import_can_name_does_not(self) -> None:
        self.assertEqual(
            _flags(_resources([], ["a-1.0.dist-info/licenses/f", "b/c-d/e/f"])), {"b": _NAMESPACE}
        )

    def test_folder_of_files_does_not_replace_a_module(self) -> None:
        self.assertEqual(_flags(_resources(["a.py"], ["a/b/f"])), {"a": 0})

    def test_bad_module_names(self) -> None:
        for name in ("", ".a", "a.", "a..b", "a/b"):
            resources = Resources(1, modules={name: Module("x.py", False, stored(b"c"))})
            with self.subTest(name), self.assertRaises(FormatError):
                tree(resources)


class FilesTest(unittest.TestCase):
    def test_directories_above_files_and_of_packages(self) -> None:
        self.assertEqual(
            _names(_resources(["p/__init__.py", "n/m.py", "t.py"], ["x/y/f", "g"]), Kind.DIRECTORY),
            ["", "n", "p", "x", "x/y"],
        )

    def test_root_always_exists(self) -> None:
        self.assertEqual(_names(_resources([], []), Kind.DIRECTORY), [""])

    def test_file_given_earlier_hides_what_is_below_it(self) -> None:
        self.assertEqual(_names(_resources([], ["a", "a/b", "a/c/d"]), Kind.FILE), ["a"])

    def test_folder_given_earlier_hides_the_file(self) -> None:
        self.assertEqual(_names(_resources([], ["a/b", "a"]), Kind.FILE), ["a/b"])

    def test_folder_of_a_package_hides_a_file(self) -> None:
        self.assertEqual(_names(_resources(["a/__init__.py"], ["a"]), Kind.FILE), [])

    def test_bad_file_names(self) -> None:
        for name in ("", "/a", "a/", "a//b", "./a", "a/..", "a\0b", "\udcff"):
            with self.subTest(name), self.assertRaises(FormatError):
                tree(_resources([], [name]))

    def test_longest_name(self) -> None:
        self.assertEqual(len(tree(_resources([], ["x" * MAX_NAME_SIZE]))), 2)
        with self.assertRaisesRegex(FormatError, "longer than 65535 bytes"):
            tree(_resources([], ["ü" * (MAX_NAME_SIZE // 2 + 1)]))


class OrderTest(unittest.TestCase):
    def test_by_kind_then_bytes(self) -> None:
        nodes = tree(_resources(["b.py", "a/c.py"], ["ü", "z", "a-"]))
        self.assertEqual(
            [(node.kind, node.name) for node in nodes],
            [
                (Kind.MODULE, b"a"),
                (Kind.MODULE, b"a.c"),
                (Kind.MODULE, b"b"),
                (Kind.FILE, b"a-"),
                (Kind.FILE, b"z"),
                (Kind.FILE, "ü".encode()),
                (Kind.DIRECTORY, b""),
                (Kind.DIRECTORY, b"a"),
            ],
        )

    def test_children(self) -> None:
        nodes = tree(_resources(["p/__init__.py", "p/m.py"], ["p/f", "p/d/g"]))
        children = {
            (node.kind, node.name): sorted((child.kind, child.name) for child in node.children)
            for node in nodes
            if node.children
        }
        self.assertEqual(
            children,
            {
                (Kind.MODULE, b"p"): [(Kind.MODULE, b"p.d"), (Kind.MODULE, b"p.m")],
                (Kind.DIRECTORY, b""): [(Kind.DIRECTORY, b"p")],
                (Kind.DIRECTORY, b"p"): [(Kind.FILE, b"p/f"), (Kind.DIRECTORY, b"p/d")],
                (Kind.DIRECTORY, b"p/d"): [(Kind.FILE, b"p/d/g")],
            },
        )


if __name__ == "__main__":
    unittest.main()
