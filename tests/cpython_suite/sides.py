"""The two interpreters that are compared, and how a file of CPython's test-suite is run in one."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.cpython_suite.results import Results, read_results

PACKED = "packed"
FOLDER = "folder"

_SCRIPTS = ("outcome_recorder.py", "run_regrtest.py")
"""What runs inside the interpreters, besides upstream's tests."""

_RESOURCES = "curses"
"""Upstream's resources that tests may use: no network, no sound, no gigabytes, no minutes."""

_GRACE = 120
"""Seconds that the process has to end by itself after upstream's own limit of time."""


@dataclass(frozen=True)
class Run:
    """What a test file has come to on one side.

    Attributes:
        results: the outcomes.
        seconds: how long it took.
        log: what the process has written.
    """

    results: Results
    seconds: float
    log: str


class Side:
    """An interpreter that has the whole test-suite in its standard library.

    Args:
        name: `PACKED` or `FOLDER`.
        interpreter: path of the executable.
        scripts: folder with the scripts that run inside.
        extensions: folder with upstream's extension modules for tests.
    """

    def __init__(self, name: str, interpreter: Path, scripts: Path, extensions: Path) -> None:
        self.name = name
        self._interpreter = interpreter
        self._scripts = scripts
        self._extensions = extensions

    def test_files(self) -> list[str]:
        """Returns the names of all test files, as upstream's runner lists them.

        Raises:
            RuntimeError: the interpreter does not run the runner.
        """
        with tempfile.TemporaryDirectory() as folder:
            process = subprocess.run(
                [self._interpreter, "-m", "test", "--list-tests"],
                cwd=folder,
                env=self._environment(folder),
                capture_output=True,
                check=False,
                encoding="utf-8",
            )
        if process.returncode:
            raise RuntimeError(f"{self._interpreter} -m test: {process.stderr}")
        return process.stdout.splitlines()

    def run(self, file: str, timeout: int) -> Run:
        """Runs a test file in a process and a folder of their own.

        Args:
            file: its name, as `test_files` has it.
            timeout: seconds after which it is ended.
        """
        start = time.monotonic()
        folder = Path(tempfile.mkdtemp(prefix="test-"))
        try:
            results, log, work = folder / "results", folder / "log", folder / "work"
            work.mkdir()
            arguments = [
                str(self._interpreter),
                str(self._scripts / "run_regrtest.py"),
                str(results),
                "--verbose",
                f"--use={_RESOURCES}",
                f"--timeout={timeout}",
                # Many tests draw random numbers: the same on both sides.
                "--randseed=1",
                f"--tempdir={work}",
                file,
            ]
            with log.open("wb") as output:
                environment = self._environment(work)
                _run(arguments, work, environment, output.fileno(), timeout + _GRACE)
            return Run(
                read_results(results),
                time.monotonic() - start,
                log.read_text(encoding="utf-8", errors="replace"),
            )
        finally:
            # Whatever tests leave behind, perhaps what cannot be removed.
            shutil.rmtree(folder, ignore_errors=True)

    def _environment(self, folder: str | os.PathLike[str]) -> dict[str, str]:
        return {
            "HOME": os.fspath(folder),
            "LANG": "C.UTF-8",
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "PYTHONPATH": str(self._extensions),
            "TERM": "xterm",
            "TMPDIR": os.fspath(folder),
        }


def _run(
    arguments: list[str], work: Path, environment: dict[str, str], output: int, timeout: int
) -> None:
    """Runs a process; when it has ended, or has not in time, ends what it has started too."""
    process = subprocess.Popen(
        arguments,
        cwd=work,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
    )
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired:
        os.write(output, f"\nNot ended after {timeout} s.\n".encode())
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def lay_out(
    packed: Path, installation: Path, extensions: list[Path], folder: Path
) -> tuple[Side, Side]:
    """Copies both interpreters into a folder, where tests may write as in any installation.

    Args:
        packed: the executable with the packed test-suite.
        installation: folder with `bin` and `lib` of the ordinary installation.
        extensions: upstream's extension modules for tests. Native modules cannot be packed: both
            interpreters find them beside themselves.
        folder: where to.

    Returns:
        the packed side and the one in a folder. The interpreters have the same name.
    """
    scripts = folder / "scripts"
    scripts.mkdir()
    for name in _SCRIPTS:
        shutil.copyfile(Path(__file__).with_name(name), scripts / name)

    beside = folder / "extensions"
    beside.mkdir()
    for extension in extensions:
        shutil.copyfile(extension, beside / extension.name)

    (name,) = (path.name for path in (installation / "bin").iterdir())
    executable = folder / PACKED / name
    executable.parent.mkdir()
    shutil.copyfile(packed, executable)
    executable.chmod(0o755)

    prefix = folder / FOLDER
    # Not the permissions: Bazel takes those to write away.
    shutil.copytree(installation, prefix, copy_function=shutil.copyfile)
    for path in [prefix, *prefix.rglob("*")]:
        path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    return (
        Side(PACKED, executable, scripts, beside),
        Side(FOLDER, prefix / "bin" / name, scripts, beside),
    )
