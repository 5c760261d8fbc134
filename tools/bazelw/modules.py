"""Lets Bazel resolve modules from the disk.

Modules that are always in the module graph, because Bazel's own tools or the rules depend on them,
are overridden. Overriding a module that is not in the graph is an error, so the optional ones come
from a registry of files, under every version that somebody may ask for. What is named by Bazel's
tools but never used here is a stub.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

from tools.bazelw.failure import ExitCode, Failure

ALWAYS_IN_GRAPH = frozenset(
    (
        "bazel_features",
        "bazel_skylib",
        "platforms",
        "rules_cc",
        "rules_java",
        "rules_license",
        "rules_proto",
        "rules_python",
    )
)

STUBS: Mapping[str, Mapping[str, str]] = {
    "apple_support": {},
    "buildozer": {
        "buildozer_binary.bzl": """\
def _repo_impl(ctx):
    ctx.file("BUILD.bazel", "")

_repo = repository_rule(implementation = _repo_impl)

def _extension_impl(_):
    _repo(name = "buildozer_binary")

buildozer_binary = module_extension(implementation = _extension_impl)
"""
    },
    "protobuf": {},
    "zlib": {},
}
"""Modules that Bazel's tools name: module name -> its .bzl files."""

ALIASES: Mapping[str, tuple[str, ...]] = {
    "bazel_lib": ("3.0.0", "3.1.0", "3.2.0"),
    "rules_pkg": ("0.7.0", "0.9.1", "0.10.1", "1.0.0", "1.0.1", "1.1.0", "1.2.0"),
    "rules_shell": ("0.1.1", "0.2.0", "0.3.0", "0.4.0", "0.4.1", "0.5.0", "0.5.1", "0.6.1"),
    "stardoc": ("0.5.3", "0.5.6", "0.6.2", "0.7.0", "0.7.1", "0.7.2", "0.8.0", "0.8.1"),
}
"""Versions of the public registry that are answered with the packaged one: users declare what
exists there, and their graph takes the highest."""


def write_modules(
    install_base: Path, stubs: Path, registry: Path, versions: Mapping[str, str]
) -> list[str]:
    """Writes stubs and registry for the modules below Debian's `install_base`.

    Args:
        install_base: holds `rules/<name>` and `tools/<name>`.
        stubs: folder to make.
        registry: folder to make.
        versions: upstream version of each package of Debian, for modules that say none.

    Returns:
        Bazel's options that make it use them.
    """
    overridden: dict[str, Path] = {}
    optional: dict[str, Path] = {}
    for file in sorted(install_base.glob("rules/*/MODULE.bazel")) + sorted(
        install_base.glob("tools/*/MODULE.bazel")
    ):
        name = module_name(file.read_text(encoding="utf-8"))
        (overridden if name in ALWAYS_IN_GRAPH else optional)[name] = file.parent
    missing = ALWAYS_IN_GRAPH - set(overridden)
    if missing:
        raise Failure(
            ExitCode.NOT_AVAILABLE,
            f"Debian's packages lack the modules {', '.join(sorted(missing))}",
            "report this",
        )
    for name, files in STUBS.items():
        overridden[name] = _write_stub(stubs / name, name, files)
    requested = _requested_versions([*overridden.values(), *optional.values()])
    for name, folder in optional.items():
        aliases = {*requested.get(name, ()), *ALIASES.get(name, ())}
        _register(registry, install_base, name, folder, aliases, versions)
    registry.mkdir(parents=True, exist_ok=True)
    (registry / "bazel_registry.json").write_text(
        json.dumps({"module_base_path": str(install_base)}) + "\n", encoding="utf-8"
    )
    return [f"--registry=file://{registry}"] + [
        f"--override_module={name}={folder}" for name, folder in sorted(overridden.items())
    ]


def module_name(text: str) -> str:
    """Gives the name that the text of a MODULE.bazel declares."""
    match = re.search(r"\bmodule\(\s*name\s*=\s*[\"']([^\"']+)", text)
    if match is None:
        raise Failure(
            ExitCode.NOT_AVAILABLE,
            "a MODULE.bazel in Debian's packages declares no name",
            "report this",
        )
    return match[1]


def with_version(text: str, version: str) -> str:
    """Gives the text of a MODULE.bazel with another version of its module."""
    head = re.search(r"\bmodule\((.*?)\)", text, re.DOTALL)
    assert head is not None, "module_name has found it"
    arguments = re.sub(r",?\s*version\s*=\s*[\"'][^\"']*[\"']", "", head[1]).rstrip().rstrip(",")
    arguments += f',\n    version = "{version}",\n'
    return text[: head.start(1)] + arguments + text[head.end(1) :]


def _module_version(text: str) -> str | None:
    head = re.search(r"\bmodule\((.*?)\)", text, re.DOTALL)
    version = re.search(r"version\s*=\s*[\"']([^\"']*)", head[1]) if head else None
    return version[1] if version and version[1] not in ("", "0.0.0") else None


def _requested_versions(folders: list[Path]) -> dict[str, set[str]]:
    requested: dict[str, set[str]] = {}
    for folder in folders:
        text = (folder / "MODULE.bazel").read_text(encoding="utf-8")
        for name, version in re.findall(
            r"bazel_dep\(\s*name\s*=\s*\"([^\"]+)\",\s*version\s*=\s*\"([^\"]+)\"", text
        ):
            requested.setdefault(name, set()).add(version)
    return requested


def _write_stub(folder: Path, name: str, files: Mapping[str, str]) -> Path:
    folder.mkdir(parents=True)
    (folder / "MODULE.bazel").write_text(f'module(name = "{name}", version = "0")\n')
    (folder / "BUILD.bazel").write_text("")
    for file, text in files.items():
        (folder / file).write_text(text)
    return folder


def _register(
    registry: Path,
    install_base: Path,
    name: str,
    folder: Path,
    aliases: set[str],
    versions: Mapping[str, str],
) -> None:
    file = folder / "MODULE.bazel"
    text = file.read_text(encoding="utf-8")
    version = _module_version(text)
    if version is None:
        version = versions[_package(name)]
        file.write_text(with_version(text, version), encoding="utf-8")
    known = sorted({version, *aliases})
    module = registry / "modules" / name
    for known_version in known:
        entry = module / known_version
        entry.mkdir(parents=True)
        (entry / "MODULE.bazel").write_text(with_version(text, known_version), encoding="utf-8")
        source = {"type": "local_path", "path": os.path.relpath(folder, install_base)}
        (entry / "source.json").write_text(json.dumps(source) + "\n", encoding="utf-8")
    metadata = {"versions": known, "yanked_versions": {}}
    (module / "metadata.json").write_text(json.dumps(metadata) + "\n", encoding="utf-8")


def _package(module: str) -> str:
    """Gives Debian's package of a module."""
    if module == "bazel_lib":
        return "bazel-lib"
    return "bazel-" + module.replace("_", "-")
