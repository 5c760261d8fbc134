"""Tests how a packed program sees its start, and how it ends.

Arguments: the executables of `programs/behave.py`, run as a script with the argument `--built-in`
and the variable LOADER_TEST_VARIABLE=built-in, and by its entry point `main`.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import unittest
import zlib
from pathlib import Path

SCRIPT = Path()
ENTRY_POINT = Path()

DAMAGED = 70
"""Exit code of the loader for packed resources that it cannot use."""

NO_ENTRY_POINT = 72
"""Exit code of the loader for a missing main module or entry point."""


def _run(
    *arguments: bytes | str, executable: Path | None = None, **options: object
) -> subprocess.CompletedProcess[bytes]:
    """Runs a program and returns how it ended, with its output."""
    options = {"env": {}, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    program = executable or SCRIPT
    return subprocess.run([program, *arguments], check=False, timeout=60, **options)


class StartTest(unittest.TestCase):
    """What the program is told."""

    def _show(self, *arguments: bytes | str, **options: object) -> dict[str, object]:
        result = _run(*arguments, **options)
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        return json.loads(result.stdout)

    def test_arguments(self) -> None:
        shown = self._show("show", b"\xff\xfe", "ä", "")
        own = os.fsencode(SCRIPT)
        given = [b"show", b"\xff\xfe", "ä".encode(), b""]
        self.assertEqual(shown["argv"], [part.hex() for part in (own, b"--built-in", *given)])
        self.assertEqual(shown["orig_argv"], [part.hex() for part in (own, *given)])

    def test_variable(self) -> None:
        self.assertEqual(self._show("show")["variable"], "built-in")
        shown = self._show("show", env={"LOADER_TEST_VARIABLE": "from outside"})
        self.assertEqual(shown["variable"], "from outside")

    def test_paths(self) -> None:
        executable = str(SCRIPT.resolve())
        shown = self._show("show")
        self.assertEqual(shown["executable"], executable)
        self.assertEqual(shown["prefix"], executable)
        self.assertEqual(shown["path"], [executable])
        self.assertTrue(shown["file"].startswith(executable + "/"))

    def test_started_by_other_names(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            link = Path(folder, "link")
            link.symlink_to(SCRIPT.resolve())
            for argv0 in ("", "odd/name", "python3"):
                for executable in (SCRIPT, link):
                    with self.subTest(argv0=argv0, executable=executable):
                        result = subprocess.run(
                            [argv0, "show"],
                            executable=executable,
                            env={"PATH": folder},
                            capture_output=True,
                            check=True,
                        )
                        shown = json.loads(result.stdout)
                        self.assertEqual(shown["executable"], str(SCRIPT.resolve()))
                        self.assertEqual(bytes.fromhex(shown["argv"][0]).decode(), argv0)

    def test_folder_that_is_not_utf8(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(os.fsdecode(os.fsencode(folder) + b"/\xe4\xff"))
            copy.mkdir()
            program = shutil.copy(SCRIPT, copy / "program")
            shown = self._show("show", executable=program, cwd=copy)
            self.assertEqual(shown["executable"], str(copy.resolve() / "program"))

    def test_hostile_surroundings(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            program = shutil.copy(SCRIPT, Path(folder) / "program")
            hostile = "raise SystemExit('hostile code was run')\n"
            for name in ("json.py", "encodings.py", "sitecustomize.py", "behave.py", "os.py"):
                Path(folder, name).write_text(hostile, encoding="utf-8")
            Path(folder, "pyvenv.cfg").write_text(f"home = {folder}\n", encoding="utf-8")
            Path(folder, "program._pth").write_text(f"{folder}\nimport site\n", encoding="utf-8")
            variables = {
                "PYTHONPATH": folder,
                "PYTHONHOME": folder,
                "PYTHONEXECUTABLE": f"{folder}/python",
                "__PYVENV_LAUNCHER__": f"{folder}/python",
                "PYTHONSTARTUP": f"{folder}/json.py",
                "PYTHONINSPECT": "1",
                "PYTHONPLATLIBDIR": folder,
                "PYTHONIOENCODING": "utf-16",
                "PYTHONUTF8": "0",
                "LC_ALL": "C",
            }
            shown = self._show("show", executable=program, cwd=folder, env=variables)
            self.assertEqual(shown["path"], [str(Path(program).resolve())])
            self.assertEqual(shown["executable"], str(Path(program).resolve()))


class EndTest(unittest.TestCase):
    """How the program ends."""

    def test_exit_codes(self) -> None:
        for code in (0, 1, 7, 255):
            self.assertEqual(_run("exit", str(code)).returncode, code)
        self.assertEqual(_run("builtin-exit").returncode, 5)

    def test_message(self) -> None:
        result = _run("message")
        self.assertEqual((result.returncode, result.stderr), (1, b"a message\n"))

    def test_exception(self) -> None:
        result = _run("raise")
        self.assertEqual(result.returncode, 1)
        lines = result.stderr.decode().splitlines()
        self.assertEqual(lines[0], "Traceback (most recent call last):")
        self.assertEqual(lines[-1], "ValueError: on purpose")
        self.assertNotIn("importlib", result.stderr.decode())

    def test_interrupt(self) -> None:
        result = _run("interrupt")
        self.assertEqual(result.returncode, -signal.SIGINT)
        self.assertEqual(result.stdout, b"atexit\n")
        self.assertTrue(result.stderr.endswith(b"KeyboardInterrupt\n"))

    def test_output_is_flushed(self) -> None:
        self.assertEqual(_run("print").stdout, b"text without a newline")

    def test_full_disk(self) -> None:
        with Path("/dev/full").open("wb") as full:
            result = _run("print", stdout=full)
        self.assertEqual(result.returncode, 120)
        self.assertIn(b"No space left on device", result.stderr)

    def test_closed_descriptors(self) -> None:
        command = f"exec '{SCRIPT}' exit 3 <&- >&- 2>&-"
        self.assertEqual(subprocess.run(["/bin/sh", "-c", command], check=False).returncode, 3)

    def test_entry_point(self) -> None:
        result = _run(executable=ENTRY_POINT)
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        self.assertEqual(result.stdout.decode().rstrip(), str(ENTRY_POINT.resolve()))
        self.assertEqual(_run("4", executable=ENTRY_POINT).returncode, 4)


class DamageTest(unittest.TestCase):
    """Executables that are not what they were."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.copy = Path(folder.name, "copy")
        self.content = SCRIPT.read_bytes()
        # The packed file is what comes last, and its header is the only place with its magic number
        # at a multiple of a page's size.
        magic = b"\x89PYPACK\n"
        self.packed = self.content.rindex(magic)
        while self.packed % 0x1000:
            self.packed = self.content.rindex(magic, 0, self.packed)

    def _check_refused(self, content: bytes) -> str:
        self.copy.write_bytes(content)
        self.copy.chmod(0o755)
        result = _run("exit", "0", executable=self.copy)
        message = result.stderr.decode()
        self.assertEqual(result.returncode, DAMAGED, message)
        self.assertEqual(message.count("\n"), 1, message)
        self.assertRegex(message, r"\Acopy: [^:]+: [^:]+\n\Z")
        return message

    def test_truncated(self) -> None:
        size = len(self.content) - self.packed
        cuts = [0, 1, 100, 160, 4095, 4096, 4097, size - 4097, size - 100, size - 1]
        cuts += [size * part // 10 for part in range(1, 10)]
        for cut in cuts:
            with self.subTest(cut=cut):
                message = self._check_refused(self.content[: self.packed + cut])
                self.assertIn("truncated", message)

    def test_native_part_truncated(self) -> None:
        for part in range(20):
            with self.subTest(part=part):
                self.copy.write_bytes(self.content[: self.packed * part // 20])
                self.copy.chmod(0o755)
                # By the kernel, as nothing in the file can be relied on.
                with self.assertRaises(OSError) as caught:
                    subprocess.run([self.copy], check=False)
                self.assertIn(caught.exception.errno, (errno.EIO, errno.ENOEXEC))

    def test_damaged_header(self) -> None:
        for offset in (0, 8, 12, 19, 24, 28, 35, 47, 55, 63, 79, 95):
            with self.subTest(offset=offset):
                content = bytearray(self.content)
                content[self.packed + offset] ^= 0x80
                self._check_refused(bytes(content))

    def test_missing_main_module(self) -> None:
        content = bytearray(
            self.content.replace(b"run_module\x08\0\0\0__main__", b"run_module\x08\0\0\0__niam__")
        )
        self.assertNotEqual(content, self.content)
        # Not damaged, but made so: the configuration has its checksum in the header.
        header = content[self.packed : self.packed + 160]
        config, config_size = struct.unpack_from("<QQ", header, 88)
        config += self.packed
        checksum = zlib.adler32(content[config : config + config_size], zlib.adler32(header[:112]))
        struct.pack_into("<I", content, self.packed + 144, checksum)
        self.copy.write_bytes(content)
        self.copy.chmod(0o755)
        result = _run(executable=self.copy)
        self.assertEqual(result.returncode, NO_ENTRY_POINT)
        self.assertRegex(result.stderr.decode(), r"\Acopy: [^:]*'__niam__'[^:]*: [^:]+\n\Z")


if __name__ == "__main__":
    ENTRY_POINT = Path(sys.argv.pop()).absolute()
    SCRIPT = Path(sys.argv.pop()).absolute()
    unittest.main(verbosity=2)
