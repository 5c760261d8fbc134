"""The Java side of a prefix: the runtime from its wheel, and the class path of Bazel's server."""

from __future__ import annotations

import contextlib
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tools.bazelw import process

EXECUTABLES = ("lib/jspawnhelper", "lib/jexec")
"""What must be executable in a Java runtime besides its bin folder."""

LICENCES = "legal/"


def unpack_runtime(wheel: Path, runtime: Path) -> None:
    """Unpacks the folder java-runtime of `wheel` as the folder `runtime`."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            _, marker, relative = name.partition("/java-runtime/")
            if not marker or not relative or name.endswith("/") or relative.startswith(LICENCES):
                continue
            file = runtime / relative
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(archive.read(name))
            if relative.startswith("bin/") or relative in EXECUTABLES:
                file.chmod(0o755)


def dump_class_data(runtime: Path) -> None:
    """Writes the class data sharing archive, by which every JVM starts faster."""
    # Only speed depends on it.
    with contextlib.suppress(process.ToolFailed):
        process.run([runtime / "bin/java", "-Xshare:dump"])


def rewrite_class_path(install_base: Path, jars: Path, classes: Path, version: str) -> None:
    """Lets the server find its jars in the folder `jars`, and Bazel its own version.

    Debian's list names every jar of every dependency; those which are not here are not needed. What
    the manifests of jars name is followed too: a missing perfmark would show as a connection that
    times out after two minutes. The build data that Debian strips goes into `classes`: without it
    Bazel calls itself a development version and `native.bazel_version` is empty.
    """
    listing = install_base / "bazel_classpath_debian_depends.txt"
    todo = [Path(word).name for word in listing.read_text(encoding="utf-8").split()]
    found: list[Path] = []
    while todo:
        jar = jars / todo.pop(0)
        if jar.exists() and jar not in found:
            found.append(jar)
            todo.extend(_manifest_class_path(jar))
    classes.mkdir(parents=True)
    (classes / "build-data.properties").write_text(
        f"build.label={version}\nbuild.timestamp.as.int=0\n", encoding="ascii"
    )
    listing.write_text("".join(f"{path}\n" for path in [*found, classes]), encoding="utf-8")


def _manifest_class_path(jar: Path) -> Iterator[str]:
    try:
        with zipfile.ZipFile(jar) as archive:
            manifest = archive.read("META-INF/MANIFEST.MF").decode("utf-8")
    except (KeyError, zipfile.BadZipFile):
        return
    # Long lines are folded: a line break and one space.
    manifest = manifest.replace("\r\n", "\n").replace("\n ", "")
    match = re.search(r"^Class-Path: (.*)$", manifest, re.MULTILINE)
    if match:
        for word in match[1].split():
            yield Path(word).name
