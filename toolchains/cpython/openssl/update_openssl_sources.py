"""Writes openssl_sources.bzl: the files that OpenSSL's targets consist of.

Run it when the version of OpenSSL or its configuration changes, with the folder of OpenSSL's
unpacked source (needs perl):

    python3 toolchains/cpython/openssl/update_openssl_sources.py SOURCE

It asks generate.pl for every target of configuration.bzl and writes each file once, in the group of
the targets that have it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
OUTPUT = "openssl_sources.bzl"

# Kind of entry in generate.pl's list -> field of a group and what it holds.
KINDS = {
    "crypto": ("crypto_sources", "C and assembly files of libcrypto"),
    "ssl": ("ssl_sources", "C and assembly files of libssl"),
    "generated": ("generated_files", "headers and files of the former two that are generated"),
    "define": ("defines", "macros that all files are compiled with"),
}

# (kind, value), such as ("crypto", "crypto/aes/aes_core.c").
Entry = tuple[str, str]


def configuration() -> dict[str, Any]:
    """Returns the globals of configuration.bzl, whose Starlark is also Python."""
    names: dict[str, Any] = {}
    path = FOLDER / "configuration.bzl"
    exec(compile(path.read_text(), str(path), "exec"), names)
    return names


def entries_of(source: Path, target: str, options: Iterable[str]) -> list[Entry]:
    """Returns what a target of OpenSSL's Configure consists of.

    Raises:
        subprocess.CalledProcessError: if OpenSSL cannot be configured so.
    """
    command = ["perl", str(FOLDER / "generate.pl"), "--list"]
    command += ["--source", str(source), "--target", target]
    for option in options:
        command += ["--option", option]
    result = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    entries = []
    for line in result.stdout.splitlines():
        kind, _, value = line.partition("\t")
        if kind not in KINDS:
            raise ValueError(f"generate.pl printed an entry of unknown kind: {line!r}")
        entries.append((kind, value))
    return entries


def groups_of(entries: Mapping[str, list[Entry]]) -> dict[tuple[str, ...], list[Entry]]:
    """Returns the entries by the targets that have them, the largest group of targets first."""
    targets_of: dict[Entry, list[str]] = {}
    for target in sorted(entries):
        for entry in entries[target]:
            targets_of.setdefault(entry, []).append(target)
    groups: dict[tuple[str, ...], list[Entry]] = {}
    for entry, targets in sorted(targets_of.items()):
        groups.setdefault(tuple(targets), []).append(entry)
    return dict(sorted(groups.items(), key=lambda group: (-len(group[0]), group[0])))


def starlark_list(values: Iterable[str], indent: str) -> str:
    """Returns a list of strings in buildifier's layout."""
    values = list(values)
    if not values:
        return "[]"
    if len(values) == 1:
        return f'["{values[0]}"]'
    lines = "".join(f'{indent}    "{value}",\n' for value in values)
    return f"[\n{lines}{indent}]"


def table(groups: Mapping[tuple[str, ...], list[Entry]]) -> str:
    """Returns the text of openssl_sources.bzl."""
    lines = [
        '"""What OpenSSL consists of. Written by update_openssl_sources.py; do not edit."""',
        "",
        "# Groups of files, each with the targets of Configure that have them (`targets`):",
    ]
    lines += [f"# `{field}`: {meaning}." for field, meaning in KINDS.values()]
    lines += ["# Paths are relative to the root of the source; values are sorted.", ""]
    lines.append("OPENSSL_SOURCES = [")
    for targets, entries in groups.items():
        lines.append("    struct(")
        fields = {"targets": list(targets)}
        for kind, (field, _) in KINDS.items():
            fields[field] = [value for entry_kind, value in entries if entry_kind == kind]
        for field in sorted(fields):
            lines.append(f"        {field} = {starlark_list(fields[field], ' ' * 8)},")
        lines.append("    ),")
    lines.append("]")
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Writes the table; returns the exit status."""
    summary = (__doc__ or "").splitlines()[0]
    parser = argparse.ArgumentParser(description=summary)
    parser.add_argument("source", type=Path, help="folder of OpenSSL's unpacked source")
    source: Path = parser.parse_args(arguments).source
    if not (source / "Configure").is_file():
        print(f"{source}: not OpenSSL's source: it has no Configure", file=sys.stderr)
        return 2
    names = configuration()
    entries = {
        target: entries_of(source, target, names["CONFIGURE_OPTIONS"])
        for target in sorted(set(names["CONFIGURE_TARGETS"].values()))
    }
    (FOLDER / OUTPUT).write_text(table(groups_of(entries)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
