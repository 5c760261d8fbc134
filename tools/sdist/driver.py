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
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.common.command_line import run
from tools.common.errors import ToolError
from tools.isolate.archive import Member, is_archive, read_archive, write_archive
from tools.isolate.object_file import ObjectFile
from tools.sdist.libraries import find_library
from tools.sdist.target import Target, read_json, read_target
from tools.sdist.toolchain import Command, Toolchain, read_toolchain

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

# For which linker of LLVM's, and which version, the toolchain's are taken by what asks them. meson
# then gives no option that came later.
_ANSWERS = {"darwin": "LLD 12.0.0 (ld64.lld)"}
_QUESTIONS = frozenset({"--version", "-v"})

# Options of the linker that the toolchain's does not know and that change nothing here.
_LINKER_OPTIONS_LEFT_OUT = {"darwin": frozenset({"-fatal_warnings"})}

_FORCE_LOAD = "-Wl,-force_load"

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
        arguments: `inputs`, `-l` and the options of the linker, in their order: some options are
            about what follows.
    """

    output: str = "a.out"
    shared: bool = False
    inputs: list[str] = field(default_factory=list)
    libraries: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    compile_options: list[str] = field(default_factory=list)
    arguments: list[str] = field(default_factory=list)


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
        elif argument.startswith("-l"):
            name = argument[2:] if value is None else value
            link.libraries.append(name)
            link.arguments.append(f"-l{name}")
        elif argument == "-L":
            link.folders.append(value or "")
        elif argument.startswith("-L"):
            link.folders.append(argument[2:])
        elif argument.startswith(_FORCE_LOAD):
            # The file may be an argument of its own.
            file = argument[len(_FORCE_LOAD) + 1 :] or next(rest, "")
            link.inputs.append(file)
            link.arguments.append(f"{_FORCE_LOAD},{file}")
        elif argument.startswith("-Wl,") or argument in ("-Xlinker", "-framework", "-u"):
            link.arguments += [argument] if value is None else [argument, value]
        elif argument.startswith("-") or value is not None:
            link.compile_options += [argument] if value is None else [argument, value]
        else:
            link.inputs.append(argument)
            link.arguments.append(argument)
    return link


def usable_options(arguments: Iterable[str], sys_platform: str) -> Iterator[str]:
    """Yields the arguments of a link without options of the linker that are left out."""
    left_out = _LINKER_OPTIONS_LEFT_OUT.get(sys_platform, frozenset())
    for argument in arguments:
        if not argument.startswith("-Wl,"):
            yield argument
            continue
        kept = [option for option in argument.split(",")[1:] if option not in left_out]
        if kept:
            yield ",".join(["-Wl", *kept])


def answer_as_linker(arguments: Iterable[str], sys_platform: str) -> int:
    """Answers what a build system asks a linker, to find out what it understands.

    meson, for one, reads these answers (`mesonbuild/linkers/detect.py`).

    Args:
        arguments: `-Wl,--version` and the like.
        sys_platform: of the target, one of `_ANSWERS`.

    Returns:
        the exit code.
    """
    options = [option for argument in arguments for option in argument.split(",")[1:]]
    unknown = [option for option in options if option not in _QUESTIONS]
    if unknown:
        sys.stderr.write(f"ld: error: unknown argument: {unknown[0]}\n")
        return 1
    output = sys.stdout if "--version" in options else sys.stderr
    output.write(_ANSWERS[sys_platform] + "\n")
    return 0


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


def run_compiler(cxx: bool, facts: dict[str, str], arguments: Sequence[str]) -> int:
    """Compiles or links; returns the exit code.

    Raises:
        ToolError: a library is missing.
        subprocess.CalledProcessError: a program failed.
    """
    target_facts = read_json(Path(facts["target"]))
    toolchain = read_toolchain(
        target_facts, Path(facts["root"]), [Path(facts["folder"]), Path(facts["source"])]
    )
    arguments = toolchain.without_foreign_headers(
        word for word in expanded(arguments) if not word.startswith(_LEFT_OUT)
    )
    compiler = toolchain.cxx if cxx else toolchain.c
    if not links(arguments):
        compiler.run(arguments)
        return 0
    link = parse_link(arguments)
    target = read_target(target_facts["target"])
    if link.inputs:
        _link(link, toolchain, compiler, target, facts)
    elif not link.arguments:
        # `-v` asks the compiler what it is, and `-Wl,--version` the linker.
        compiler.run(arguments)
    elif target.sys_platform in _ANSWERS:
        return answer_as_linker(link.arguments, target.sys_platform)
    else:
        linker_of(link, toolchain).run(link.arguments)
    return 0


def linker_of(link: Link, toolchain: Toolchain) -> Command:
    """Returns what links shared modules, or programs."""
    return toolchain.link if link.shared else toolchain.program


def _link(
    link: Link, toolchain: Toolchain, compiler: Command, target: Target, facts: dict[str, str]
) -> None:
    """Links, and records what a shared module is made of."""
    # Of a shared module, object files are needed as long as the build lasts.
    folder = Path(tempfile.mkdtemp(prefix="link-", dir=facts["records"]))
    made = {
        file: _made(compiler, link, file, folder / f"{number}.o")
        for number, file in enumerate(link.inputs)
    }
    roots = [Path(facts["source"])]
    libraries = {
        f"-l{name}": find_library(name, link.folders, roots, toolchain.libraries)
        for name in link.libraries
    }
    # Each file once: two libraries may need a third one.
    files = dict.fromkeys(made.values())
    words = []
    for word in usable_options(link.arguments, target.sys_platform):
        if word in libraries:
            further = [str(file) for file in libraries[word].files if str(file) not in files]
            files.update(dict.fromkeys(further))
            words += [*further, *libraries[word].options]
        else:
            words.append(made.get(word, word))
    if link.shared:
        record = {
            "output": str(Path(link.output).absolute()),
            "files": [str(Path(file).absolute()) for file in files],
        }
        (folder / RECORD).write_text(json.dumps(record), encoding="utf-8")
    linker_of(link, toolchain).run_with_inputs_first(words, link.output)


def _made(compiler: Command, link: Link, file: str, output: Path) -> str:
    """Returns what is linked of a file: itself, or the object file that a source is compiled to."""
    if file == "-" or Path(file).suffix in _SOURCES:
        compiler.run([*link.compile_options, "-c", file, "-o", str(output)])
        return str(output)
    if Path(file).suffix in _OBJECTS or is_archive(Path(file).read_bytes()):
        return file
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
            return run_compiler(program == "c++", read_json(Path(facts)), rest)
    except subprocess.CalledProcessError as error:
        # It has said why.
        return error.returncode
    return 0


if __name__ == "__main__":
    run("compiler", main)
