"""The rule `python_embedded_library`."""

load(
    "//rules/private:python_embedded_library_rule.bzl",
    _python_embedded_library = "python_embedded_library",
)

def python_embedded_library(
        name,
        main = None,
        entry_point = None,
        srcs = [],
        deps = [],
        data = [],
        imports = [],
        optimize = 0,
        include_source = "none",
        interpreter_config = None,
        interpreter_mode = "children",
        packed_files = "visible",
        python_version = "",
        **kwargs):
    """A C library that carries an interpreter and a Python application.

    A `cc_binary` or whatever else takes `CcInfo` depends on it and includes
    `<rules_python_executable/embedded.h>`, by whose functions it initialises Python, runs the
    application, calls functions of it and finalises; and `<Python.h>`, if it wants to. The finished
    program is a single file that needs no Python where it runs, unpacks nothing and writes nothing.

    The platform is that of the program. A program can have one such library.

    Args:
        name: name of the target.
        main: label of the script that `python_embedded_run()` runs. Either this or `entry_point`,
            or neither: then there are only functions to call.
        entry_point: the function that `python_embedded_run()` calls: `package.module:function`.
            What it returns becomes the exit code.
        srcs: further Python sources, besides `main`.
        deps: Python libraries: any targets with `PyInfo`. `python_extension` modules are linked in.
        data: further files to pack.
        imports: folders, relative to the package, that the names of modules start from, as with
            `py_library`. They hold for `main` and `srcs`.
        optimize: 0, 1 (`python -O`) or 2 (`python -OO`).
        include_source: whose sources are packed as well, for tracebacks and `inspect`: `none`, `own`,
            `libraries` or `all`, as with `python_executable`.
        interpreter_config: label of a `python_interpreter_config`. The program decides as well
            whether signal handlers are installed.
        interpreter_mode: `children`: if the program calls `python_embedded_handle_arguments()`, then
            processes that the application starts by `sys.executable` with the command line of an
            interpreter are interpreters. `never`: there is no `sys.executable`.
        packed_files: `visible`: `os`, `os.path`, `pathlib` and `open` know packed files by their
            paths, which begin with the program's; `hidden`: they do not.
        python_version: `3.13.5`, or `3.13`; one of the versions that the root module declares.
        **kwargs: attributes that all rules have, such as `visibility` and `tags`.
    """
    _python_embedded_library(
        name = name,
        data = data,
        entry_point = entry_point,
        imports = imports,
        include_source = include_source,
        interpreter_config = interpreter_config,
        interpreter_mode = interpreter_mode,
        main = main,
        optimize = optimize,
        packed_files = packed_files,
        python_version = python_version,
        srcs = srcs,
        deps = deps,
        **kwargs
    )
