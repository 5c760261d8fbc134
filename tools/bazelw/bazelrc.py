"""The options bazelw adds to Bazel's, weaker than everything the user says.

Bazel lets an rc file named on its command line win over the workspace's. So bazelw's file comes
first and then, named by bazelw as well, the workspace's and the user's: the order they have without
bazelw.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from tools.bazelw.arguments import Invocation
from tools.bazelw.cache import Cache, write_atomically
from tools.bazelw.settings import Settings

WORKSPACE_FILES = ("MODULE.bazel", "REPO.bazel", "WORKSPACE.bazel", "WORKSPACE")
"""The files by which Bazel recognises the top folder of a workspace."""


def ensure_file(settings: Settings, cache: Cache) -> Path:
    """Gives the rc file with the caches of this user; writes it if it is not there."""
    options = [f"--repository_cache={cache.repository_cache}", f"--distdir={cache.distdir}"]
    if settings.disk_cache:
        options.append(f"--disk_cache={settings.disk_cache}")
    text = "# Written by bazelw, see docs/bazelw.md.\n"
    text += "".join(f"common {quote(option)}\n" for option in options)
    content = text.encode("utf-8")
    file = cache.folder / "rc" / f"{hashlib.sha256(content).hexdigest()[:16]}.bazelrc"
    if not file.exists():
        write_atomically(file, content)
    cache.distdir.mkdir(exist_ok=True)
    return file


def quote(option: str) -> str:
    """Quotes one word for an rc file."""
    escaped = option.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def workspace_folder(folder: Path) -> Path | None:
    """Finds the workspace that `folder` is in."""
    for candidate in (folder, *folder.parents):
        if any((candidate / name).is_file() for name in WORKSPACE_FILES):
            return candidate
    return None


def command_line(
    invocation: Invocation,
    program: Path,
    startup_options: Sequence[str],
    needed_rc: Sequence[Path],
    optional_rc: Sequence[Path],
    folder: Path,
    home: str | None,
) -> list[str]:
    """Gives the words by which to start Bazel.

    Args:
        invocation: what the user asks for.
        program: the Bazel to start.
        startup_options: what this Bazel needs.
        needed_rc: rc files without which this Bazel does not work.
        optional_rc: rc files that `--ignore_all_rc_files` turns off, if they exist.
        folder: the current folder.
        home: the user's home folder.
    """
    files = list(needed_rc)
    if not invocation.ignore_all_rc:
        files += optional_rc
        workspace = workspace_folder(folder)
        if invocation.workspace_rc and workspace:
            files.append(workspace / ".bazelrc")
        if invocation.home_rc and home:
            files.append(Path(home) / ".bazelrc")
    words = [str(program), *startup_options, "--noworkspace_rc", "--nohome_rc"]
    seen = set()
    for file in files:
        # One file may be both the workspace's and the user's.
        if file.is_file() and file.resolve() not in seen:
            seen.add(file.resolve())
            words.append(f"--bazelrc={file}")
    words += invocation.startup
    if invocation.command is not None:
        words.append(invocation.command)
    return words + list(invocation.rest)
