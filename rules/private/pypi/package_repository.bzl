"""The repository rule that fetches one package of a lock file."""

load(":environments.bzl", "marker_environments", "wheel_target")
load(":names.bzl", "repository_name")

# All files of the tool that does the work, relative to this repository.
_TOOL = [
    "tools/__init__.py",
    "tools/common/__init__.py",
    "tools/common/command_line.py",
    "tools/common/errors.py",
    "tools/wheel/__init__.py",
    "tools/wheel/__main__.py",
    "tools/wheel/candidates.py",
    "tools/wheel/cli.py",
    "tools/wheel/download.py",
    "tools/wheel/metadata.py",
    "tools/wheel/packaging_library.py",
    "tools/wheel/unpack.py",
]

_FOLDER = "site-packages"

_BUILD_HEADER = """\
\"\"\"{package}, as the package index has it.\"\"\"

load("{missing_package}", "missing_package")
load("@rules_python//python:py_library.bzl", "py_library")

package(default_visibility = ["//visibility:public"])
"""

_LIBRARY = """
py_library(
    name = {name},
    srcs = {srcs},
    data = {data},
    imports = {imports},
    deps = {deps},
)
"""

_MISSING = """
missing_package(
    name = {name},
    message = {message},
)
"""

def _run_tool(repository_ctx):
    """Runs `//tools/wheel`.

    Args:
        repository_ctx: the context of the repository rule.

    Returns:
        the decoded report, see `fetch` in `tools/wheel/cli.py`.
    """
    attributes = repository_ctx.attr
    python = repository_ctx.which("python3") or repository_ctx.which("python")
    if not python:
        fail("{}: no python3 on PATH; install Python 3.9 or newer with pip".format(
            attributes.package,
        ))
    root = repository_ctx.path(Label("//:BUILD.bazel")).dirname
    for file in _TOOL:
        # Whoever changes the tool wants its new results.
        repository_ctx.watch(root.get_child(file))
    repository_ctx.file("request.json", json.encode({
        "candidates": json.decode(attributes.candidates),
        "environments": marker_environments(attributes.python_version),
        "name": attributes.package,
        "pip_options": attributes.pip_options,
        "target": wheel_target(attributes.python_version),
        "without_dependencies": attributes.without_dependencies,
        "without_native_modules": attributes.without_native_modules,
    }), executable = False)
    result = repository_ctx.execute(
        [
            python,
            "-B",
            "-m",
            "tools.wheel",
            "--request=request.json",
            "--output=" + _FOLDER,
            "--report=report.json",
        ],
        environment = {"PYTHONPATH": str(root)},
        timeout = 3600,
    )
    if result.return_code != 0:
        # The tool's own line, or the end of a traceback.
        lines = result.stderr.strip().split("\n")
        fail(lines[-1] or "python3 ended with exit code {}".format(result.return_code))
    return json.decode(repository_ctx.read("report.json"))

def _dependency_label(repository_ctx, dependency, missing):
    """The label of a dependency.

    Args:
        repository_ctx: the context of the repository rule.
        dependency: dict with `name` and `extra`, see `Dependency` in `tools/wheel/metadata.py`.
        missing: dict that gets the names of packages that are not locked, as keys.

    Returns:
        a string.
    """
    name = dependency["name"]
    extra = dependency["extra"]
    target = "extra_" + extra if extra else "pkg"
    if name == repository_ctx.attr.package:
        return ":" + target
    if name not in repository_ctx.attr.locked_packages:
        missing[name] = None
        return ":missing_" + name
    return "@{}//:{}".format(repository_name(repository_ctx.attr.hub_name, name), target)

def _dependencies(repository_ctx, dependencies, missing, own = []):
    """The value of an attribute `deps`, as source text.

    Args:
        repository_ctx: the context of the repository rule.
        dependencies: dict with `everywhere` and `by_platform`, see `Dependencies` there.
        missing: see `_dependency_label`.
        own: list of further labels.

    Returns:
        a string.
    """
    text = repr(own + [
        _dependency_label(repository_ctx, dependency, missing)
        for dependency in dependencies["everywhere"]
    ])
    if dependencies["by_platform"]:
        cases = {
            str(Label("//platforms:is_" + platform)): [
                _dependency_label(repository_ctx, dependency, missing)
                for dependency in of_platform
            ]
            for platform, of_platform in sorted(dependencies["by_platform"].items())
        }
        text += " + select({})".format(repr(cases | {"//conditions:default": []}))
    return text

def _package_repository_impl(repository_ctx):
    package = repository_ctx.attr.package
    report = _run_tool(repository_ctx)
    build = _BUILD_HEADER.format(
        missing_package = str(Label(":missing_package.bzl")),
        package = package,
    )
    if not report["applies"]:
        build += _MISSING.format(
            name = repr("pkg"),
            message = repr("{}: its environment markers in {} exclude every platform".format(
                package,
                repository_ctx.attr.lock_file,
            )),
        )
        repository_ctx.file("BUILD.bazel", build, executable = False)
        return

    files = ["{}/{}".format(_FOLDER, file) for file in report["files"]]
    missing = {}
    build += _LIBRARY.format(
        name = repr("pkg"),
        srcs = repr([file for file in files if file.endswith(".py")]),
        data = repr([file for file in files if not file.endswith(".py")]),
        imports = repr([_FOLDER]),
        deps = _dependencies(repository_ctx, report["dependencies"], missing),
    )
    for extra, dependencies in sorted(report["extras"].items()):
        build += _LIBRARY.format(
            name = repr("extra_" + extra),
            srcs = "[]",
            data = "[]",
            imports = "[]",
            deps = _dependencies(repository_ctx, dependencies, missing, [":pkg"]),
        )
    for name in sorted(missing):
        build += _MISSING.format(
            name = repr("missing_" + name),
            message = repr(
                ("{package} {version} needs {name}, which is not in {lock_file}: lock again, " +
                 "or say pypi.package(name = \"{package}\", " +
                 "without_dependencies = [\"{name}\"])").format(
                    lock_file = repository_ctx.attr.lock_file,
                    name = name,
                    package = package,
                    version = report["version"],
                ),
            ),
        )
    if report["dropped"]:
        build += "\n# Left out of the wheel:\n" + "".join([
            "#   {}: {}\n".format(repr(file), reason)
            for file, reason in sorted(report["dropped"].items())
        ])
    repository_ctx.file("BUILD.bazel", build, executable = False)

package_repository = repository_rule(
    implementation = _package_repository_impl,
    doc = """One package of a lock file: `//:pkg`, and `//:extra_<name>` for each of its extras.

It is fetched by the machine's pip, so that the index, proxy and certificates that pip is configured
for apply. As the files are pinned by hash, a change of that configuration does not fetch again.
""",
    attrs = {
        "candidates": attr.string(
            doc = """JSON list: the lines of the lock file that name the package, as objects with
`version`, `hashes`, `extras` and `marker`.""",
            mandatory = True,
        ),
        "hub_name": attr.string(
            doc = "Name of the hub repository.",
            mandatory = True,
        ),
        "lock_file": attr.string(
            doc = "What people call the lock file, for messages.",
            mandatory = True,
        ),
        "locked_packages": attr.string_list(
            doc = "Normalised names of all packages in the lock file.",
            mandatory = True,
        ),
        "package": attr.string(
            doc = "Normalised name of the package.",
            mandatory = True,
        ),
        "pip_options": attr.string_list(
            doc = "Further options of `pip download`.",
        ),
        "python_version": attr.string(
            doc = "Full version of the Python that wheels and markers are chosen for.",
            mandatory = True,
        ),
        "without_dependencies": attr.string_list(
            doc = "Names of packages that it is not to depend on, though it says so.",
        ),
        "without_native_modules": attr.bool(
            doc = "Leave native modules out of the wheel.",
        ),
    },
)
