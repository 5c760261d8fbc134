"""The rule `python_executable`."""

load("//rules/private:python_executable_rule.bzl", _python_executable = "python_executable")

def python_executable(
        name,
        main = None,
        entry_point = None,
        srcs = [],
        deps = [],
        data = [],
        imports = [],
        args = [],
        env = {},
        extra_paths = [],
        optimize = 0,
        diagnostics = True,
        include_source = "none",
        interpreter_config = None,
        interpreter_mode = "children",
        layout = "onefile",
        install_files = {},
        packed_files = "visible",
        platform = None,
        python_version = "",
        windows_icon = None,
        windows_manifest = None,
        windows_subsystem = "console",
        windows_version_info = {},
        **kwargs):
    """One native executable that carries an interpreter and a Python application.

    The result is a single file, or a folder if asked for, that needs no Python where it runs,
    unpacks nothing and writes nothing. It works with `bazel run`, in `data`, in `sh_test`, with packaging rules.

    Args:
        name: name of the target and of the executable.
        main: label of the script to run, as with `python script.py`. Either this or `entry_point`.
        entry_point: the function to call, as in a package's `console_scripts`:
            `package.module:function`. What it returns becomes the exit code.
        srcs: further Python sources, besides `main`.
        deps: Python libraries: any targets with `PyInfo`, such as `py_library`, those of this rule
            set's `pypi` extension and those of rules_python's `pip`.
        data: further files to pack; `importlib.resources` finds those that lie in a package. The
            `data` of libraries is packed without being named here.
        imports: folders, relative to the package, that the names of modules start from, as with
            `py_library`. They hold for `main` and `srcs`; a library has its own `imports`. The top
            folder of each repository always counts.
        args: arguments that are built into the executable: they come before those it is started
            with. Taken literally. (For other executables, Bazel's `args` are passed by `bazel run`
            only.)
        env: environment variables that are built into the executable: each is set for the program
            unless it is set already. Taken literally.
        extra_paths: folders that the program may import from, besides what is packed: the end of
            `sys.path`, in this order. Each is an absolute path, or `$ORIGIN` for the executable's
            own folder, or begins with `$ORIGIN/`. None by default: then nothing is imported from the
            file system.
        optimize: 0; 1 to leave `assert` statements out, as `python -O` does; 2 to leave docstrings
            out too, as `python -OO` does. Holds for all code, also the standard library's.
        diagnostics: whether the environment variable `RULES_PYTHON_EXECUTABLE_DIAGNOSTICS` makes the
            program tell about its start and its imports, see `docs/diagnostics.md`. Nothing but that
            reads the variable.
        include_source: whose sources are packed as well, compressed, so that tracebacks show them
            and `inspect.getsource` finds them. `none`; `own`: those of `main`, `srcs` and the
            libraries of the main repository; `libraries`: those of all libraries; `all`: those of
            the standard library, too. `False` and `True` stand for `none` and `libraries`.
        interpreter_config: label of a `python_interpreter_config`, which says how the interpreter is
            configured: warnings, buffering, memory and the like. None: isolated and safe.
        interpreter_mode: `children`: where the program itself starts `sys.executable` with the
            command line of an interpreter (`-c`, `-m`, a script), that is what it gets, for example
            by `multiprocessing`; the command lines of users remain the program's. `never`: every
            process is the program. `always` makes an interpreter that carries its libraries: it
            runs what its command line says, as the command `python` does (`-c`, `-m`, a script, or
            a prompt), and heeds PYTHON* variables. It has neither `main` nor `entry_point`.
        layout: `onefile`: the executable is all there is. `directory`: a folder `name` with the
            executable, with the shared libraries of wheels and of `data` in `lib/`, where they are
            loaded from, and with `install_files`.
        install_files: dict from the labels of files, or of targets with several, to where they go:
            a path in the executable's folder for one file; a folder for any number, with a slash at
            the end, or `.`, in which files keep the paths they have in their packages. Needs
            `layout = "directory"`.
        packed_files: `visible`: what is packed can be read by its path, as
            `open(os.path.join(os.path.dirname(__file__), "data.txt"))` does; `os`, `os.path`,
            `pathlib` and `open` know it. `hidden`: they are left as they are; packed files are read
            by `importlib.resources` only.
        platform: label of the target platform, such as
            `@rules_python_executable//platforms:windows_x86_64`. The default is that of the build
            (`--platforms`).
        python_version: `3.13.5`, or `3.13`; one of the versions that the root module declares. The
            default is that of `--@rules_python_executable//toolchains/python:python_version`, or
            else the root module's.
        windows_icon: label of an `.ico` file: the executable's icon. This and the next three have
            no effect on other platforms than Windows.
        windows_manifest: label of an XML file: the application manifest, instead of the default
            one, which is like that of `python.exe`: the user's rights, Windows 10 and 11 by their
            own names, paths of more than 260 characters.
        windows_subsystem: `console`, or `windows` for a program with windows of its own, which is
            started without a console and has no standard streams, like `pythonw.exe`.
        windows_version_info: what the Explorer shows as details of the file: `FileVersion` and
            `ProductVersion`, each one to four numbers from 0 to 65535 with dots between them;
            `Comments`, `CompanyName`, `FileDescription`, `InternalName`, `LegalCopyright`,
            `LegalTrademarks`, `OriginalFilename`, `ProductName`, which are texts.
        **kwargs: attributes that all rules have, such as `visibility` and `tags`.
    """
    if type(include_source) == "bool":
        include_source = "libraries" if include_source else "none"
    _python_executable(
        name = name,
        data = data,
        diagnostics = diagnostics,
        entry_point = entry_point,
        env = env,
        extra_paths = extra_paths,
        imports = imports,
        install_files = install_files,
        include_source = include_source,
        interpreter_config = interpreter_config,
        interpreter_mode = interpreter_mode,
        layout = layout,
        main = main,
        optimize = optimize,
        packed_files = packed_files,
        platform = platform,
        program_args = args,
        python_version = python_version,
        srcs = srcs,
        windows_icon = windows_icon,
        windows_manifest = windows_manifest,
        windows_subsystem = windows_subsystem,
        windows_version_info = windows_version_info,
        deps = deps,
        **kwargs
    )
