"""The C toolchain: command lines that Bazel made, for commands that run in another folder."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.sdist.libraries import Library

# A path is a whole word, follows one of these options, or an equals sign or a comma in a word.
_PATH = re.compile(r"(?:^(?:-isystem|-iquote|-[ILFB])?|(?<=[=,]))(?P<path>[^-=,/][^=,]*/[^=,]*)")

_HEADER_FOLDERS = ("-I", "-isystem", "-iquote", "-idirafter", "-iwithsysroot")


def absolute(word: str, root: Path) -> str:
    """Returns a word of a command line with its paths relative to `root` made absolute.

    Only what exists there counts as a path.
    """

    def replaced(match: re.Match[str]) -> str:
        path = match["path"]
        if not (root / path).exists():
            return match[0]
        return match[0].removesuffix(path) + str(root / path)

    return _PATH.sub(replaced, word)


@dataclass(frozen=True)
class Command:
    """The beginning of a command line.

    Attributes:
        words: the program and the options that it always gets.
        environment: all environment variables.
    """

    words: Sequence[str]
    environment: Mapping[str, str]

    def run(self, arguments: Iterable[str]) -> None:
        """Runs it.

        Raises:
            OSError: the program cannot be run.
            subprocess.CalledProcessError: it failed.
        """
        subprocess.run([*self.words, *arguments], check=True, env=self.environment)

    def run_with_inputs_first(self, arguments: Iterable[str], output: str) -> None:
        """Runs a linker: what is given here comes before the toolchain's own libraries."""
        program, *options = self.words
        command = [program, *arguments, *options, "-o", output]
        subprocess.run(command, check=True, env=self.environment)


@dataclass(frozen=True)
class Toolchain:
    """What compiles and links for the target.

    Attributes:
        c, cxx: compile one file.
        link: links a shared module.
        program: links a program, which only checks of what there is do.
        libraries: name that `-l` has -> a library that the package is given.
        roots: absolute paths of folders: what is not below them is of the machine that builds.
    """

    c: Command
    cxx: Command
    link: Command
    program: Command
    libraries: Mapping[str, Library] = field(default_factory=dict)
    roots: Sequence[Path] = ()

    def without_foreign_headers(self, arguments: Iterable[str]) -> list[str]:
        """Returns options of a compiler without folders of headers of the machine that builds.

        Only those of one word: `-I/usr/include/ffi`.
        """
        roots = {*self.roots, *(root.resolve() for root in self.roots)}

        def is_foreign(argument: str) -> bool:
            for option in _HEADER_FOLDERS:
                path = Path(argument.removeprefix(option))
                if argument.startswith(option) and path.is_absolute():
                    return roots.isdisjoint((path, *path.parents))
            return False

        return [argument for argument in arguments if not is_foreign(argument)]


def read_toolchain(facts: Mapping[str, Any], root: Path, folders: Iterable[Path]) -> Toolchain:
    """Returns the toolchain that JSON describes.

    Args:
        facts: the object.
        root: the folder that its paths are relative to.
        folders: folders that are compiled in, outer ones first. None of these paths gets into the
            outputs.
    """
    roots = [root, *folders]
    no_paths = [f"-ffile-prefix-map={folder}/=" for folder in roots]

    def command(name: str, more: Sequence[str]) -> Command:
        words = [absolute(word, root) for word in facts[name]["words"]]
        return Command([*words, *more], facts[name]["environment"])

    return Toolchain(
        c=command("c", no_paths),
        cxx=command("cxx", no_paths),
        link=command("link", []),
        program=command("program", []),
        libraries={
            name: Library(
                [root / file for file in library["files"]],
                [absolute(word, root) for word in library["options"]],
            )
            for name, library in facts["libraries"].items()
        },
        roots=roots,
    )
