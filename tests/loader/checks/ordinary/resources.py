"""`importlib.resources`"""

from __future__ import annotations

import contextlib
import importlib.resources
import importlib.resources.abc
import os
import pathlib
import pickle
import shutil
import sys
import unittest
import zipfile
from importlib.resources import as_file, files

import sample
import sample.sub.module

from ordinary.support import HAS_SOURCE, folder_with, inside, restored

TEXT = "hello ä\n"
BYTES = b"\x00\x01\xff"


class Files(unittest.TestCase):
    """files()"""

    def test_anchors(self) -> None:
        for anchor in ("sample", sample):
            with self.subTest(anchor):
                self.assertEqual(str(files(anchor)), inside("sample"))
        # Of a module, the folder that it is in.
        self.assertEqual(str(files("sample.sub.module")), inside("sample/sub"))
        self.assertEqual(str(files(sample.sub.module)), inside("sample/sub"))
        self.assertEqual(str(files()), inside("ordinary"))
        self.assertRaises(ModuleNotFoundError, files, "nothing")

    def test_folder(self) -> None:
        folder = files("sample")
        self.assertIsInstance(folder, importlib.resources.abc.Traversable)
        self.assertTrue(folder.is_dir())
        self.assertFalse(folder.is_file())
        self.assertEqual(folder.name, "sample")
        names = {child.name for child in folder.iterdir()}
        self.assertLessEqual({"data", "sub"}, names)
        self.assertEqual(
            [child.name for child in sorted((folder / "data").iterdir())],
            ["deep", "empty.txt", "text.txt"],
        )
        for child in folder.iterdir():
            self.assertEqual(str(child), inside(f"sample/{child.name}"))
            self.assertIsInstance(child, importlib.resources.abc.Traversable)
        with self.assertRaises(OSError):
            folder.read_bytes()
        with self.assertRaises(OSError):
            folder.open()

    def test_joining(self) -> None:
        folder = files("sample")
        path = folder / "data" / "deep" / "bytes.bin"
        for other in (
            folder.joinpath("data", "deep", "bytes.bin"),
            folder.joinpath("data/deep/bytes.bin"),
            folder.joinpath("data/deep", "bytes.bin"),
            folder / "data/deep/bytes.bin",
            folder.joinpath(pathlib.PurePosixPath("data/deep/bytes.bin")),
            folder.joinpath("data").joinpath().joinpath("deep") / "bytes.bin",
        ):
            self.assertEqual(other, path)
            self.assertEqual(hash(other), hash(path))
            self.assertEqual(other.read_bytes(), BYTES)
        self.assertNotEqual(folder, path)
        self.assertEqual((path.name, path.stem, path.suffix), ("bytes.bin", "bytes", ".bin"))
        self.assertEqual(path.parent.name, "deep")
        self.assertEqual(path.parent.parent.parent, folder)

    def test_reading(self) -> None:
        path = files("sample") / "data" / "text.txt"
        self.assertTrue(path.is_file() and path.exists())
        self.assertFalse(path.is_dir())
        self.assertEqual(path.read_text(encoding="utf-8"), TEXT)
        self.assertEqual(path.read_text("utf-8"), TEXT)
        self.assertEqual(path.read_text(encoding="ascii", errors="replace"), "hello \ufffd\ufffd\n")
        self.assertEqual(path.read_bytes(), TEXT.encode())
        with path.open(encoding="utf-8") as file:
            self.assertEqual(list(file), [TEXT])
        with path.open("r", encoding="utf-8", newline="") as file:
            self.assertEqual(file.read(), TEXT)
        with path.open("rb") as file:
            file.seek(6)
            self.assertEqual(file.read(), "ä\n".encode())
        with self.assertRaises(NotADirectoryError):
            list(path.iterdir())

    def test_missing(self) -> None:
        path = files("sample") / "nothing"
        self.assertFalse(path.exists() or path.is_file() or path.is_dir())
        self.assertRaises(FileNotFoundError, path.read_bytes)
        self.assertRaises(FileNotFoundError, path.read_text)
        with self.assertRaises(FileNotFoundError):
            path.open()

    def test_as_paths(self) -> None:
        # `files()` is documented as less than a path; in an ordinary Python it is one.
        folder = files("sample")
        self.assertEqual(os.fspath(folder), inside("sample"))
        with open(folder / "data" / "text.txt", encoding="utf-8") as file:
            self.assertEqual(file.read(), TEXT)
        self.assertEqual(os.path.join(folder, "data"), inside(os.path.join("sample", "data")))
        self.assertEqual(pathlib.Path(folder), pathlib.Path(inside("sample")))
        self.assertEqual([path.name for path in folder.glob("data/t*.txt")], ["text.txt"])
        self.assertEqual([path.name for path in folder.rglob("*.bin")], ["bytes.bin"])
        self.assertEqual(folder.parts[-1], "sample")
        self.assertEqual((folder / "data/text.txt").with_suffix(".bin").name, "text.bin")
        self.assertEqual((folder / "data/text.txt").stat().st_size, len(TEXT.encode()))
        self.assertEqual(str((folder / "data").relative_to(folder)), "data")
        self.assertFalse(hasattr(folder, "nothing"))
        self.assertEqual(pickle.loads(pickle.dumps(folder)), folder)
        with folder_with({}) as target:
            shutil.copytree(folder / "data", target / "copy")
            self.assertEqual((target / "copy/deep/bytes.bin").read_bytes(), BYTES)


class AsFile(unittest.TestCase):
    """as_file()"""

    def test_file(self) -> None:
        with as_file(files("sample") / "data" / "text.txt") as path:
            self.assertIsInstance(path, pathlib.Path)
            self.assertEqual(path.read_text(encoding="utf-8"), TEXT)
            self.assertEqual(path.suffix, ".txt")
            # A real one: C libraries open it.
            descriptor = os.open(path, os.O_RDONLY)
            self.assertEqual(os.read(descriptor, 100).rstrip(), TEXT.encode().rstrip())
            os.close(descriptor)

    def test_folder(self) -> None:
        with as_file(files("sample") / "data") as path:
            self.assertTrue(path.is_dir())
            self.assertEqual(path.name, "data")
            self.assertEqual((path / "deep" / "bytes.bin").read_bytes(), BYTES)
            os.close(os.open(path / "deep" / "bytes.bin", os.O_RDONLY))

    def test_folder_without_init(self) -> None:
        with as_file(files("sample.data") / "text.txt") as path:
            os.close(os.open(path, os.O_RDONLY))
        with as_file(files("sample.data") / "deep") as path:
            os.close(os.open(path / "bytes.bin", os.O_RDONLY))


class NamespacePackages(unittest.TestCase):
    """Resources of packages whose folder has no __init__"""

    def test_own(self) -> None:
        with restored():
            folder = files("sample.data")
            self.assertTrue(folder.is_dir())
            self.assertEqual(folder.name, "data")
            self.assertEqual(folder.joinpath("text.txt").read_text(encoding="utf-8"), TEXT)
            self.assertEqual((folder / "deep" / "bytes.bin").read_bytes(), BYTES)
            self.assertEqual(folder.joinpath("deep", "bytes.bin").read_bytes(), BYTES)
            self.assertFalse(folder.joinpath("nothing").is_file())
            self.assertEqual(
                sorted(child.name for child in folder.iterdir()), ["deep", "empty.txt", "text.txt"]
            )

    def test_several_parts(self) -> None:
        names = {
            "sample_namespace/text.txt": "in the folder",
            "sample_namespace/inner/text.txt": "inside the folder",
        }
        with folder_with(names) as folder:
            with zipfile.ZipFile(folder / "a.zip", "w") as archive:
                archive.mkdir("sample_namespace")
                archive.writestr("sample_namespace/zipped.py", "")
                archive.writestr("sample_namespace/zipped.txt", "in the zip file")
            sys.path += [str(folder), str(folder / "a.zip")]
            self._check_several_parts()

    def _check_several_parts(self) -> None:
        merged = files("sample_namespace")
        self.assertTrue(merged.is_dir())
        self.assertEqual(
            sorted(child.name for child in merged.iterdir() if child.name != "__pycache__"),
            ["inner", "text.txt", "zipped.py", "zipped.txt"],
        )
        self.assertEqual((merged / "text.txt").read_text(), "in the folder")
        self.assertEqual(merged.joinpath("inner", "text.txt").read_text(), "inside the folder")
        self.assertEqual((merged / "zipped.txt").read_text(), "in the zip file")
        suffix = ".py" if HAS_SOURCE else ".pyc"
        self.assertLessEqual(
            {f"module{suffix}", "text.txt"},
            {child.name for child in (merged / "inner").iterdir()},
        )
        with as_file(merged / "inner") as path:
            self.assertTrue((path / f"module{suffix}").is_file())
            self.assertTrue((path / "text.txt").is_file())


class OldFunctions(unittest.TestCase):
    """What came before files(), and is there again in Python 3.13"""

    def test_reading(self) -> None:
        resources = importlib.resources
        for anchor, names in (("sample.data", ["text.txt"]), ("sample", ["data", "text.txt"])):
            with self.subTest(anchor):
                self.assertEqual(resources.read_text(anchor, *names, encoding="utf-8"), TEXT)
                self.assertEqual(resources.read_binary(anchor, *names), TEXT.encode())
                with resources.open_text(anchor, *names, encoding="utf-8") as file:
                    self.assertEqual(file.read(), TEXT)
                with resources.open_binary(anchor, *names) as file:
                    self.assertEqual(file.read(), TEXT.encode())
                with resources.path(anchor, *names) as path:
                    self.assertEqual(path.read_bytes(), TEXT.encode())
                self.assertTrue(resources.is_resource(anchor, *names))
        self.assertFalse(resources.is_resource("sample", "data"))
        self.assertFalse(resources.is_resource("sample", "nothing"))
        self.assertRaises(FileNotFoundError, resources.read_binary, "sample", "nothing")

    def test_contents(self) -> None:
        with contextlib.suppress(DeprecationWarning):
            import warnings

            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                self.assertEqual(
                    sorted(importlib.resources.contents("sample.data")),
                    ["deep", "empty.txt", "text.txt"],
                )

    def test_reader(self) -> None:
        # importlib.resources.abc.ResourceReader, which few call themselves.
        reader = sample.__loader__.get_resource_reader("sample")
        self.assertIsInstance(reader, importlib.resources.abc.TraversableResources)
        with reader.open_resource("data/text.txt") as file:
            self.assertEqual(file.read(), TEXT.encode())
        self.assertLessEqual({"data", "sub"}, set(reader.contents()))
        self.assertFalse(reader.is_resource("data"))
        self.assertTrue(reader.is_resource("data/text.txt"))
        self.assertEqual(str(reader.files()), inside("sample"))
