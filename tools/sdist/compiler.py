"""Makes setuptools compile and link with the C toolchain of the target."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import setuptools  # noqa: F401

# isort: split
# Since Python 3.12 setuptools brings `distutils` along.
import distutils.sysconfig
from distutils.command.build_ext import build_ext
from distutils.errors import CompileError, LibError, LinkError
from distutils.unixccompiler import UnixCCompiler

from tools.common.errors import ToolError
from tools.isolate.archive import Member, write_archive
from tools.sdist.libraries import find_library
from tools.sdist.records import Recorder
from tools.sdist.toolchain import Toolchain
from tools.sdist.windows_imports import PythonDlls, write_imports

_CXX_SUFFIXES = (".cc", ".cpp", ".cxx", ".c++")


def install(toolchain: Toolchain, headers: Path, python_dlls: PythonDlls | None) -> Recorder:
    """Changes setuptools' classes for the rest of this process.

    All its compilers for Unix become the toolchain, whichever options they were made with.

    Args:
        toolchain: compiles and links.
        headers: folder of Python's headers.
        python_dlls: if the target is Windows, what modules are linked with. There, setup scripts
            may give options of Microsoft's compiler; those are left out.
    """
    recorder = Recorder()
    windows = python_dlls is not None

    def usable(arguments: Sequence[str] | None) -> list[str]:
        return [
            argument
            for argument in arguments or []
            if not (windows and argument.startswith("/") and not Path(argument).exists())
        ]

    def compile_file(
        self: UnixCCompiler,
        obj: str,
        src: str,
        ext: str,
        cc_args: Sequence[str],
        extra_postargs: Sequence[str],
        pp_opts: Sequence[str],
    ) -> None:
        command = toolchain.cxx if src.lower().endswith(_CXX_SUFFIXES) else toolchain.c
        try:
            arguments = [*cc_args, src, "-o", obj, *usable(extra_postargs)]
            command.run(toolchain.without_foreign_headers(arguments))
        except (OSError, subprocess.CalledProcessError) as error:
            recorder.errors.append(f"{src} cannot be compiled")
            raise CompileError(str(error)) from error

    def link(
        self: UnixCCompiler,
        target_desc: str,
        objects: Sequence[str],
        output_filename: str,
        output_dir: str | None = None,
        libraries: Sequence[str] | None = None,
        library_dirs: Sequence[str] | None = None,
        runtime_library_dirs: Sequence[str] | None = None,
        export_symbols: Sequence[str] | None = None,
        debug: bool = False,
        extra_preargs: Sequence[str] | None = None,
        extra_postargs: Sequence[str] | None = None,
        build_temp: str | None = None,
        target_lang: str | None = None,
    ) -> None:
        if target_desc == self.EXECUTABLE:
            # Only checks of what there is do so; what does not link is not there.
            raise LinkError("programs of the target are not linked")
        files = [Path(file) for file in [*objects, *self.objects]]
        options = []
        # With those of the whole distribution.
        names, folders, _ = self._fix_lib_args(libraries, library_dirs, runtime_library_dirs)
        for argument in [*usable(extra_preargs), *usable(extra_postargs)]:
            if argument.startswith("-l"):
                names.append(argument.removeprefix("-l"))
            else:
                options.append(argument)
        try:
            for name in names:
                library = find_library(name, folders, [Path.cwd()], toolchain.libraries)
                # Each file once: two libraries may need a third one.
                files += [file for file in library.files if file not in files]
                options += library.options
        except ToolError as error:
            recorder.errors.append(f"{recorder.current} {error}")
            raise LinkError(recorder.errors[-1]) from None
        recorder.modules[recorder.current] = [file.absolute() for file in files]
        output = Path(output_dir or "", output_filename)
        output.parent.mkdir(parents=True, exist_ok=True)
        try:
            if python_dlls is not None:
                imports = Path(build_temp or output.parent, f"{recorder.current}.imports.a")
                imports.parent.mkdir(parents=True, exist_ok=True)
                write_imports(imports, files, python_dlls, recorder.current_limited_api)
                files.append(imports)
            toolchain.link.run_with_inputs_first([*map(str, files), *options], str(output))
        except (OSError, subprocess.CalledProcessError) as error:
            recorder.errors.append(f"{recorder.current} cannot be linked")
            raise LinkError(str(error)) from error

    def create_static_library(
        self: UnixCCompiler,
        objects: Sequence[str],
        output_libname: str,
        output_dir: str | None = None,
        *_args: Any,
        **_kwargs: Any,
    ) -> None:
        output = Path(self.library_filename(output_libname, output_dir=output_dir or ""))
        output.parent.mkdir(parents=True, exist_ok=True)
        try:
            content = write_archive(Member(Path(o).name, Path(o).read_bytes()) for o in objects)
            output.write_bytes(content)
        except OSError as error:
            raise LibError(str(error)) from error

    build_extension = build_ext.build_extension

    def record_extension(self: build_ext, ext: Any) -> None:
        recorder.current = self.get_ext_fullname(ext.name)
        recorder.current_limited_api = bool(ext.py_limited_api)
        build_extension(self, ext)

    # The folders of the running interpreter, which are those of an installation, are left out.
    distutils.sysconfig.get_python_inc = lambda *_args, **_kwargs: str(headers)
    UnixCCompiler._compile = compile_file
    UnixCCompiler.link = link
    UnixCCompiler.create_static_lib = create_static_library
    build_ext.build_extension = record_extension
    # Not the import library of Python's DLL by name: there is none.
    build_ext.get_libraries = lambda _self, ext: ext.libraries
    return recorder
