"""Runs `//tools/wheel` in repository rules."""

load(":environments.bzl", "marker_environments", "wheel_targets")
load(":machine_python.bzl", "run_machine_python", "watch_tool")

# The folder that the tool unpacks a wheel into.
WHEEL_FOLDER = "site-packages"

# Attributes of the repository rules that run the tool.
WHEEL_TOOL_ATTRIBUTES = {
    "build_from_source": attr.bool(
        doc = "Take the source distribution; `//:wheel` is then built of it.",
    ),
    "candidates": attr.string(
        doc = """JSON list: the lines of the lock file that name the package, as objects with
`version`, `hashes`, `extras` and `marker`.""",
        mandatory = True,
    ),
    "cc_deps": attr.string_list(
        doc = "Labels of C and C++ libraries that what is built from source needs.",
    ),
    "extension_modules": attr.string_list(
        doc = "Dotted names of the extension modules that are built from source.",
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
}

def run_wheel_tool(repository_ctx, platform = None):
    """Runs `//tools/wheel`.

    Args:
        repository_ctx: the context of a repository rule with `WHEEL_TOOL_ATTRIBUTES`.
        platform: string: name of the platform whose wheel is fetched; None to find out which wheel
            is taken where.

    Returns:
        the decoded report, see `fetch` and `find` in `tools/wheel/cli.py`.
    """
    attributes = repository_ctx.attr
    watch_tool(repository_ctx)
    repository_ctx.file("request.json", json.encode({
        "build_from_source": attributes.build_from_source,
        "candidates": json.decode(attributes.candidates),
        "environments": marker_environments(attributes.python_version),
        "lock_file": attributes.lock_file,
        "locked_packages": attributes.locked_packages,
        "name": attributes.package,
        "pip_options": attributes.pip_options,
        "platform": platform,
        "targets": wheel_targets(attributes.python_version),
        "without_dependencies": attributes.without_dependencies,
        "without_native_modules": attributes.without_native_modules,
    }), executable = False)
    run_machine_python(
        repository_ctx,
        "tools.wheel",
        [
            "--request=request.json",
            "--output=" + WHEEL_FOLDER,
            "--report=report.json",
        ],
        subject = attributes.package,
    )
    return json.decode(repository_ctx.read("report.json"))
