"""`python -m tools.sdist.driver PROGRAM FACTS ...`: the compiler and the archiver of a build.

PROGRAM is `cc`, `c++`, `ar`, `ranlib` or `install_name_tool`; FACTS a JSON file, see
`tools/sdist/programs.py`. Command lines are those of clang and of GNU's ar. For each shared module
that is linked, a JSON file in the folder of records says which object files and static libraries it
is made of.
"""

from __future__ import annotations

import json
import shlex
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.common.command_line import run
from tools.common.errors import ToolError
from tools.isolate.archive import Member, is_archive, read_archive, write_archive
from tools.isolate.object_file import ObjectFile
from tools.sdist.libraries import find_libraries
from tools.sdist.target import read_json
from tools.sdist.toolchain import Command, read_toolchain

_SOURCES = (".c", ".cc", ".cpp", ".cxx", ".c++", ".C", ".m", ".mm", ".s", ".S")
_OBJECTS = (".o", ".obj", ".a", ".lo")

# Name of the files that say what was linked of what.
RECORD = "record.json"

# With one of these, nothing is linked.
_NO_LINK = frozenset(
    {"-c", "-E", "-S", "-M", "-MM", "-fsyntax-only", "--version", "-dumpversion", "-dumpmachine"}
)
_NO_LINK_PREFIXES = ("-print-", "--print-")

# Options that take the next argument.
_WITH_VALUE = frozenset(
    {"-o", "-x", "-D", "-U", "-I", "-L", "-l", "-include", "-isystem", "-iquote", "-idirafter"}
    | {"-MF", "-MT", "-MQ", "-Xlinker", "-Xclang", "-arch", "-isysroot", "-install_name"}
    | {"-framework", "-u", "-T", "-compatibility_version", "-current_version", "-target"}
)

# Object files have to be such, and not for a later optimisation: executables are linked of them.
_LEFT_OUT = ("-flto", "-fno-lto", "-fno-fat-lto-objects", "-ffat-lto-objects")


@dataclass
class Link:
    """What a command line that links says.

    Attributes:
        output: the file to write.
        shared: whether it is a shared module, and not a program.
        inputs: sources, object files and static libraries, in their order.
        libraries: names of `-l`.
        folders: of `-L`.
        compile_options: what sources are compiled with.
        link_options: what the linker is given besides.
    """

    output: str = "a.out"
    shared: bool = False
    inputs: list[str] = field(default_factory=list)
    libraries: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    compile_options: list[str] = field(default_factory=list)
    link_options: list[str] = field(default_factory=list)


def expanded(arguments: Iterable[str]) -> Iterator[str]:
    """Yields arguments, with those that response files hold (`@FILE`)."""
    for argument in arguments:
        if argument.startswith("@") and Path(argument[1:]).is_file():
            yield from expanded(shlex.split(Path(argument[1:]).read_text(encoding="utf-8")))
        else:
            yield argument


def links(arguments: Sequence[str]) -> bool:
    """Whether a command line links."""
    return not any(
        argument in _NO_LINK or argument.startswith(_NO_LINK_PREFIXES) for argument in arguments
    )


def parse_link(arguments: Sequence[str]) -> Link:
    """Reads a command line that links."""
    link = Link()
    rest = iter(arguments)
    for argument in rest:
        value = next(rest, "") if argument in _WITH_VALUE else None
        if argument == "-o":
            link.output = value or ""
        elif argument in ("-shared", "-bundle", "-dynamiclib"):
            link.shared = True
        elif argument == "-l":
            link.libraries.append(value or "")
        elif argument.startswith("-l"):
            link.libraries.append(argument[2:])
        elif argument == "-L":
            link.folders.append(value or "")
        elif argument.startswith("-L"):
            link.folders.append(argument[2:])
        elif argument.startswith("-Wl,") or argument in ("-Xlinker", "-framework", "-u"):
            link.link_options += [argument] if value is None else [argument, value]
        elif argument.startswith("-") or value is not None:
            link.compile_options += [argument] if value is None else [argument, value]
        else:
            link.inputs.append(argument)
    return link


def run_ar(arguments: Sequence[str]) -> None:
    """Makes an archive: `ar [-]OPERATION ARCHIVE FILE...`. Or says what it is.

    Raises:
        ToolError: it is another operation than to add or replace files.
        OSError: a file cannot be read or written.
    """
    if arguments[:1] in (["--version"], ["-h"]):
        print("ar, which makes static libraries as GNU ar does")
        return
    operation, archive, *files = expanded(arguments)
    if not set(operation.lstrip("-")) & set("rqs"):
        raise ToolError(f"ar {operation}: archives are only made here")
    output = Path(archive)
    # Files of the same name that are given at once are from different folders.
    replaced = {Path(file).name for file in files} if "r" in operation else set()
    objects = []
    if output.exists():
        objects = [
            ObjectFile(member.name, member.content)
            for member in read_archive(output.read_bytes())
            if member.name not in replaced
        ]
    objects += [ObjectFile(Path(file).name, Path(file).read_bytes()) for file in files]
    bsd = any(member.format.__name__.endswith(".macho") for member in objects)
    output.write_bytes(
        write_archive(
            (
                Member(member.name, member.content, sorted(member.defined_symbols()))
                for member in objects
            ),
            bsd=bsd,
        )
    )


def run_compiler(cxx: bool, facts: dict[str, str], arguments: Sequence[str]) -> None:
    """Compiles or links.

    Raises:
        ToolError: a library is missing.
        subprocess.CalledProcessError: a program failed.
    """
    root, source = Path(facts["root"]), Path(facts["source"])
    toolchain = read_toolchain(
        read_json(Path(facts["target"])), root, [Path(facts["folder"]), source]
    )
    arguments = toolchain.without_foreign_headers(
        word for word in expanded(arguments) if not word.startswith(_LEFT_OUT)
    )
    compiler = toolchain.cxx if cxx else toolchain.c
    if not links(arguments):
        compiler.run(arguments)
        return
    link = parse_link(arguments)
    linker = toolchain.link if link.shared else toolchain.program
    if not link.inputs:
        # `-v` asks the compiler what it is, and `-Wl,--version` the linker.
        if link.link_options:
            linker.run(link.link_options)
        else:
            compiler.run(arguments)
        return
    # Of a shared module, object files are needed as long as the build lasts.
    records = Path(facts["records"])
    folder = Path(tempfile.mkdtemp(prefix="link-", dir=records))
    files = list(_compiled(compiler, link, folder))
    libraries = find_libraries(link.libraries, link.folders, [source], toolchain.libraries)
    files += map(str, libraries.files)
    if link.shared:
        record = {
            "output": str(Path(link.output).absolute()),
            "files": [str(Path(file).absolute()) for file in files],
        }
        (folder / RECORD).write_text(json.dumps(record), encoding="utf-8")
    options = [*link.link_options, *libraries.options]
    linker.run_with_inputs_first([*files, *options], link.output)


def _compiled(compiler: Command, link: Link, folder: Path) -> Iterator[str]:
    """Yields the inputs of a link; sources are compiled to object files."""
    for number, file in enumerate(link.inputs):
        if file == "-" or Path(file).suffix in _SOURCES:
            output = folder / f"{number}.o"
            compiler.run([*link.compile_options, "-c", file, "-o", str(output)])
            yield str(output)
        elif Path(file).suffix in _OBJECTS or is_archive(Path(file).read_bytes()):
            yield file
        else:
            raise ToolError(f"{file}: is neither a source nor an object file nor a static library")


def main(arguments: list[str]) -> int:
    """Runs it; returns the exit code.

    Raises:
        ToolError: the command line cannot be followed.
        OSError: a file cannot be read or written.
    """
    program, facts, *rest = arguments
    try:
        if program == "ar":
            run_ar(rest)
        elif program == "install_name_tool":
            raise ToolError("install_name_tool: names and run paths of libraries stay as they are")
        elif program != "ranlib":
            run_compiler(program == "c++", read_json(Path(facts)), rest)
    except subprocess.CalledProcessError as error:
        # It has said why.
        return error.returncode
    return 0


if __name__ == "__main__":
    run("compiler", main)
