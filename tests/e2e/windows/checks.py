"""Checks, from inside an executable for Windows, what is particular to Windows.

Its argument is the path of the same program built without a console. The checks run the two again,
with the name of something to do as the argument; so they see what Windows passes on, exit codes of
32 bits too, under Wine as on Windows.
"""

from __future__ import annotations

import ctypes
import importlib.resources
import importlib.util
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest
from collections.abc import Callable
from ctypes import wintypes
from pathlib import Path

import place
from pseudo_console import run_on_console

STATUS_CONTROL_C_EXIT = 0xC000013A
BAD_RESOURCES = 70
"""Exit code of the loader for packed resources that it cannot use."""

_version_dll = ctypes.WinDLL("version")
_version_dll.VerQueryValueW.argtypes = [
    ctypes.c_void_p,
    wintypes.LPCWSTR,
    ctypes.c_void_p,
    ctypes.c_void_p,
]

BUILT_IN_ARGUMENT = "built in, ä"


def _facts() -> dict[str, object]:
    return {
        "argv": sys.argv,
        "orig_argv": sys.orig_argv,
        "executable": sys.executable,
        "path": sys.path,
        "prefix": sys.prefix,
        "file": __file__,
        "variable": os.environ.get("CHECKS_VARIABLE"),
        "version_of_windows": sys.getwindowsversion().major,
        "streams": [stream is not None for stream in (sys.stdin, sys.stdout, sys.stderr)],
    }


def _tell() -> None:
    # ASCII: unpaired surrogates cannot be written as UTF-8.
    json.dump(_facts(), sys.stdout)


def _tell_file() -> None:
    Path(sys.argv[3]).write_text(json.dumps(_facts()), encoding="ascii")


def _copy() -> None:
    shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)


def _run_on_console() -> None:
    """Runs a program whose output goes to the console of this one."""
    console = os.open("CONOUT$", os.O_RDWR)
    result = subprocess.run(
        sys.argv[3:], stdin=subprocess.DEVNULL, stdout=console, stderr=console, check=False
    )
    sys.exit(result.returncode)


def _interrupt() -> None:
    signal.raise_signal(signal.SIGINT)
    time.sleep(10)


DEEDS: dict[str, Callable[[], object]] = {
    "copy": _copy,
    "exit": lambda: sys.exit(int(sys.argv[3])),
    "interrupt": _interrupt,
    "on-console": _run_on_console,
    "print": lambda: print(sys.argv[3]),
    "raise": lambda: 1 // 0,
    "tell": _tell,
    "tell-file": _tell_file,
}


def _run(
    *arguments: str, executable: str = sys.executable, **options: object
) -> subprocess.CompletedProcess[bytes]:
    options = {"capture_output": True, "stdin": subprocess.DEVNULL, "timeout": 60, **options}
    return subprocess.run([executable, *arguments], check=False, **options)


def _write_damaged(path: Path) -> None:
    """Writes a copy of the executable whose packed resources are damaged."""
    content = bytearray(Path(sys.executable).read_bytes())
    # The packed file begins a section, and sections begin at whole pages.
    packed = next(
        offset
        for offset in range(0, len(content), 0x1000)
        if content.startswith(b"\x89PYPACK\n", offset)
    )
    content[packed] ^= 1
    path.write_bytes(content)


class StartTest(unittest.TestCase):
    """What the program is told."""

    def _told(self, *arguments: str, **options: object) -> dict[str, object]:
        result = _run("tell", *arguments, **options)
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        return json.loads(result.stdout)

    def test_arguments(self) -> None:
        given = ["two words", "", "Größe 雪 🐍", 'a "quoted" word', "back\\slash\\", '\\"', "*.py"]
        told = self._told(*given)
        self.assertEqual(told["argv"], [sys.executable, BUILT_IN_ARGUMENT, "tell", *given])
        self.assertEqual(told["orig_argv"], [sys.executable, "tell", *given])

    def test_unpaired_surrogates(self) -> None:
        given = ["\ud800", "a\udc00\ud83db", "\ud83d\ud83d\udc0d"]
        told = self._told(*given)
        # A pair of surrogates is one character.
        self.assertEqual(told["argv"][3:], ["\ud800", "a\udc00\ud83db", "\ud83d🐍"])

    def test_paths(self) -> None:
        told = self._told()
        self.assertEqual(told["executable"].lower(), sys.executable.lower())
        self.assertEqual(told["path"], [told["executable"]])
        self.assertEqual(told["prefix"], told["executable"])
        self.assertTrue(told["file"].startswith(told["executable"] + "\\"), told["file"])
        self.assertTrue(told["file"].endswith("\\checks.py"))
        self.assertNotIn("/", told["file"])

    def test_variable(self) -> None:
        environment = {k: v for k, v in os.environ.items() if k != "CHECKS_VARIABLE"}
        self.assertEqual(self._told(env=environment)["variable"], "built in: ü 🐍")
        environment["checks_variable"] = "from outside"
        self.assertEqual(self._told(env=environment)["variable"], "from outside")

    def test_folder_that_is_not_ascii(self) -> None:
        with tempfile.TemporaryDirectory(suffix=" ä 雪 🐍") as folder:
            copy = str(Path(folder, "Programm ö.exe"))
            shutil.copyfile(sys.executable, copy)
            told = self._told(executable=copy)
            self.assertEqual(told["executable"], copy)
            self.assertTrue(told["file"].startswith(copy))

    def test_hostile_surroundings(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            copy = str(Path(folder, "program.exe"))
            shutil.copyfile(sys.executable, copy)
            for name in ("json.py", "encodings.py", "os.py"):
                Path(folder, name).write_text("raise SystemExit('hostile')\n", encoding="utf-8")
            Path(folder, "pyvenv.cfg").write_text(f"home = {folder}\n", encoding="utf-8")
            for name in ("program._pth", "python313._pth"):
                Path(folder, name).write_text(f"{folder}\nimport site\n", encoding="utf-8")
            environment = {**os.environ, "PYTHONPATH": folder, "PYTHONHOME": folder}
            told = self._told(executable=copy, cwd=folder, env=environment)
            self.assertEqual(told["path"], [copy])


class ResourceTest(unittest.TestCase):
    """What Windows finds in the executable."""

    def test_manifest(self) -> None:
        # Without a manifest that names it, Windows 10 calls itself 6.2.
        self.assertEqual(sys.getwindowsversion().major, 10)

    def test_version_information(self) -> None:
        size = _version_dll.GetFileVersionInfoSizeW(sys.executable, None)
        self.assertGreater(size, 0)
        information = ctypes.create_string_buffer(size)
        self.assertTrue(_version_dll.GetFileVersionInfoW(sys.executable, 0, size, information))

        def value(path: str) -> tuple[int, int]:
            address, length = ctypes.c_void_p(), wintypes.UINT()
            self.assertTrue(
                _version_dll.VerQueryValueW(
                    information, path, ctypes.byref(address), ctypes.byref(length)
                ),
                path,
            )
            return address.value, length.value

        name, _ = value(r"\StringFileInfo\040904b0\CompanyName")
        self.assertEqual(ctypes.wstring_at(name), "Größe 雪 & Co.")
        fixed, length = value("\\")
        numbers = struct.unpack("<13I", ctypes.string_at(fixed, length))
        self.assertEqual(numbers[2:6], (0x10002, 0x30004, 0x50000, 0))

    def test_icon(self) -> None:
        large, small = wintypes.HICON(), wintypes.HICON()
        found = ctypes.WinDLL("shell32").ExtractIconExW(
            sys.executable, 0, ctypes.byref(large), ctypes.byref(small), 1
        )
        self.assertEqual(found, 2)
        self.assertTrue(large.value)


class StreamTest(unittest.TestCase):
    """Standard streams that are pipes, as they are in a script or a service."""

    def test_text_is_utf_8(self) -> None:
        self.assertEqual(_run("print", "Größe 雪 🐍").stdout, "Größe 雪 🐍\r\n".encode())
        self.assertEqual((sys.stdout.encoding, sys.stdin.encoding), ("utf-8", "utf-8"))

    def test_bytes_pass_unchanged(self) -> None:
        content = bytes(range(256)) * 1000 + b"\r\n\n\r\x1a"
        result = _run("copy", stdin=None, input=content)
        self.assertEqual((result.returncode, result.stdout), (0, content))

    def test_traceback(self) -> None:
        result = _run("raise")
        lines = result.stderr.decode("utf-8").splitlines()
        self.assertEqual(result.returncode, 1)
        self.assertEqual(lines[0], "Traceback (most recent call last):")
        self.assertIn(f'"{__file__}"', result.stderr.decode("utf-8"))
        self.assertEqual(lines[-1], "ZeroDivisionError: integer division or modulo by zero")


class EndTest(unittest.TestCase):
    """Exit codes."""

    def test_exit_codes(self) -> None:
        for code in (0, 1, 7, 255, 256, 0x7FFFFFFF):
            self.assertEqual(_run("exit", str(code)).returncode, code)

    def test_interrupt(self) -> None:
        result = _run("interrupt")
        self.assertEqual(result.returncode, STATUS_CONTROL_C_EXIT)
        self.assertTrue(result.stderr.endswith(b"KeyboardInterrupt\r\n"), result.stderr)

    def test_damaged(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, "Kopie ä.exe")
            _write_damaged(copy)
            result = _run("exit", "0", executable=str(copy))
        self.assertEqual(result.returncode, BAD_RESOURCES)
        self.assertRegex(result.stderr.decode("utf-8"), r"\AKopie ä\.exe: [^:]+: [^:]+\r\n\Z")


class ConsoleTest(unittest.TestCase):
    """Standard streams that are a console: it takes any text, whatever its code page is."""

    def _shown(self, executable: str, *arguments: str) -> tuple[int, str]:
        return run_on_console([sys.executable, "on-console", executable, *arguments])

    def test_text(self) -> None:
        exit_code, shown = self._shown(sys.executable, "print", "Größe 雪 Ж")
        self.assertEqual(exit_code, 0)
        self.assertIn("Größe 雪 Ж", shown)

    def test_line_of_the_loader(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, "Größe 雪 Ж.exe")
            _write_damaged(copy)
            exit_code, shown = self._shown(str(copy))
        self.assertEqual(exit_code, BAD_RESOURCES)
        self.assertIn("Größe 雪 Ж.exe:", shown)


class PathTest(unittest.TestCase):
    """Paths below the executable, in all the ways in which Windows lets them be written."""

    def test_separators_and_case(self) -> None:
        executable = sys.executable
        for root in (executable, executable.upper(), executable.replace("\\", "/")):
            for name in (
                "\\place\\inner\\text.txt",
                "/place/inner/text.txt",
                "\\place/inner/text.txt",
            ):
                with self.subTest(root + name):
                    self.assertEqual(place.__loader__.get_data(root + name), b"text\n")
        for other in (r"\PLACE\inner\text.txt", r"x\place\inner\text.txt", r"\place\nothing"):
            # Below the executable, names are those that import statements have.
            with self.subTest(other), self.assertRaises(FileNotFoundError):
                place.__loader__.get_data(executable + other)

    def test_modules(self) -> None:
        self.assertEqual(place.__file__, f"{sys.executable}\\place\\__init__.py")
        self.assertEqual(place.__path__, [f"{sys.executable}\\place"])
        self.assertEqual(place.__cached__, importlib.util.cache_from_source(place.__file__))

    def test_resources(self) -> None:
        files = importlib.resources.files("place")
        self.assertEqual(str(files / "inner"), f"{sys.executable}\\place\\inner")
        self.assertEqual(files.joinpath("inner\\text.txt").read_text(encoding="utf-8"), "text\n")
        self.assertTrue(files.joinpath("..\\place\\inner").is_dir())


class GuiTest(unittest.TestCase):
    """A program of the subsystem `windows`, with a manifest of its own."""

    EXECUTABLE = ""

    def test_without_streams(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            told = Path(folder, "told")
            startup = subprocess.STARTUPINFO()
            startup.dwFlags = subprocess.STARTF_USESTDHANDLES
            process = subprocess.Popen(
                [self.EXECUTABLE, "tell-file", str(told)], startupinfo=startup
            )
            self.assertEqual(process.wait(60), 0)
            self.assertEqual(json.loads(told.read_text("ascii"))["streams"], [False] * 3)

    def test_with_streams(self) -> None:
        result = _run("tell", executable=self.EXECUTABLE)
        self.assertEqual(json.loads(result.stdout)["streams"], [True] * 3)

    def test_manifest_of_its_own(self) -> None:
        # It names no version of Windows.
        told = json.loads(_run("tell", executable=self.EXECUTABLE).stdout)
        self.assertEqual(told["version_of_windows"], 6)


if __name__ == "__main__":
    if sys.argv[2] in DEEDS:
        DEEDS[sys.argv[2]]()
    else:
        GuiTest.EXECUTABLE = sys.argv[2]
        unittest.main(argv=sys.argv[:1], verbosity=2)
