"""The targets of an unpacked wheel, as the text of a BUILD file."""

load(":names.bzl", "repository_name")
load(":wheel_tool.bzl", "WHEEL_FOLDER")

_LOAD = """\
load("@rules_python//python:py_library.bzl", "py_library")
load("{missing_package}", "missing_package")
"""

_LOAD_SOURCE_RULES = """\
load("{source_distribution}", "source_distribution")
load("{source_extension}", "source_extension")
"""

# Which repository has the extras of a package depends on the platform, and the package knows it.
_LOAD_IN_WHEEL = """\
load("@{repository}//:wheels.bzl", {name} = "in_wheel")
"""

_EXTRA_OF_PACKAGE = """
alias(
    name = {name},
    actual = {in_wheel}({extra}),
)
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

_BUILT = """
py_library(
    name = "builder",
    deps = {builder},
)

source_distribution(
    name = "built",
    backend = {backend},
    builder = ":builder",
    cc_deps = {cc_deps},
    extension_modules = {extension_modules},
    package = {package},
    programs = {programs},
    sdist = {sdist},
    without_native_modules = {without_native_modules},
)

filegroup(
    name = "built_whl",
    srcs = [":built"],
    output_group = "wheel",
)
"""

_BUILT_EXTENSION = """
source_extension(
    name = {name},
    distribution = ":built",
    module = {module},
)
"""

_PROGRAMS = """
filegroup(
    name = "wheel_programs",
    srcs = {programs},
)
"""

_MISSING = """
missing_package(
    name = {name},
    message = {message},
)
"""

def missing_target(name, message):
    """A target that fails where it is used.

    Args:
        name: string: its name.
        message: string: what it says.

    Returns:
        a string: part of a BUILD file.
    """
    return _MISSING.format(name = repr(name), message = repr(message))

def build_file(package, load_statements, targets):
    """Joins the parts of a BUILD file.

    Args:
        package: string: the package it is about.
        load_statements: string: load statements besides those of `missing_target`.
        targets: string: targets, such as `missing_target` and `wheel_libraries` give.

    Returns:
        a string.
    """
    return """\
\"\"\"{}, as the package index has it.\"\"\"

{}
package(default_visibility = ["//visibility:public"])
{}""".format(
        package,
        _LOAD.format(missing_package = str(Label(":missing_package.bzl"))) + load_statements,
        targets,
    )

def _dependency_label(attributes, dependency, missing, extras):
    """The label of a dependency.

    Args:
        attributes: attributes of the repository rule, `WHEEL_TOOL_ATTRIBUTES`.
        dependency: dict with `name` and `extra`, see `Dependency` in `tools/wheel/metadata.py`.
        missing: dict that gets packages that are not locked, by the names of the targets that stand
            for them.
        extras: dict that gets pairs of a package and an extra of it that is needed, as keys.

    Returns:
        a string.
    """
    name = dependency["name"]
    extra = dependency["extra"]
    if name == attributes.package:
        return ":extra_" + extra if extra else ":wheel"
    if name not in attributes.locked_packages:
        # One for each extra: the same label must not come twice.
        target = "missing_{}_extra_{}".format(name, extra) if extra else "missing_" + name
        missing[target] = name
        return ":" + target
    if extra:
        extras[(name, extra)] = None
        return ":{}_extra_{}".format(name, extra)
    return "@{}//:pkg".format(repository_name(attributes.hub_name, name))

def _dependencies(label_of, dependencies, own = []):
    """The value of an attribute `deps`, as source text.

    Args:
        label_of: function from a dependency to its label.
        dependencies: dict with `everywhere` and `by_platform`, see `Dependencies` there.
        own: list of further labels.

    Returns:
        a string.
    """
    text = repr(own + [label_of(dependency) for dependency in dependencies["everywhere"]])
    if dependencies["by_platform"]:
        cases = {
            str(Label("//platforms:is_" + platform)): [
                label_of(dependency)
                for dependency in of_platform
            ]
            for platform, of_platform in sorted(dependencies["by_platform"].items())
        }
        text += " + select({})".format(repr(cases | {"//conditions:default": []}))
    return text

def _built_targets(attributes, report, label_of):
    """The targets that build a source distribution.

    Args:
        attributes: attributes of the repository rule, `WHEEL_TOOL_ATTRIBUTES`.
        report: what the tool says of it, see `find_source` in `tools/wheel/cli.py`.
        label_of: function from a dependency to its label.

    Returns:
        a pair: a list of labels, what `:wheel` depends on; and a string, part of a BUILD file.
    """
    targets = _BUILT.format(
        backend = repr(report["backend"]),
        builder = repr([str(Label("//tools/sdist"))] + [
            label_of({"extra": requirement["extra"], "name": requirement["name"]})
            for requirement in report["build_requirements"]
        ]),
        cc_deps = repr(attributes.cc_deps),
        extension_modules = repr(attributes.extension_modules),
        package = repr("{} {}".format(attributes.package, report["version"])),
        programs = repr([
            "@{}//:programs".format(repository_name(attributes.hub_name, name))
            for name in report["backend_programs"]
            # Else the builder says that it is missing.
            if name in attributes.locked_packages
        ]),
        sdist = repr(report["sdist"]),
        without_native_modules = attributes.without_native_modules,
    )
    labels = [":built"]
    for module in attributes.extension_modules:
        labels.append(":extension_" + module)
        targets += _BUILT_EXTENSION.format(
            name = repr("extension_" + module),
            module = repr(module),
        )
    return labels, targets

def wheel_libraries(attributes, report):
    """The targets of an unpacked wheel: `:wheel`, and `:extra_<name>` for each of its extras.

    Args:
        attributes: attributes of the repository rule, `WHEEL_TOOL_ATTRIBUTES`.
        report: what the tool says of the wheel, see `fetch` in `tools/wheel/cli.py`.

    Returns:
        a pair of strings: load statements and targets of a BUILD file.
    """
    missing = {}
    needed_extras = {}

    def label_of(dependency):
        return _dependency_label(attributes, dependency, missing, needed_extras)

    files = ["{}/{}".format(WHEEL_FOLDER, file) for file in report["files"]]
    built, targets = [], ""
    if report["sdist"]:
        built, targets = _built_targets(attributes, report, label_of)
    targets += _LIBRARY.format(
        name = repr("wheel"),
        srcs = repr([file for file in files if file.endswith(".py")]),
        data = repr([file for file in files if not file.endswith(".py")]),
        imports = repr([WHEEL_FOLDER] if files else []),
        deps = _dependencies(label_of, report["dependencies"], built),
    )
    targets += _PROGRAMS.format(programs = repr(report["programs"]))
    for extra, dependencies in sorted(report["extras"].items()):
        targets += _LIBRARY.format(
            name = repr("extra_" + extra),
            srcs = "[]",
            data = "[]",
            imports = "[]",
            deps = _dependencies(label_of, dependencies, [":wheel"]),
        )
    for target, name in sorted(missing.items()):
        targets += missing_target(
            target,
            ("{package} {version} needs {name}, which is not in {lock_file}: lock again, " +
             "or say pypi.package(name = \"{package}\", " +
             "without_dependencies = [\"{name}\"])").format(
                lock_file = attributes.lock_file,
                name = name,
                package = attributes.package,
                version = report["version"],
            ),
        )
    load_statements = {}
    if report["sdist"]:
        load_statements[_LOAD_SOURCE_RULES.format(
            source_distribution = str(Label("//rules/private:source_distribution.bzl")),
            source_extension = str(Label("//rules/private:source_extension.bzl")),
        )] = None
    for name, extra in sorted(needed_extras):
        in_wheel = name.replace("-", "_") + "_in_wheel"
        load_statements[_LOAD_IN_WHEEL.format(
            name = in_wheel,
            repository = repository_name(attributes.hub_name, name),
        )] = None
        targets += _EXTRA_OF_PACKAGE.format(
            name = repr("{}_extra_{}".format(name, extra)),
            extra = repr("extra_" + extra),
            in_wheel = in_wheel,
        )
    if report["dropped"]:
        targets += "\n# Left out of the wheel:\n" + "".join([
            "#   {}: {}\n".format(repr(file), reason)
            for file, reason in sorted(report["dropped"].items())
        ])
    return "".join(load_statements.keys()), targets
