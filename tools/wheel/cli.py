"""Command line of the wheel tool."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Collection, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tools.common.command_line import argument_parser
from tools.common.errors import ToolError
from tools.wheel.candidates import Candidate, choose
from tools.wheel.download import download
from tools.wheel.metadata import Metadata, dependencies_of, read_metadata
from tools.wheel.native_requirements import add_visual_cpp_runtime
from tools.wheel.packaging_library import canonicalize_name
from tools.wheel.sdist import build_dependencies, download_sdist, read_sdist
from tools.wheel.survey import survey
from tools.wheel.tags import Target
from tools.wheel.unpack import unpack

# The folder of a wheel's programs, beside the one that it is unpacked to.
PROGRAMS = "bin"


def main(arguments: list[str]) -> int:
    """Runs the tool; returns its exit code.

    Raises:
        ToolError: the wheel cannot be had or used.
        OSError: a file cannot be read or written.
    """
    parser = argument_parser("pypi", __doc__ or "")
    parser.add_argument(
        "--request",
        type=Path,
        required=True,
        help="JSON file: what to fetch, see rules/private/pypi/wheel_tool.bzl",
    )
    parser.add_argument("--output", type=Path, required=True, help="folder to unpack into")
    parser.add_argument(
        "--report", type=Path, required=True, help="JSON file to write: what was fetched"
    )
    options = parser.parse_args(arguments)
    request = json.loads(options.request.read_text(encoding="utf-8"))
    if request["platform"]:
        report = fetch(request, options.output)
    elif request["build_from_source"]:
        report = find_source(request, options.report.parent)
    else:
        report = find(request, options.output)
    options.report.write_text(json.dumps(report), encoding="utf-8")
    return 0


def _candidates(request: dict[str, Any]) -> dict[str, Candidate]:
    """Returns what the requirements file pins on each platform."""
    candidates = [Candidate(**candidate) for candidate in request["candidates"]]
    return choose(request["name"], candidates, request["environments"])


def _excluded(request: dict[str, Any], candidates: Collection[str]) -> dict[str, str]:
    """Returns the platforms that environment markers exclude -> why there is nothing."""
    return {
        platform: f"{request['name']}: its environment markers in {request['lock_file']} "
        f"exclude {platform}"
        for platform in request["targets"]
        if platform not in candidates
    }


def find_source(request: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Fetches the source distribution, which all platforms share; runs no code of it.

    Args:
        request: what `find` takes.
        folder: where to put it.

    Returns:
        what `find` does; of the wheel, `sdist` is the name of the file, `backend` the name of its
        build backend, `backend_programs` those of packages with programs that this starts, and
        `build_requirements` a list of objects with the fields of `Dependency`.

    Raises:
        ToolError: it cannot be had or used.
    """
    name = request["name"]
    candidates = _candidates(request)
    missing = _excluded(request, candidates)
    if not candidates:
        return {"wheel": None, "sharing": [], "leaders": {}, "missing": missing}
    versions = sorted({candidate.version for candidate in candidates.values()})
    if len(versions) > 1:
        raise ToolError(
            f"{name}: the requirements file pins {' and '.join(versions)}: what is built from "
            "source has one version on all platforms"
        )
    candidate = next(iter(candidates.values()))
    target = Target(**next(iter(request["targets"].values())))
    with tempfile.TemporaryDirectory(prefix="sdist-") as temporary:
        sdist = download_sdist(name, candidate, target, request["pip_options"], Path(temporary))
        (folder / sdist.name).write_bytes(sdist.read_bytes())
        source = read_sdist(sdist)
    left_out = [canonicalize_name(other) for other in request["without_dependencies"]]
    build = build_dependencies(source, request["environments"], left_out)
    wheel = _described(request, candidate, source.metadata)
    return {
        "wheel": {
            **wheel,
            "backend": source.backend.name,
            "backend_programs": list(source.backend.programs),
            "build_requirements": [asdict(dependency) for dependency in build],
            "sdist": sdist.name,
        },
        "sharing": sorted(candidates),
        "leaders": {},
        "missing": missing,
    }


def find(request: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Finds out where each platform gets its wheel from; unpacks the one for any platform.

    Args:
        request: `name`, `candidates` (a list of objects with the fields of `Candidate`), `targets`
            (name of a platform -> an object with the fields of `Target`), `environments`,
            `locked_packages` (their names), `pip_options`, `build_from_source`,
            `without_native_modules`, `without_dependencies`, `lock_file` (what people call it).
        folder: where to unpack the wheel.

    Returns:
        `wheel` (None, or what `fetch` returns of the wheel for any platform), `sharing`, `leaders`
        and `missing` (see `Survey`).

    Raises:
        ToolError: it cannot be found out, or the wheel cannot be used.
    """
    name = request["name"]
    candidates = _candidates(request)
    targets = {platform: Target(**target) for platform, target in request["targets"].items()}
    missing = _excluded(request, candidates)
    if not candidates:
        return {"wheel": None, "sharing": [], "leaders": {}, "missing": missing}
    with tempfile.TemporaryDirectory(prefix="wheel-") as temporary:
        found = survey(name, candidates, targets, request["pip_options"], Path(temporary))
        wheel = None
        if found.shared and found.sharing:
            wheel = _unpack(request, candidates[found.sharing[0]], found.shared, folder)
    return {
        "wheel": wheel,
        "sharing": found.sharing,
        "leaders": found.leaders,
        "missing": {**missing, **found.missing},
    }


def fetch(request: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Fetches and unpacks the wheel for one platform.

    Args:
        request: what `find` takes, and `platform`.
        folder: where to unpack it.

    Returns:
        `version`, `files`, `programs` and `dropped` (see `Unpacked`), `sdist` (None),
        `dependencies` (see `Dependencies`) and `extras` (name of an extra -> the `Dependencies`
        with it).

    Raises:
        ToolError: it cannot be had or used.
    """
    platform = request["platform"]
    candidate = _candidates(request)[platform]
    target = Target(**request["targets"][platform])
    with tempfile.TemporaryDirectory(prefix="wheel-") as temporary:
        wheel = download(
            request["name"], candidate, target, request["pip_options"], Path(temporary)
        )
        return _unpack(request, candidate, wheel, folder)


def _unpack(
    request: dict[str, Any], candidate: Candidate, wheel: Path, folder: Path
) -> dict[str, Any]:
    """Unpacks a wheel; returns what `fetch` does."""
    unpacked = unpack(
        wheel, folder, request["without_native_modules"], programs=folder.parent / PROGRAMS
    )
    files = [folder / file for file in unpacked.files]
    return {
        **_described(request, candidate, read_metadata(folder), files),
        "files": unpacked.files,
        "programs": [f"{PROGRAMS}/{name}" for name in unpacked.programs],
        "dropped": unpacked.dropped,
    }


def _described(
    request: dict[str, Any],
    candidate: Candidate,
    metadata: Metadata,
    files: Iterable[Path] = (),
) -> dict[str, Any]:
    """Returns what `fetch` does, without files; `files` are those of a wheel."""
    name = request["name"]
    environments = request["environments"]
    left_out = [canonicalize_name(other) for other in request["without_dependencies"]]
    wanted = {canonicalize_name(extra) for extra in candidate.extras}
    unknown = sorted(wanted - set(map(canonicalize_name, metadata.extras)))
    if unknown:
        raise ToolError(
            f"{name} {candidate.version}: the requirements file asks for the unknown extra "
            f"{unknown[0]}; there are: {', '.join(metadata.extras) or 'none'}"
        )
    locked_extras = [extra for extra in metadata.extras if canonicalize_name(extra) in wanted]
    dependencies = dependencies_of(metadata, environments, locked_extras, left_out)
    add_visual_cpp_runtime(
        dependencies,
        files,
        environments,
        set(request["locked_packages"]) - {name, *left_out},
    )
    return {
        "version": candidate.version,
        "files": [],
        "programs": [],
        "dropped": {},
        "sdist": None,
        "dependencies": asdict(dependencies),
        "extras": {
            canonicalize_name(extra): asdict(
                dependencies_of(metadata, environments, [extra], left_out)
            )
            for extra in metadata.extras
        },
    }
