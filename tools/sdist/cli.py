"""Command line of the sdist tool."""

from __future__ import annotations

import os
import sys
import tarfile
import tempfile
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from tools.common.command_line import argument_parser
from tools.common.errors import ToolError
from tools.isolate.cli import main as isolate
from tools.sdist.backend import build_wheel_hook
from tools.sdist.build import Build, prepare_programs, prepare_setuptools
from tools.sdist.records import Recorder, read_records
from tools.sdist.retag import retag
from tools.sdist.target import pass_for, read_json, read_target
from tools.wheel.backends import BACKENDS, SETUPTOOLS, Backend
from tools.wheel.unpack import unpack

# 1980-01-01, the first date that a zip can hold.
_SOURCE_DATE_EPOCH = "315532800"

# File descriptors of stdout and stderr.
_OUTPUTS = (1, 2)


def main(arguments: list[str]) -> int:
    """Runs the tool; returns its exit code.

    Raises:
        ToolError: it cannot be built, or something else was built than expected.
        OSError: a file cannot be read or written.
    """
    parser = argument_parser("sdist", __doc__ or "")
    parser.add_argument("--package", required=True, help="what is built, for messages")
    parser.add_argument("--backend", choices=list(BACKENDS), required=True, help="what builds it")
    parser.add_argument("--sdist", type=Path, required=True, help="the source distribution")
    parser.add_argument(
        "--target",
        type=Path,
        required=True,
        help="JSON file: the platform and its C toolchain; rules/private/source_distribution.bzl "
        "writes it",
    )
    parser.add_argument("--wheels", type=Path, required=True, help="folder for the wheel")
    parser.add_argument(
        "--site-packages", type=Path, required=True, help="folder to unpack the wheel to"
    )
    parser.add_argument(
        "--program",
        type=Path,
        action="extend",
        nargs="+",
        default=[],
        help="program that the build starts",
    )
    parser.add_argument(
        "--module",
        action="extend",
        nargs="+",
        default=[],
        metavar="NAME=FILE",
        help="extension module that is built, and the static library to write of it",
    )
    parser.add_argument(
        "--without-native-modules",
        action="store_true",
        help="leave shared modules, and other shared libraries, out of --site-packages",
    )
    options = parser.parse_args(arguments)
    modules = {}
    for argument in options.module:
        name, _, file = argument.partition("=")
        modules[name] = Path(file).absolute()
    wheels = options.wheels.absolute()
    site_packages = options.site_packages.absolute()
    root = Path.cwd()
    make_import_paths_absolute()
    sys.executable = str(Path(sys.executable).absolute())
    facts = read_json(options.target)
    target = read_target(facts["target"])
    facts["target"] = target.facts()
    try:
        with tempfile.TemporaryDirectory(prefix="sdist-") as temporary:
            folder = Path(temporary)
            build = Build(
                folder=folder,
                source=unpacked_source(options.sdist, folder / "source"),
                root=root,
                target=target,
                facts=facts,
                programs=[program.absolute() for program in options.program],
            )
            os.chdir(build.source)
            try:
                with shown_on_failure(folder / "log"):
                    wheel, recorder = _build(BACKENDS[options.backend], build, wheels)
                    _write_modules(modules, recorder)
            finally:
                os.chdir(root)
            unpack(wheel, site_packages, options.without_native_modules)
    except ToolError as error:
        raise ToolError(f"{options.package}: {error}") from None
    return 0


def make_import_paths_absolute() -> None:
    """Lets imports go on when the current folder changes."""
    sys.path[:] = [str(Path(entry).absolute()) for entry in sys.path]
    sys.path_importer_cache.clear()
    for module in list(sys.modules.values()):
        path = getattr(module, "__path__", None)
        if isinstance(path, list):
            path[:] = [str(Path(entry).absolute()) for entry in path]


@contextmanager
def shown_on_failure(log: Path) -> Iterator[None]:
    """Writes what this process and those it starts print to a file; shows it if there is an error.

    setuptools tells of every file it copies.
    """
    kept = [os.dup(descriptor) for descriptor in _OUTPUTS]
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        with log.open("wb") as file:
            for descriptor in _OUTPUTS:
                os.dup2(file.fileno(), descriptor)
        try:
            yield
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            for descriptor, old in zip(_OUTPUTS, kept, strict=True):
                os.dup2(old, descriptor)
                os.close(old)
    except BaseException:
        sys.stderr.write(log.read_text(encoding="utf-8", errors="replace"))
        raise


def unpacked_source(archive: Path, folder: Path) -> Path:
    """Unpacks a source distribution into a folder; returns the one folder that is in it.

    Raises:
        ToolError: it is damaged, or no source distribution.
    """
    folder.mkdir(exist_ok=True)
    try:
        with tarfile.open(archive) as tar:
            for member in tar:
                _unpack_member(archive, tar, member, folder)
    except (tarfile.TarError, EOFError) as error:
        raise ToolError(f"{archive.name}: damaged: {error}") from None
    children = list(folder.iterdir())
    if len(children) != 1 or not children[0].is_dir():
        raise ToolError(f"{archive.name}: damaged: not one folder")
    return children[0].resolve()


def _unpack_member(
    archive: Path, tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path
) -> None:
    """Unpacks a file; links and whatever else an archive can hold are left out.

    Not `extractall(filter="data")`, which Python has since 3.11.4.
    """
    path = PurePosixPath(member.name)
    if path.is_absolute() or ".." in path.parts:
        raise ToolError(f"{archive.name}: damaged: {member.name} leaves the archive")
    content = tar.extractfile(member) if member.isreg() else None
    if content:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.read())
        file.chmod(0o755 if member.mode & 0o100 else 0o644)


def _build(backend: Backend, build: Build, wheels: Path) -> tuple[Path, Recorder]:
    """Builds the wheel, with its platform tag, in the current folder; tells what was linked.

    Raises:
        ToolError: it cannot be built.
    """
    os.environ["SOURCE_DATE_EPOCH"] = _SOURCE_DATE_EPOCH
    target = build.target
    if backend == SETUPTOOLS:
        settings, recorder = prepare_setuptools(build)
    else:
        target, settings = prepare_programs(backend, build)
    hook = build_wheel_hook(build.source)
    pass_for(target)
    try:
        wheel = wheels / hook(str(wheels), settings)
    except (Exception, SystemExit) as error:
        # Into the log, which is shown.
        traceback.print_exc()
        reasons = [f"{type(error).__name__}: {error}"]
        if backend == SETUPTOOLS:
            reasons = recorder.errors or reasons
        raise ToolError(f"{backend.name} failed: {reasons[-1]}") from error
    if backend != SETUPTOOLS:
        wheel = retag(wheel, target.wheel_platform)
        recorder = read_records(wheel, target.extension_suffix, build.records)
    return wheel, recorder


def mismatch(expected: Sequence[str], recorder: Recorder) -> str:
    """Says how the extension modules that were built differ from those expected, or nothing."""
    missing = sorted(set(expected) - set(recorder.modules))
    if missing and recorder.errors:
        return f"{missing[0]} could not be built: {recorder.errors[-1]}"
    if sorted(expected) == sorted(recorder.modules):
        return ""
    built = ", ".join(f'"{name}"' for name in sorted(recorder.modules))
    return f"other extension modules were built than expected: say extension_modules = [{built}]"


def _write_modules(modules: Mapping[str, Path], recorder: Recorder) -> None:
    """Writes the static library of each extension module."""
    difference = mismatch(list(modules), recorder)
    if difference:
        raise ToolError(difference)
    for name, library in modules.items():
        init_function = "PyInit_" + name.rpartition(".")[2]
        hint = f"{name} does not define itself by that function"
        files = [str(file) for file in recorder.modules[name]]
        isolate(
            [
                *("--output", str(library), "--suffix", "." + name),
                *("--require", init_function, "--require-hint", hint),
                *("--input", *files),
            ]
        )
