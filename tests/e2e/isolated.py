"""Runs a finished executable where nothing can help it.

`run` records what it asks the kernel for: the executable is copied into an empty folder and started
there with an empty environment under `strace`; by root as the user `nobody`, so that nothing of the
caller's can be read by accident.

`own_mounts` and `own_root` give the words that run a command on a machine that lacks something.
"""

from __future__ import annotations

import functools
import os
import pwd
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.skipping import skip

DYNAMIC_LOADER = "/lib64/ld-linux-x86-64.so.2"
"""What the kernel starts dynamic executables by."""

# strace's classes of system calls that take a path or a descriptor.
_TRACED = "trace=%file,%desc"
_CALL = re.compile(r"^\d+\s+(?P<name>\w+)\((?P<arguments>.*?)\)?\s+=\s+(?P<result>-?\w+|\?)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Call:
    """One system call: its name, the text of its arguments and its result as strace prints them."""

    name: str
    arguments: str
    result: str

    @property
    def failed(self) -> bool:
        """Whether the kernel refused it."""
        return self.result.startswith("-")

    @property
    def path(self) -> str | None:
        """The first path among the arguments."""
        match = _QUOTED.search(self.arguments)
        return match[1] if match else None

    @property
    def opens_for_writing(self) -> bool:
        """Whether it opens, creates, removes or renames a file."""
        if self.name in ("open", "openat", "openat2"):
            return any(flag in self.arguments for flag in ("O_WRONLY", "O_RDWR", "O_CREAT"))
        return self.name in _CHANGING


_CHANGING = frozenset(
    {
        "chmod",
        "chown",
        "creat",
        "fchmod",
        "fchmodat",
        "fchown",
        "fchownat",
        "ftruncate",
        "lchown",
        "link",
        "linkat",
        "mkdir",
        "mkdirat",
        "mknod",
        "mknodat",
        "rename",
        "renameat",
        "renameat2",
        "rmdir",
        "setxattr",
        "symlink",
        "symlinkat",
        "truncate",
        "unlink",
        "unlinkat",
        "utime",
        "utimensat",
    }
)
_STAT = frozenset({"stat", "lstat", "fstat", "newfstatat", "statx"})


@dataclass
class Run:
    """What one run did.

    Attributes:
        status: exit status as `subprocess` gives it.
        stdout: text it printed.
        stderr: text it complained.
        calls: the system calls about files and descriptors, in order, of all its processes.
        executable: path under which it ran.
    """

    status: int
    stdout: str
    stderr: str
    executable: Path
    calls: list[Call] = field(default_factory=list)

    def opened(self) -> list[str]:
        """Paths that were opened with success."""
        return [
            call.path
            for call in self.calls
            if call.name in ("open", "openat", "openat2") and not call.failed and call.path
        ]

    def count(self, *names: str) -> int:
        """How many calls have one of these names."""
        return sum(call.name in names for call in self.calls)

    def stat_calls(self) -> list[Call]:
        """The calls of the stat family."""
        return [call for call in self.calls if call.name in _STAT]

    def changes(self) -> list[Call]:
        """The calls that write anywhere but to the standard streams."""
        return [
            call
            for call in self.calls
            if call.opens_for_writing
            or (call.name in ("write", "writev") and call.arguments[:2] not in ("1,", "2,"))
        ]


@contextmanager
def empty_folder() -> Iterator[Path]:
    """A folder with nothing in it that everybody may enter and nobody but its owner may write."""
    with tempfile.TemporaryDirectory(prefix="isolated-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def _other_user() -> dict[str, object]:
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def run(executable: Path, *arguments: str, environment: dict[str, str] | None = None) -> Run:
    """Run a copy of an executable in isolation.

    Args:
        executable: the file that the build made.
        arguments: its arguments.
        environment: its whole environment; empty where not given.

    Returns:
        what it did. A run longer than 60 seconds raises `subprocess.TimeoutExpired`.
    """
    strace = shutil.which("strace")
    if strace is None:
        raise RuntimeError("no strace on PATH: install it (Debian: apt-get install strace)")
    with empty_folder() as tools, empty_folder() as folder:
        copy = folder / executable.name
        shutil.copy(executable, copy)
        copy.chmod(0o755)
        trace = tools / "trace"
        trace.touch()
        trace.chmod(0o666)
        done = subprocess.run(
            [strace, "-f", "-s", "4096", "-o", trace, "-e", _TRACED, copy, *arguments],
            cwd=folder,
            env=environment or {},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            **_other_user(),
        )
        if set(folder.iterdir()) != {copy}:
            raise AssertionError(f"left behind: {sorted(set(folder.iterdir()) - {copy})}")
        return Run(
            done.returncode, done.stdout, done.stderr, copy, list(_of_program(trace.read_text()))
        )


def own_mounts(*steps: Sequence[str | Path]) -> list[str]:
    """The words to put before a command that is to have mounts of its own.

    Args:
        *steps: commands that are run before it, such as `("mount", "-t", "tmpfs", "none", "/mnt")`.
            Nobody else sees what they mount.

    Raises:
        unittest.SkipTest: this machine, or the sandbox of the test, does not allow it.
    """
    options = _options_of_unshare()
    if options is None:
        skip("a test needs mounts of its own: run it as root, or allow user namespaces")
    lines = [shlex.join([_tool(str(step[0])), *map(str, step[1:])]) for step in steps]
    script = "\n".join([*lines, 'exec "$@"'])
    return [_tool("unshare"), "--mount", *options, "/bin/sh", "-ec", script, "sh"]


def own_root(root: Path) -> list[str]:
    """The words to put before a command that is to see nothing but a folder; see `own_mounts`."""
    return [*own_mounts(), _tool("chroot"), str(root)]


def copy_libraries(executable: Path, root: Path) -> None:
    """Copies the system's libraries that a dynamic executable needs to the same place below a root.

    A static one needs none.
    """
    listed = subprocess.run(
        [DYNAMIC_LOADER, "--list", executable], capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        return
    libraries = [word for word in listed.stdout.split() if word.startswith("/")]
    for library in {DYNAMIC_LOADER, *libraries}:
        copy = root / library[1:]
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(library, copy)


@functools.cache
def _options_of_unshare() -> tuple[str, ...] | None:
    """What root, or else any user, has to say to `unshare`; None if both are refused."""
    for options in ((), ("--map-root-user",)):
        attempt = [_tool("unshare"), "--mount", *options]
        attempt += [_tool("mount"), "-t", "tmpfs", "none", "/proc"]
        if subprocess.run(attempt, capture_output=True, check=False).returncode == 0:
            return options
    return None


def _tool(name: str) -> str:
    """The path of a program of the system, also where PATH leaves out those for root."""
    path = shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin")
    if path is None:
        raise RuntimeError(f"no {name} in /usr/sbin, /usr/bin, /sbin and /bin")
    return path


def _of_program(trace: str) -> Iterator[Call]:
    """The calls after strace's own execve of the program."""
    lines = iter(trace.splitlines())
    for line in lines:
        if "execve(" in line:
            break
    for line in lines:
        match = _CALL.match(line)
        if match:
            yield Call(match["name"], match["arguments"], match["result"])


# What the C library opens for the program: itself, and the locale C.UTF-8.
_OF_C_LIBRARY = re.compile(
    r"/etc/ld\.so\.(cache|preload)"
    r"|(/usr)?/lib(64)?/([^/]+/)?(libc|libm|libdl|libpthread|librt)\.so\.\d"
    r"|/usr/lib/locale/(locale-archive|C\.(UTF-8|utf8)/LC_CTYPE)"
    r"|/usr/share/locale/locale\.alias"
    r"|/usr/lib(64)?/([^/]+/)?gconv/gconv-modules\.cache"
)


def foreign_files(run: Run, allowed: Sequence[str] = ()) -> list[str]:
    """Files that a run opened beside its executable and the system's libraries.

    Args:
        run: the run.
        allowed: regular expressions of whole paths that the program itself asks for.
    """
    return [
        path
        for path in run.opened()
        if path not in (str(run.executable), "/proc/self/exe")
        and not _OF_C_LIBRARY.fullmatch(path)
        and not any(re.fullmatch(pattern, path) for pattern in allowed)
    ]
