"""Checks that packed files can be read by their paths, from inside an executable: its main module.

The packages beside this file are packed with it, once with their sources and once without.
"""

from __future__ import annotations

import configparser
import errno
import glob
import importlib.metadata
import importlib.resources
import importlib.util
import inspect
import io
import linecache
import marshal
import mmap
import os
import pickle
import shutil
import ssl
import stat
import subprocess
import sys
import tempfile
import tokenize
import unittest
from pathlib import Path
from unittest import mock

import sample
import sample.sub.module

ROOT = sys.executable
FOLDER = os.path.dirname(sample.__file__)
TEXT = os.path.join(FOLDER, "data", "text.txt")
CONTENT = "hello ä\n"
BYTES = os.path.join(FOLDER, "data", "deep", "bytes.bin")

HAS_SOURCE = sample.__loader__.get_source("sample") is not None
SUFFIX = ".py" if HAS_SOURCE else ".pyc"
NAMES = {"data", "sub", f"__init__{SUFFIX}", f"failing{SUFFIX}"}

WINDOWS = os.name == "nt"
LINUX = sys.platform == "linux"


def packed(*names: str) -> str:
    """Returns a path below that of the package `sample`."""
    return os.path.join(FOLDER, *names)


class Opening(unittest.TestCase):
    """open()"""

    def test_text(self) -> None:
        with open(TEXT, encoding="utf-8") as file:
            self.assertEqual(file.read(), CONTENT)
            self.assertEqual((file.name, file.mode, file.encoding), (TEXT, "r", "utf-8"))
            self.assertIsInstance(file, io.TextIOWrapper)
        self.assertTrue(file.closed)
        self.assertRaises(ValueError, file.read)
        with open(TEXT) as file:
            self.assertEqual(list(file), [CONTENT])
        positional = ("rt", -1, "latin-1", "strict", "\n")
        with open(TEXT, *positional) as file:
            self.assertEqual(file.read(), CONTENT.encode().decode("latin-1"))
        with open(TEXT, encoding="ascii", errors="replace") as file:
            self.assertEqual(file.read(), "hello \ufffd\ufffd\n")

    def test_bytes(self) -> None:
        with open(BYTES, "rb") as file:
            self.assertIsInstance(file, io.BufferedReader)
            self.assertEqual((file.name, file.mode), (BYTES, "rb"))
            self.assertEqual((file.read(1), file.tell(), file.read()), (b"\x00", 1, b"\x01\xff"))
            self.assertEqual(file.read(), b"")
            self.assertEqual((file.seek(-1, os.SEEK_END), file.peek()), (2, b"\xff"))
            self.assertEqual((file.seek(10), file.read()), (10, b""))
            self.assertRaises(OSError, file.seek, -1)
            self.assertTrue(file.readable() and file.seekable())
            self.assertFalse(file.writable() or file.isatty())
            self.assertNotIsInstance(file.raw, io.FileIO)
            if not LINUX:
                self.assertRaises(io.UnsupportedOperation, file.fileno)
            self.assertRaises(io.UnsupportedOperation, file.write, b"x")
        with open(packed("data", "empty.txt"), "rb") as file:
            self.assertEqual(file.read(), b"")

    def test_unbuffered(self) -> None:
        with open(BYTES, "rb", buffering=0) as file:
            self.assertIsInstance(file, io.RawIOBase)
            room = bytearray(2)
            self.assertEqual((file.readinto(room), bytes(room)), (2, b"\x00\x01"))
            self.assertEqual((file.seek(-1, os.SEEK_CUR), file.read()), (1, b"\x01\xff"))
        self.assertRaises(ValueError, file.read)
        self.assertRaises(ValueError, file.seek, 0)
        self.assertRaises(ValueError, open, BYTES, "r", 0)
        self.assertRaises(ValueError, open, BYTES, "q")

    def test_kinds_of_path(self) -> None:
        for path in (
            TEXT,
            os.fsencode(TEXT),
            Path(TEXT),
            packed("sub", "..", "data", ".", "text.txt"),
            TEXT.replace(os.sep, "/"),
            f"{FOLDER}{os.sep}{os.sep}data/text.txt",
        ):
            with self.subTest(path=path), open(path, encoding="utf-8") as file:
                self.assertEqual(file.read(), CONTENT)
        with open(file=TEXT, mode="rb") as file:
            self.assertEqual(file.read(), CONTENT.encode())

    def test_relative_path(self) -> None:
        before = os.getcwd()
        os.chdir(os.path.dirname(ROOT))
        try:
            relative = os.path.relpath(TEXT)
            self.assertEqual(relative.split(os.sep)[0], os.path.basename(ROOT))
            self.assertEqual(Path(relative).read_text(encoding="utf-8"), CONTENT)
            self.assertTrue(os.path.isdir(os.path.join(".", os.path.relpath(FOLDER))))
        finally:
            os.chdir(before)

    def test_writing(self) -> None:
        for mode in ("w", "ab", "x", "r+", "rb+"):
            for path in (TEXT, packed("new")):
                with self.subTest(mode=mode, path=path), self.assertRaises(OSError) as caught:
                    open(path, mode)
                self.assertEqual(
                    (caught.exception.errno, caught.exception.filename), (errno.EROFS, path)
                )

    def test_missing(self) -> None:
        for path in (packed("nothing"), packed("no", "thing"), packed("\udc80"), Path(packed("x"))):
            with self.subTest(path=path), self.assertRaises(FileNotFoundError) as caught:
                open(path)
            self.assertEqual(caught.exception.filename, os.fspath(path))
            self.assertFalse(os.path.exists(path))
        with self.assertRaises(FileNotFoundError if WINDOWS else NotADirectoryError):
            open(os.path.join(TEXT, "x"))
        self.assertRaises(OSError, open, TEXT + os.sep)
        self.assertRaises(OSError, open, f"{ROOT}x{os.sep}sample")

    def test_folder(self) -> None:
        with self.assertRaises(PermissionError if WINDOWS else IsADirectoryError) as caught:
            open(FOLDER)
        self.assertEqual(caught.exception.filename, FOLDER)

    def test_opener(self) -> None:
        with open(TEXT, opener=os.open, encoding="utf-8") as file:
            self.assertEqual((file.read(), file.name), (CONTENT, TEXT))
        with tempfile.TemporaryDirectory() as folder:
            real = Path(folder, "real")
            real.write_text("real", encoding="utf-8")
            with open(TEXT, opener=lambda path, flags: os.open(real, flags)) as file:
                self.assertEqual(file.read(), "real")

    def test_real_files(self) -> None:
        with open(ROOT, "rb") as file:
            self.assertGreater(file.fileno(), 2)
        with self.assertRaises(FileNotFoundError):
            open(os.path.join(os.path.dirname(ROOT), "nothing"))

    def test_not_closed(self) -> None:
        for arguments in ((TEXT, "rb"), (TEXT, "r", -1, "utf-8")):
            with self.subTest(arguments=arguments), self.assertWarns(ResourceWarning) as caught:
                open(*arguments).read(1)
            self.assertIn("unclosed file <_io.", str(caught.warning))
            self.assertEqual(caught.filename, __file__)


class Descriptors(unittest.TestCase):
    """Files whose descriptor is asked for, which on Linux are copies in memory."""

    @unittest.skipUnless(LINUX, "only Linux has files in memory")
    def test_of_open_file(self) -> None:
        with open(BYTES, "rb", buffering=0) as file:
            file.seek(1)
            descriptor = file.fileno()
            self.assertEqual((file.fileno(), file.tell()), (descriptor, 1))
            self.assertEqual(os.fstat(descriptor).st_size, 3)
            self.assertEqual((os.read(descriptor, 1), file.tell()), (b"\x01", 2))
            self.assertEqual((file.read(), file.read()), (b"\xff", b""))
            room = bytearray(2)
            self.assertEqual((file.seek(0), file.readinto(room), room), (0, 2, b"\x00\x01"))
            self.assertRaises(OSError, os.write, descriptor, b"x")
            self.assertFalse(os.get_inheritable(descriptor))
        self.assertRaises(ValueError, file.fileno)
        self.assertRaises(OSError, os.fstat, descriptor)

    @unittest.skipUnless(LINUX, "only Linux has files in memory")
    def test_uses(self) -> None:
        with open(BYTES, "rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as mapped:
            self.assertEqual(bytes(mapped), b"\x00\x01\xff")
        with open(TEXT, "rb") as file:
            self.assertEqual(subprocess.check_output(["/bin/cat"], stdin=file), CONTENT.encode())

    def test_os_open(self) -> None:
        for path in (TEXT, os.fsencode(TEXT), Path(TEXT)):
            with self.subTest(path=path), os.fdopen(os.open(path, os.O_RDONLY), "rb") as file:
                self.assertEqual(file.read(), CONTENT.encode())
                self.assertFalse(os.get_inheritable(file.fileno()))
                self.assertRaises(OSError, os.write, file.fileno(), b"x")

    def test_os_open_leaves_nothing(self) -> None:
        with tempfile.TemporaryDirectory() as folder, mock.patch("tempfile.tempdir", folder):
            file = os.fdopen(os.open(BYTES, os.O_RDONLY), "rb")
            self.assertEqual(file.read(), b"\x00\x01\xff")
            file.close()
            self.assertEqual(os.listdir(folder), [])

    def test_os_open_does_not(self) -> None:
        for flags in (os.O_WRONLY, os.O_RDWR, os.O_RDONLY | os.O_TRUNC, os.O_WRONLY | os.O_CREAT):
            for path in (TEXT, packed("new")):
                with self.subTest(flags=flags, path=path), self.assertRaises(OSError) as caught:
                    os.open(path, flags)
                self.assertEqual(caught.exception.errno, errno.EROFS)
        self.assertRaises(FileNotFoundError, os.open, packed("nothing"), os.O_RDONLY)
        self.assertRaises(OSError, os.open, FOLDER, os.O_RDONLY)


class RawFile(io.FileIO):
    """A subclass that leaves everything as it is."""


class NamingRawFile(io.FileIO):
    """A subclass with an `__init__` of its own."""

    def __init__(self, path: str, mode: str = "r") -> None:
        super().__init__(path, mode, True, None)
        self.given = path


class RawFiles(unittest.TestCase):
    """io.FileIO, which opens files without open()"""

    def test_reading(self) -> None:
        for path in (BYTES, os.fsencode(BYTES), Path(BYTES)):
            for mode in ("r", "rb"):
                with self.subTest(path=path, mode=mode), io.FileIO(path, mode) as file:
                    self.assertIs(type(file), io.FileIO)
                    self.assertEqual((file.name, file.mode, file.closefd), (path, "rb", True))
                    self.assertEqual((file.read(1), file.tell()), (b"\x00", 1))
                    self.assertEqual(file.readall(), b"\x01\xff")
                    self.assertEqual((file.seek(-1, os.SEEK_END), file.read()), (2, b"\xff"))
                    self.assertEqual(os.fstat(file.fileno()).st_size, 3)
                    self.assertTrue(file.readable() and file.seekable())
                    self.assertFalse(file.writable() or file.isatty())
                    self.assertRaises(io.UnsupportedOperation, file.write, b"x")
                    self.assertFalse(os.get_inheritable(file.fileno()))
        self.assertRaises(ValueError, file.read)
        with io.FileIO(file=BYTES, mode="rb", closefd=True, opener=None) as file:
            self.assertEqual(file.read(), b"\x00\x01\xff")
        with io.BufferedReader(io.FileIO(TEXT)) as file:
            self.assertEqual(file.read(), CONTENT.encode())

    def test_subclasses(self) -> None:
        for file_type in (RawFile, NamingRawFile):
            with self.subTest(type=file_type), file_type(TEXT) as file:
                self.assertIs(type(file), file_type)
                self.assertEqual((file.read(), file.name), (CONTENT.encode(), TEXT))
        self.assertEqual(file.given, TEXT)
        self.assertRaises(FileNotFoundError, NamingRawFile, packed("nothing"))

    def test_opened_again(self) -> None:
        file = io.FileIO(ROOT)
        file.__init__(BYTES)
        self.assertEqual(file.read(), b"\x00\x01\xff")
        io.FileIO.__init__(file, TEXT, "rb")
        self.assertEqual((file.read(), file.name), (CONTENT.encode(), TEXT))
        file.close()

    def test_writing(self) -> None:
        for mode in ("w", "ab", "x", "r+", "rb+"):
            for path in (TEXT, packed("new")):
                with self.subTest(mode=mode, path=path), self.assertRaises(OSError) as caught:
                    io.FileIO(path, mode)
                self.assertEqual(
                    (caught.exception.errno, caught.exception.filename), (errno.EROFS, path)
                )

    def test_errors(self) -> None:
        for path in (packed("nothing"), packed("\udc80"), Path(packed("x"))):
            with self.subTest(path=path), self.assertRaises(FileNotFoundError) as caught:
                io.FileIO(path)
            self.assertEqual(caught.exception.filename, path)
        self.assertRaises(PermissionError if WINDOWS else IsADirectoryError, io.FileIO, FOLDER)
        self.assertRaises(ValueError, io.FileIO, TEXT, "q")
        self.assertRaises(ValueError, io.FileIO, TEXT, "r", False)
        self.assertRaises(TypeError, io.FileIO)
        self.assertRaises(TypeError, io.FileIO, TEXT, "r", True, None, None)
        self.assertRaises(TypeError, io.FileIO, TEXT, other=None)

    def test_opener(self) -> None:
        def open_other(path: str, flags: int) -> int:
            with io.FileIO(BYTES) as other:
                self.assertEqual(other.read(), b"\x00\x01\xff")
            return os.open(TEXT, flags)

        with io.FileIO(packed("nothing"), opener=open_other) as file:
            self.assertEqual(file.read(), CONTENT.encode())
        with open(packed("nothing"), "rb", opener=open_other) as file:
            self.assertEqual(file.read(), CONTENT.encode())

    def test_real_files(self) -> None:
        with io.FileIO(ROOT) as file, io.FileIO(file.fileno(), closefd=False) as same:
            self.assertEqual((file.name, same.name), (ROOT, file.fileno()))
        self.assertRaises(FileNotFoundError, io.FileIO, os.path.join(os.path.dirname(ROOT), "no"))

    def test_no_descriptor_is_lost(self) -> None:
        class Unnamed(io.FileIO):
            @property
            def name(self) -> str:
                return "no other"

        descriptor = os.open(ROOT, os.O_RDONLY)
        os.close(descriptor)
        self.assertRaises(AttributeError, Unnamed, TEXT)
        again = os.open(ROOT, os.O_RDONLY)
        os.close(again)
        self.assertEqual(again, descriptor)

    def test_type_is_like_the_original(self) -> None:
        self.assertEqual((io.FileIO.__module__, io.FileIO.__name__), ("_io", "FileIO"))
        self.assertIs(pickle.loads(pickle.dumps(io.FileIO)), io.FileIO)
        self.assertEqual(type(io.FileIO.__init__).__name__, "wrapper_descriptor")
        self.assertTrue(issubclass(io.FileIO, io.RawIOBase))
        parameters = inspect.signature(io.FileIO).parameters
        self.assertEqual(list(parameters), ["file", "mode", "closefd", "opener"])


class Status(unittest.TestCase):
    """os.stat(), os.access(), os.path"""

    def test_file(self) -> None:
        status = os.stat(TEXT)
        self.assertIsInstance(status, os.stat_result)
        self.assertTrue(stat.S_ISREG(status.st_mode))
        self.assertEqual(status.st_size, len(CONTENT.encode()))
        self.assertEqual(os.path.getsize(TEXT), status.st_size)
        self.assertEqual(os.stat(BYTES).st_size, 3)
        for other in (os.lstat(TEXT), os.stat(TEXT, follow_symlinks=False), Path(TEXT).stat()):
            self.assertEqual(other, status)

    def test_folder(self) -> None:
        self.assertTrue(stat.S_ISDIR(os.stat(FOLDER).st_mode))
        self.assertTrue(stat.S_ISDIR(os.stat(FOLDER + os.sep).st_mode))

    def test_like_the_executable(self) -> None:
        executable, status = os.stat(ROOT), os.stat(TEXT)
        for name in dir(executable):
            if name.startswith("st_"):
                self.assertIs(type(getattr(status, name)), type(getattr(executable, name)), name)
        self.assertEqual(status.st_mtime_ns, executable.st_mtime_ns)
        self.assertEqual(status[stat.ST_MTIME], executable[stat.ST_MTIME])
        self.assertEqual(os.path.getmtime(TEXT), executable.st_mtime)
        self.assertEqual(status.st_dev, executable.st_dev)

    def test_numbers(self) -> None:
        paths = [TEXT, BYTES, FOLDER, packed("data"), packed("data", "empty.txt")]
        self.assertEqual(len({os.stat(path).st_ino for path in paths}), len(paths))
        self.assertTrue(os.path.samefile(TEXT, packed("sub", "..", "data", "text.txt")))
        self.assertFalse(os.path.samefile(TEXT, BYTES))

    def test_os_path(self) -> None:
        path = os.path
        self.assertTrue(path.exists(TEXT) and path.lexists(TEXT) and path.isfile(TEXT))
        self.assertTrue(path.exists(FOLDER) and path.lexists(FOLDER) and path.isdir(FOLDER))
        self.assertFalse(path.isdir(TEXT) or path.isfile(FOLDER) or path.islink(TEXT))
        self.assertFalse(path.ismount(FOLDER))
        self.assertTrue(path.isfile(os.fsencode(TEXT)) and path.isdir(Path(FOLDER)))
        missing = packed("nothing")
        self.assertFalse(path.exists(missing) or path.isfile(missing) or path.isdir(missing))
        self.assertEqual(
            path.realpath(TEXT), path.join(path.realpath(ROOT), path.relpath(TEXT, ROOT))
        )

    def test_executable_is_a_file(self) -> None:
        self.assertTrue(os.path.isfile(ROOT))
        self.assertFalse(os.path.isdir(ROOT))
        self.assertTrue(stat.S_ISREG(os.stat(ROOT).st_mode))

    def test_access(self) -> None:
        for mode, file, folder in (
            (os.F_OK, True, True),
            (os.R_OK, True, True),
            (os.W_OK, False, False),
            (os.X_OK, False, True),
            (os.R_OK | os.X_OK, False, True),
        ):
            with self.subTest(mode=mode):
                self.assertEqual((os.access(TEXT, mode), os.access(FOLDER, mode)), (file, folder))
        self.assertFalse(os.access(packed("nothing"), os.F_OK))

    @unittest.skipIf(WINDOWS, "Windows has no os.statvfs")
    def test_file_system(self) -> None:
        size = os.statvfs(ROOT).f_blocks
        self.assertEqual((os.statvfs(TEXT).f_blocks, os.statvfs(FOLDER).f_blocks), (size, size))
        self.assertGreater(shutil.disk_usage(FOLDER).total, 0)

    def test_missing(self) -> None:
        for function in (os.stat, os.lstat, os.listdir, os.scandir, os.path.getsize):
            with self.subTest(function=function), self.assertRaises(FileNotFoundError) as caught:
                function(packed("nothing"))
            self.assertEqual(caught.exception.filename, packed("nothing"))

    def test_file_descriptor(self) -> None:
        with open(ROOT, "rb") as file:
            self.assertEqual(os.stat(file.fileno()).st_size, os.path.getsize(ROOT))
        self.assertRaises(OSError, os.stat, 1 << 20)
        self.assertRaises(TypeError, os.stat, None)
        self.assertRaises(ValueError, os.stat, "\0")

    @unittest.skipUnless(os.stat in os.supports_dir_fd, "Windows has no dir_fd")
    def test_dir_fd(self) -> None:
        folder = os.open(os.path.dirname(ROOT), os.O_RDONLY)
        try:
            relative = os.path.relpath(TEXT, os.path.dirname(ROOT))
            self.assertRaises(NotADirectoryError, os.stat, relative, dir_fd=folder)
            self.assertRaises(NotADirectoryError, os.stat, TEXT, dir_fd=folder)
            self.assertTrue(stat.S_ISREG(os.stat(TEXT, dir_fd=None).st_mode))
        finally:
            os.close(folder)


class Listing(unittest.TestCase):
    """os.listdir(), os.scandir() and what stands on them"""

    def test_listdir(self) -> None:
        self.assertEqual(set(os.listdir(FOLDER)), NAMES)
        self.assertEqual(set(os.listdir(os.fsencode(FOLDER))), set(map(os.fsencode, NAMES)))
        self.assertEqual(set(os.listdir(Path(FOLDER))), NAMES)
        self.assertRaises(NotADirectoryError, os.listdir, TEXT)

    def test_scandir(self) -> None:
        with os.scandir(FOLDER) as scan:
            entries = {entry.name: entry for entry in scan}
        self.assertEqual(set(entries), NAMES)
        self.assertEqual(list(scan), [])
        folder, file = entries["data"], entries[f"__init__{SUFFIX}"]
        self.assertEqual((folder.path, os.fspath(folder)), (packed("data"), packed("data")))
        self.assertTrue(folder.is_dir() and file.is_file(follow_symlinks=False))
        self.assertFalse(folder.is_file() or file.is_dir() or file.is_symlink())
        self.assertFalse(folder.is_junction())
        self.assertEqual(file.stat(), os.stat(file))
        self.assertEqual(file.inode(), file.stat().st_ino)
        self.assertIn("data", repr(folder))
        with os.scandir(os.fsencode(packed("data"))) as scan:
            self.assertIn(os.fsencode(TEXT), [entry.path for entry in scan])
        self.assertRaises(NotADirectoryError, os.scandir, TEXT)

    def test_top(self) -> None:
        names = os.listdir(ROOT)
        self.assertIn("sample", names)
        self.assertIn(f"check_files{SUFFIX}", names)
        self.assertTrue(os.path.isdir(os.path.join(ROOT, "Sample_Dist-1.2.3.dist-info")))
        self.assertEqual([d.name for d in importlib.metadata.distributions()], ["Sample.Dist"])
        with os.scandir(ROOT) as scan:
            self.assertEqual({entry.name for entry in scan}, set(names))

    def test_walk(self) -> None:
        walked = {
            os.path.relpath(folder, FOLDER): (sorted(folders), sorted(files))
            for folder, folders, files in os.walk(packed("data"))
        }
        deep = os.path.join("data", "deep")
        self.assertEqual(
            walked, {"data": (["deep"], ["empty.txt", "text.txt"]), deep: ([], ["bytes.bin"])}
        )

    def test_glob(self) -> None:
        self.assertEqual(glob.glob(packed("data", "t*.txt")), [TEXT])
        self.assertEqual(glob.glob(packed("*", "deep", "*.bin")), [BYTES])
        self.assertEqual(
            glob.glob("**/*.bin", root_dir=FOLDER, recursive=True), [BYTES[len(FOLDER) + 1 :]]
        )
        self.assertEqual(
            set(glob.glob(packed(f"*{SUFFIX}"))), {packed(n) for n in NAMES if "." in n}
        )

    def test_pathlib(self) -> None:
        folder = Path(sample.__file__).parent
        path = folder / "data" / "text.txt"
        self.assertEqual(path.read_text(encoding="utf-8"), CONTENT)
        self.assertEqual((folder / "data/deep/bytes.bin").read_bytes(), b"\x00\x01\xff")
        self.assertTrue(path.exists() and path.is_file() and folder.is_dir())
        self.assertFalse((folder / "nothing").exists() or path.is_dir() or path.is_symlink())
        self.assertEqual({child.name for child in folder.iterdir()}, NAMES)
        self.assertEqual(list(folder.glob("data/t*.txt")), [path])
        self.assertEqual([child.name for child in folder.rglob("*.bin")], ["bytes.bin"])
        self.assertEqual(
            {child.name for child in (folder / "data").glob("*")}, {"deep", "empty.txt", "text.txt"}
        )
        self.assertEqual(path.resolve().read_text(encoding="utf-8"), CONTENT)
        if sys.version_info >= (3, 12):
            walked = list((folder / "data/deep").walk())
            self.assertEqual([files for _, _, files in walked], [["bytes.bin"]])


class Modules(unittest.TestCase):
    """The files that modules are."""

    @unittest.skipUnless(HAS_SOURCE, "packed without sources")
    def test_source(self) -> None:
        path = sample.sub.module.__file__
        source = Path(path).read_text(encoding="utf-8")
        self.assertEqual(source, sample.__loader__.get_source("sample.sub.module"))
        linecache.clearcache()
        self.assertEqual(linecache.getline(path, 1), '"""A module."""\n')
        with tokenize.open(path) as file:
            self.assertEqual(file.read(), source)
        self.assertIn("def fail", inspect.getsource(sample.sub.module.fail))
        self.assertFalse(os.path.exists(path + "c"))

    @unittest.skipIf(HAS_SOURCE, "packed with sources")
    def test_bytecode(self) -> None:
        path = sample.sub.module.__file__
        self.assertFalse(os.path.exists(path))
        content = Path(path + "c").read_bytes()
        self.assertEqual(len(content), os.path.getsize(path + "c"))
        self.assertEqual(content[:4], importlib.util.MAGIC_NUMBER)
        self.assertEqual(
            marshal.loads(content[16:]).co_names,
            sample.__loader__.get_code("sample.sub.module").co_names,
        )
        spec = importlib.util.spec_from_file_location("copied", path + "c")
        self.assertIsNotNone(spec)

    def test_compressed_bytecode(self) -> None:
        # A module of the standard library that is packed compressed, and never with its source.
        path = importlib.util.find_spec("pydoc").origin + "c"
        content = Path(path).read_bytes()
        self.assertEqual(len(content), os.path.getsize(path))
        self.assertIn("browse", marshal.loads(content[16:]).co_names)

    def test_copied_bytecode(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            copy = shutil.copy(importlib.util.find_spec("colorsys").origin + "c", folder)
            spec = importlib.util.spec_from_file_location("copied", copy)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
        self.assertEqual(module.rgb_to_hsv(0, 0, 0), (0.0, 0.0, 0))


class Users(unittest.TestCase):
    """What programs do with package data."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.target = os.path.join(folder.name, "copy")

    def test_copy(self) -> None:
        for copy in (shutil.copy, shutil.copy2, shutil.copyfile):
            with self.subTest(copy=copy):
                copy(TEXT, self.target)
                with open(self.target, "a", encoding="utf-8") as file:
                    file.write("more\n")
                self.assertEqual(Path(self.target).read_text(encoding="utf-8"), CONTENT + "more\n")
                os.remove(self.target)

    def test_copytree(self) -> None:
        shutil.copytree(FOLDER, self.target)
        self.assertEqual(set(os.listdir(self.target)), NAMES)
        self.assertEqual(Path(self.target, "data/deep/bytes.bin").read_bytes(), b"\x00\x01\xff")
        shutil.rmtree(self.target)
        self.assertFalse(os.path.exists(self.target))

    @unittest.skipIf(sys.version_info < (3, 12), "makes copies of folders since 3.12")
    def test_as_file(self) -> None:
        resources = importlib.resources.files("sample")
        with importlib.resources.as_file(resources) as folder:
            self.assertEqual({child.name for child in folder.iterdir()}, NAMES)
            self.assertEqual(folder.name, "sample")
        with importlib.resources.as_file(resources / "data/text.txt") as file:
            self.assertEqual((file.name, file.read_text(encoding="utf-8")), ("text.txt", CONTENT))
        self.assertFalse(file.exists() or folder.exists())

    def test_configparser(self) -> None:
        parser = configparser.ConfigParser()
        metadata = os.path.join(ROOT, "Sample_Dist-1.2.3.dist-info", "entry_points.txt")
        self.assertEqual(parser.read([metadata, packed("nothing.ini")]), [metadata])
        self.assertIn("sample.plugins", parser.sections())

    @unittest.skipUnless(LINUX, "only Linux has files in memory")
    def test_certificates(self) -> None:
        path = os.path.join(ROOT, "tls", "keycert.pem")
        descriptors = set(os.listdir("/proc/self/fd"))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        for arguments in ((path,), (path, path), (Path(path), os.fsencode(path), "password")):
            with self.subTest(arguments=arguments):
                context.load_cert_chain(*arguments)
        context.load_cert_chain(certfile=path, keyfile=path)
        context.load_verify_locations(path)
        context.load_verify_locations(cafile=path)
        self.assertEqual(len(context.get_ca_certs()), 1)
        self.assertRaises(FileNotFoundError, context.load_cert_chain, packed("nothing"))
        self.assertRaises(FileNotFoundError, context.load_cert_chain, FOLDER + "x")
        self.assertRaises(ssl.SSLError, context.load_cert_chain, TEXT)
        self.assertRaises(TypeError, context.load_cert_chain, 1)
        self.assertEqual(set(os.listdir("/proc/self/fd")), descriptors)

    def test_make_folder(self) -> None:
        os.makedirs(packed("data"), exist_ok=True)
        self.assertRaises(OSError, os.makedirs, packed("new"))

    def test_functions_are_like_the_original(self) -> None:
        self.assertIs(io.open, open)
        for function in (os.stat, os.lstat, os.access, os.listdir, os.scandir, open):
            with self.subTest(function=function):
                self.assertIs(pickle.loads(pickle.dumps(function)), function)
                self.assertTrue(inspect.isbuiltin(function))
                self.assertIn(next(iter(inspect.signature(function).parameters)), ("path", "file"))
        self.assertEqual(os.stat.__name__, "stat")
        self.assertEqual(os.stat.__module__, os.name)
        self.assertEqual(os.stat.__self__.__name__, os.name)


if __name__ == "__main__":
    unittest.main()
