"""Runs an executable where something is wrong, or that is not what was built.

Argument: the executable of `program/program.py`. What the surroundings can be is in `table.py`; the
log shows how each fault ended.
"""

from __future__ import annotations

import collections
import contextlib
import errno
import functools
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.e2e.faults.table import FAULTS, HOSTILE_VARIABLES, Ending, Fault
from tests.skipping import skip
from tools.attach.formats import find_attached
from tools.packed_resources.format import ENTRY, SLOT, Kind
from tools.packed_resources.hashing import entry_hash
from tools.packed_resources.reader import PackedResources

EXECUTABLE = Path()

DAMAGED = 70
"""Exit code of the loader for packed resources that it cannot use."""

NOT_WRITTEN = 120
"""Exit code of Python if the standard streams cannot be flushed."""

ONE_LINE = re.compile(rb"program: [^:\n]+: copy the file again, or build it again\n")
"""All that the loader writes."""

NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount"]

TRUNCATED = 20
CORRUPTED = 500
CONCURRENT = 50
SEED = 4


def _run(*arguments: bytes | str | Path, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Runs a program without any variables and returns how it ended, with its output."""
    options = {"env": {}, "stdin": subprocess.DEVNULL, **options}
    return subprocess.run(arguments, check=False, capture_output=True, timeout=120, **options)


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """An empty folder that everybody may enter."""
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        Path(name).chmod(0o755)
        yield Path(name).resolve()


@functools.cache
def _right_output() -> bytes:
    """Returns what the program prints where nothing is wrong, after a look at it."""
    with _folder() as folder:
        result = _run(shutil.copy(EXECUTABLE, folder / "program"))
    if (result.returncode, result.stderr) != (0, b""):
        raise AssertionError(f"it does not even run where nothing is wrong: {result}")
    found = json.loads(result.stdout)
    expected = {
        "words": ["eins", "zwei", "drei"],
        "resource": "eins,zwei,drei\n",
        "data": "eins,zwei,drei\n",
        "parts": ["fails"],
        "more": ["first", "second"],
    }
    if {name: found[name] for name in expected} != expected:
        raise AssertionError(f"it prints something else: {found}")
    if "# the line that tracebacks show" not in found["traceback"]:
        raise AssertionError(f"no source in its tracebacks: {found['traceback']}")
    return result.stdout


class FaultTest(unittest.TestCase):
    """What the tests have in common."""

    def _check_right(self, result: subprocess.CompletedProcess[bytes]) -> None:
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        self.assertEqual(result.stdout, _right_output())


class SurroundingsTest(FaultTest):
    """The rows of the table."""

    def _run_fault(self, fault: Fault) -> subprocess.CompletedProcess[bytes]:
        prefix = NAMESPACE if fault.mounts else []
        with _folder() as place, _folder() as folder, _folder() as root:
            variables = {
                "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
                "program": str(shutil.copy(EXECUTABLE, place / "program")),
                "folder": str(folder),
                "root": str(root),
            }
            return _run(*prefix, "/bin/sh", "-e", "-c", fault.script, env=variables)

    def _check(self, fault: Fault) -> None:
        result = self._run_fault(fault)
        if fault.ending is Ending.RIGHT:
            self._check_right(result)
        elif fault.ending is Ending.SILENT:
            self.assertEqual((result.returncode, result.stderr, result.stdout), (0, b"", b""))
        elif fault.ending is Ending.NOT_WRITTEN:
            self.assertEqual(result.returncode, NOT_WRITTEN, result.stderr)
            self.assertIn(b"No space left on device", result.stderr)
        else:
            self.assertEqual(result.returncode, 126, result.stderr)
            self.assertIn(b"Permission denied", result.stderr)
        print(f"{fault.name}: {fault.ending.value}")

    def test_without_mounts(self) -> None:
        for fault in FAULTS:
            if not fault.mounts:
                with self.subTest(fault.name):
                    self._check(fault)

    def test_with_mounts(self) -> None:
        allowed = _run(*NAMESPACE, "true", env={"PATH": os.defpath})
        if allowed.returncode:
            skip(f"no user namespaces for faults of mounts: {allowed.stderr.decode().strip()}")
        for fault in FAULTS:
            if fault.mounts:
                with self.subTest(fault.name):
                    self._check(fault)

    def test_names_that_are_not_utf8(self) -> None:
        with _folder() as folder:
            place = Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9"))
            place.mkdir()
            program = place / os.fsdecode(b"progr\xe4m")
            shutil.copy(EXECUTABLE, program)
            result = _run(program, "where", b"\xe9\xff", cwd=place)
            self.assertEqual((result.returncode, result.stderr), (0, b""))
            self.assertEqual(
                json.loads(result.stdout),
                {
                    "argv": [os.fsencode(program).hex(), b"where".hex(), b"\xe9\xff".hex()],
                    "executable": os.fsencode(program).hex(),
                    "folder": os.fsencode(place).hex(),
                    "file": os.fsencode(program / "program.py").hex(),
                },
            )
            self._check_right(_run(program, cwd=place))

    def test_removed_while_it_runs(self) -> None:
        with _folder() as folder:
            program = Path(shutil.copy(EXECUTABLE, folder / "program"))
            process = subprocess.Popen(
                [program, "wait"],
                env={},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            program.unlink()
            output, complaints = process.communicate(timeout=120)
            self.assertEqual((process.returncode, complaints), (0, b""))
            self.assertEqual(output, _right_output())

    def test_hostile_variables(self) -> None:
        hostile = "raise SystemExit('hostile code was run')\n"
        modules = ("json", "os", "encodings", "site", "sitecustomize", "usercustomize", "hostile")
        with _folder() as folder:
            for name in (*modules, "program", "parts"):
                (folder / f"{name}.py").write_text(hostile, encoding="utf-8")
            program = shutil.copy(EXECUTABLE, folder / "program")
            variables = {
                name: value.format(folder=folder) for name, value in HOSTILE_VARIABLES.items()
            }
            for name, value in variables.items():
                with self.subTest(name):
                    self._check_right(_run(program, env={name: value}, cwd=folder))
            self._check_right(_run(program, env={**variables, "LC_ALL": "C"}, cwd=folder))

    def test_concurrent_starts(self) -> None:
        with _folder() as folder, ThreadPoolExecutor(CONCURRENT) as threads:
            program = shutil.copy(EXECUTABLE, folder / "program")
            for result in threads.map(_run, [program] * CONCURRENT):
                self._check_right(result)


class TruncatedTest(FaultTest):
    """Executables that are cut off."""

    def test_truncated(self) -> None:
        content = EXECUTABLE.read_bytes()
        endings: collections.Counter[str] = collections.Counter()
        with _folder() as folder:
            program = folder / "program"
            for part in range(TRUNCATED):
                size = len(content) * part // TRUNCATED
                program.write_bytes(content[:size])
                program.chmod(0o755)
                with self.subTest(size=size):
                    endings[self._check_truncated(program)] += 1
        print(f"{TRUNCATED} truncated executables: {_counted(endings)}")
        self.assertEqual(sum(endings.values()), TRUNCATED)

    def _check_truncated(self, program: Path) -> str:
        try:
            result = _run(program)
        except OSError as error:
            self.assertIn(error.errno, (errno.EIO, errno.ENOEXEC))
            return "not started by the system"
        self.assertEqual((result.returncode, result.stdout), (DAMAGED, b""))
        self.assertRegex(result.stderr, rb"\A%s\Z" % ONE_LINE.pattern)
        self.assertIn(b"truncated", result.stderr)
        return "one line"


class CorruptedTest(FaultTest):
    """Executables with one other byte in their packed part: they run right or end with one line."""

    def setUp(self) -> None:
        _right_output()
        content = EXECUTABLE.read_bytes()
        attached = find_attached(content)
        self.start, self.size = attached.offset, attached.size
        self.resources = PackedResources(content[self.start : self.start + self.size])
        # Nobody may have a file open for writing when it is started, not even a process that
        # another thread is about to start.
        self.lock = threading.Lock()

    def test_corrupted(self) -> None:
        generator = random.Random(SEED)
        changes = [
            (place, generator.randrange(1, 256))
            for places in self._places()
            for place in generator.sample(places, CORRUPTED // 2)
        ]
        self.assertEqual(len(changes), CORRUPTED)
        with ThreadPoolExecutor(2) as threads:
            endings = sum(
                threads.map(self._check_all, (changes[::2], changes[1::2])), collections.Counter()
            )
        print(f"{CORRUPTED} corrupted executables: {_counted(endings)}")
        self.assertEqual(sum(endings.values()), CORRUPTED)
        self.assertGreater(endings["right"], CORRUPTED // 10)
        self.assertGreater(endings["one line"], CORRUPTED // 10)

    def test_messages(self) -> None:
        """What the line says of each part of the packed file."""
        header = self.resources.header
        slot = self._offset_of_slot(Kind.MODULE, "netrc")
        content = "the packed resources have damaged content"
        cases = (
            (0, "there are no packed resources where they should be"),
            (24, "the packed resources are damaged"),
            (header.config_offset + 4, "the packed resources are damaged"),
            (slot, "the packed resources have a damaged index ('netrc')"),
            (slot + 4, "the packed resources have a damaged index ('netrc')"),
            (self._entry("netrc"), "the packed resources have a damaged entry ('netrc')"),
            (self._data("netrc"), f"{content} ('netrc')"),
            (self._data("json.decoder"), f"{content} ('json.decoder')"),
            (self._data("__main__"), f"{content} ('__main__')"),
            # While Python is being initialised, and before.
            (self._data("encodings"), f"{content} ('encodings')"),
            (self._data("_packed_importlib.start_interpreter"), content),
        )
        with self._copy() as program:
            for place, what in cases:
                with self.subTest(what):
                    result = self._run_changed(program, place, 0xFF)
                    line = f"program: {what}: copy the file again, or build it again\n"
                    self.assertEqual((result.returncode, result.stdout), (DAMAGED, b""))
                    self.assertEqual(result.stderr.decode(), line)

    def _places(self) -> Sequence[Sequence[int]]:
        """Returns all offsets in the packed file, and those of what the program looks at."""
        names = json.loads(_run(EXECUTABLE, "modules").stdout)["modules"]
        used = list(range(self.resources.header.data_offset))
        for name in names:
            module = self.resources.find(Kind.MODULE, name)
            if module is not None and module.data:
                used += range(module.data_offset, module.data_offset + len(module.data))
        return range(self.size), used

    def _check_all(self, changes: Sequence[tuple[int, int]]) -> collections.Counter[str]:
        endings: collections.Counter[str] = collections.Counter()
        with self._copy() as program:
            for place, change in changes:
                result = self._run_changed(program, place, change)
                endings[self._ending(result, f"byte {place} of the packed file ^ {change}")] += 1
        return endings

    def _ending(self, result: subprocess.CompletedProcess[bytes], what: str) -> str:
        if result.returncode == 0:
            self.assertEqual((result.stdout, result.stderr), (_right_output(), b""), what)
            return "right"
        self.assertEqual(result.returncode, DAMAGED, f"{what}: {result}")
        self.assertRegex(result.stderr, rb"\A%s\Z" % ONE_LINE.pattern, what)
        self.assertEqual(result.stdout, b"", what)
        return "one line"

    @contextlib.contextmanager
    def _copy(self) -> Iterator[Path]:
        with _folder() as folder:
            program = Path(shutil.copy(EXECUTABLE, folder / "program"))
            program.chmod(0o755)
            yield program

    def _run_changed(
        self, program: Path, place: int, change: int
    ) -> subprocess.CompletedProcess[bytes]:
        """Runs the program with a byte of its packed file XORed, which is put back afterwards."""
        with self.lock:
            self._change(program, place, change)
            process = subprocess.Popen(
                [program],
                env={},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        output, complaints = process.communicate(timeout=120)
        with self.lock:
            self._change(program, place, change)
        return subprocess.CompletedProcess([program], process.returncode, output, complaints)

    def _change(self, program: Path, place: int, change: int) -> None:
        with program.open("r+b") as file:
            file.seek(self.start + place)
            byte = file.read(1)[0]
            file.seek(self.start + place)
            file.write(bytes([byte ^ change]))

    def _entry(self, module: str) -> int:
        names = [entry.name for entry in self.resources.entries if entry.kind is Kind.MODULE]
        return self.resources.header.entries_offset + names.index(module) * ENTRY.size

    def _data(self, module: str) -> int:
        entry = self.resources.find(Kind.MODULE, module)
        assert entry is not None
        return entry.data_offset

    def _offset_of_slot(self, kind: Kind, name: str) -> int:
        """Returns where the slot of an entry is."""
        wanted = (entry_hash(kind, name.encode()) >> 32) & 0xFFFFFFFF
        header = self.resources.header
        content = EXECUTABLE.read_bytes()[self.start + header.slots_offset :]
        tags = [tag for tag, *_ in SLOT.iter_unpack(content[: header.slot_count * SLOT.size])]
        return header.slots_offset + tags.index(wanted) * SLOT.size


def _counted(endings: collections.Counter[str]) -> str:
    return ", ".join(f"{count} {ending}" for ending, count in sorted(endings.items()))


if __name__ == "__main__":
    EXECUTABLE = Path(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2)
