"""What becomes of the cache of shared libraries when something is in the way."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from tests.e2e.shared_libraries.stamps import file_stamps
from tests.skipping import skip

PROGRAM = Path(sys.argv.pop(1)).resolve()

_EXPECTED = "trend: 0.019"


class CacheTest(unittest.TestCase):
    def setUp(self) -> None:
        self.home = Path(tempfile.mkdtemp())
        self.addCleanup(self._remove_home)
        self.cache = self.home / ".cache" / "rules_python_executable"

    def _remove_home(self) -> None:
        subprocess.run(["chmod", "-R", "u+rwx", self.home], check=True)
        shutil.rmtree(self.home)

    def _start(self, *before: str | Path, **env: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*before, PROGRAM],
            env={"HOME": str(self.home), "PATH": os.defpath, **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def _check(self, process: subprocess.Popen[str], errors: str = r"\A\Z") -> None:
        stdout, stderr = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, stderr)
        self.assertIn(_EXPECTED, stdout)
        self.assertRegex(stderr, errors)

    def _run(self, *before: str | Path, errors: str = r"\A\Z", **env: str) -> None:
        self._check(self._start(*before, **env), errors)

    def _in_namespace(self, script: str) -> list[str | Path]:
        """Returns a command that runs a program after a script that mounts things; or skips."""
        command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
        possible = subprocess.run([*command, "mount -t tmpfs none /mnt"], capture_output=True)
        if possible.returncode != 0:
            skip("no right to mount: " + possible.stderr.decode().strip())
        return [*command, f'set -e; {script}; exec "$@"', "sh"]

    def _libraries(self) -> list[Path]:
        (folder,) = self.cache.iterdir()
        return sorted(path for path in folder.rglob("*.so*"))

    def _leftovers(self) -> list[Path]:
        return [path for path in self.cache.rglob("*.tmp")]

    def test_second_run_writes_nothing(self) -> None:
        self._run()
        before = file_stamps(self.cache)
        self._run()
        self.assertEqual(file_stamps(self.cache), before)
        self.assertEqual(self.cache.stat().st_mode & 0o777, 0o700)

    def test_eight_first_runs_at_once(self) -> None:
        for process in [self._start() for _ in range(8)]:
            self._check(process)
        self.assertEqual(len(list(self.cache.iterdir())), 1)

    def test_killed_first_runs(self) -> None:
        delay = 0.02
        while True:
            process = self._start()
            try:
                process.wait(timeout=delay)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
            process.communicate()
            if process.returncode == 0 or delay > 5:
                break
            delay *= 1.4
        self._run()
        self.assertEqual(self._leftovers(), [])

    def test_what_killed_processes_left_is_removed(self) -> None:
        ended = subprocess.Popen(["true"])
        ended.wait()
        abandoned = self.cache / f"{'0' * 64}.{ended.pid}.tmp"
        (abandoned / "numpy").mkdir(parents=True)
        (abandoned / "numpy" / "a.so").touch()
        self.cache.chmod(0o700)
        in_use = self.cache / f"{'0' * 64}.{os.getpid()}.tmp"
        in_use.mkdir()
        self._run()
        self.assertFalse(abandoned.exists())
        self.assertTrue(in_use.exists())

    def test_damaged_files_are_repaired(self) -> None:
        self._run()
        libraries = self._libraries()
        contents = [path.read_bytes() for path in libraries]

        def overwrite(path: Path) -> None:
            with path.open("r+b") as file:
                file.seek(4096)
                file.write(b"\xff" * 100)

        def truncate(path: Path) -> None:
            os.truncate(path, 1000)

        for damage in (overwrite, truncate, Path.unlink):
            with self.subTest(damage.__name__):
                damage(libraries[0])
                damage(libraries[-1])
                self._run()
                self.assertEqual([path.read_bytes() for path in libraries], contents)
                self.assertEqual(self._leftovers(), [])

    def test_damaged_stamps(self) -> None:
        self._run()
        (stamps,) = self.cache.glob("*/stamps")
        for content in (b"", b"text", b"\xff" * 100, stamps.read_bytes()[:-1]):
            with self.subTest(content[:4]):
                stamps.write_bytes(content)
                self._run()
        stamps.unlink()
        self._run()

    def test_untouched_content_with_other_times(self) -> None:
        self._run()
        library = self._libraries()[0]
        inode = library.stat().st_ino
        os.utime(library, (1, 1))
        self._run()
        self.assertEqual(library.stat().st_ino, inode)

    def test_place_by_variables(self) -> None:
        folder = self.home / "elsewhere"
        self._run(RULES_PYTHON_EXECUTABLE_CACHE=str(folder))
        self.assertEqual(len(list(folder.iterdir())), 1)
        self._run(XDG_CACHE_HOME=str(self.home / "xdg"))
        self.assertTrue((self.home / "xdg" / "rules_python_executable").is_dir())
        self.assertFalse(self.cache.exists())

    def test_relative_place(self) -> None:
        self._run(
            RULES_PYTHON_EXECUTABLE_CACHE="cache",
            errors=r"\Asci: shared libraries are kept in memory: "
            r"RULES_PYTHON_EXECUTABLE_CACHE=cache: not an absolute path; .*\n\Z",
        )

    def test_folder_of_others(self) -> None:
        self.cache.mkdir(parents=True)
        self.cache.chmod(0o777)
        self._run(errors=r"\Asci: .* in memory: .*: others can write to it; set RULES_.*\n\Z")

    def test_read_only_home(self) -> None:
        if os.geteuid() == 0:
            command = self._in_namespace(f"mount -t tmpfs -o ro none {self.home}")
        else:
            command = []
            self.home.chmod(0o500)
        self._run(*command, errors=r"\Asci: shared libraries are kept in memory: .*\n\Z")

    def test_full_disk(self) -> None:
        self._run(
            *self._in_namespace(f"mount -t tmpfs -o size=4m,mode=700 none {self.home}"),
            errors=r"\Asci: shared libraries are kept in memory: .*No space left.*\n\Z",
        )

    def test_noexec(self) -> None:
        self._run(
            *self._in_namespace(f"mount -t tmpfs -o noexec,mode=700 none {self.home}"),
            errors=r"\Asci: shared libraries are kept in memory: .*noexec.*\n\Z",
        )

    def test_no_home(self) -> None:
        self._run(HOME="/nonexistent", errors=r"\Asci: shared libraries are kept in memory: .*\n\Z")


if __name__ == "__main__":
    unittest.main()
