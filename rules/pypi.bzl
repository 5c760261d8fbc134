"""The module extension `pypi`: packages of a lock file as Python libraries."""

load("//platforms:platforms.bzl", "PLATFORMS")
load("//rules/private/pypi:hub_repository.bzl", "hub_repository")
load("//rules/private/pypi:lock_file.bzl", "read_lock_file")
load("//rules/private/pypi:names.bzl", "normalized_name", "repository_name")
load("//rules/private/pypi:package_repository.bzl", "package_repository")
load("//rules/private/pypi:wheel_repository.bzl", "wheel_repository")
load("//toolchains/python:versions.bzl", "DEFAULT_VERSION", "VERSIONS", "find_version")

def _package_tags(module, hub_name, lock_file, requirements):
    """The `pypi.package` tags for a hub.

    Args:
        module: the module that declares them.
        hub_name: string: the hub.
        lock_file: string: what people call its lock file.
        requirements: dict: the packages in it, by normalised name.

    Returns:
        a dict from normalised name to the tag.
    """
    tags = {}
    for tag in module.tags.package:
        if tag.hub_name != hub_name:
            continue
        name = normalized_name(tag.name)
        if name not in requirements:
            fail("pypi.package(name = \"{}\"): not in {}; there are: {}".format(
                tag.name,
                lock_file,
                ", ".join(sorted(requirements)),
            ))
        if name in tags:
            fail("pypi.package(name = \"{}\"): said twice for @{}".format(tag.name, hub_name))
        for attribute in ["cc_deps", "extension_modules"]:
            if getattr(tag, attribute) and not tag.build_from_source:
                fail(("pypi.package(name = \"{}\"): {} are of what is built from source: " +
                      "say build_from_source = True").format(tag.name, attribute))
        tags[name] = tag
    return tags

def _declare_hub(module_ctx, module, lock):
    """Declares the repositories of one lock file; fetches nothing.

    Args:
        module_ctx: the context of the module extension.
        module: the module with the tag.
        lock: the tag `lock`.
    """
    lock_file = str(lock.requirements_lock).removeprefix("@@")
    parsed = read_lock_file(module_ctx, lock.requirements_lock, lock_file)
    python_version = find_version(lock.python_version)
    if not python_version:
        fail("pypi.lock(python_version = \"{}\"): unknown version; known are: {}".format(
            lock.python_version,
            ", ".join(VERSIONS),
        ))
    tags = _package_tags(module, lock.hub_name, lock_file, parsed.requirements)
    for name, candidates in parsed.requirements.items():
        tag = tags.get(name)
        attributes = {
            "build_from_source": tag.build_from_source if tag else False,
            "candidates": json.encode([
                {
                    "extras": candidate.extras,
                    "hashes": candidate.hashes,
                    "marker": candidate.marker,
                    "version": candidate.version,
                }
                for candidate in candidates
            ]),
            "cc_deps": [str(label) for label in tag.cc_deps] if tag else [],
            "extension_modules": tag.extension_modules if tag else [],
            "hub_name": lock.hub_name,
            "lock_file": lock_file,
            "locked_packages": sorted(parsed.requirements),
            "package": name,
            "pip_options": parsed.options,
            "python_version": python_version,
            "without_dependencies": tag.without_dependencies if tag else [],
            "without_native_modules": tag.without_native_modules if tag else False,
        }
        package_repository(
            name = repository_name(lock.hub_name, name),
            **attributes
        )
        for platform in PLATFORMS:
            wheel_repository(
                name = repository_name(lock.hub_name, name, platform),
                platform = platform,
                **attributes
            )
    hub_repository(
        name = lock.hub_name,
        built_packages = sorted([name for name, tag in tags.items() if tag.build_from_source]),
        hub_name = lock.hub_name,
        packages = sorted(parsed.requirements),
    )

def _pypi_impl(module_ctx):
    hubs = {}
    for module in module_ctx.modules:
        for lock in module.tags.lock:
            if lock.hub_name in hubs:
                fail(("pypi.lock(hub_name = \"{}\"): {} uses this name and {} does; " +
                      "let one of them choose another").format(
                    lock.hub_name,
                    hubs[lock.hub_name],
                    module.name,
                ))
            hubs[lock.hub_name] = module.name
            _declare_hub(module_ctx, module, lock)
        for tag in module.tags.package:
            if hubs.get(tag.hub_name) != module.name:
                fail(("pypi.package(hub_name = \"{}\", name = \"{}\"): " +
                      "no pypi.lock of this module has that hub_name").format(
                    tag.hub_name,
                    tag.name,
                ))
    return module_ctx.extension_metadata(reproducible = True)

_lock = tag_class(
    doc = """Makes every package of a lock file a Python library: `@HUB//NAME`.

Nothing is fetched before it is needed. Names are normalised (PEP 503: lower case, hyphens), and may
be written with underscores as well; `@HUB//NAME:pkg` is the same. A library depends on what the
package's metadata says it requires, as far as the environment markers hold for the target platform;
on Windows also on msvc-runtime, if that is locked and native modules of the package need it.
""",
    attrs = {
        "hub_name": attr.string(
            doc = "Name of the repository to make.",
            default = "pypi",
        ),
        "python_version": attr.string(
            doc = "The Python version that wheels and environment markers are chosen for.",
            default = DEFAULT_VERSION,
        ),
        "requirements_lock": attr.label(
            doc = """The lock file. By its name, one of these:

* `pylock.toml` or `pylock.NAME.toml`: the standard format (PEP 751);
* `uv.lock`: that of a uv project;
* any other name: a requirements file in which every package is pinned (`==`) and has hashes, as
  `pip-compile --generate-hashes` and `uv pip compile --generate-hashes` write it.""",
            mandatory = True,
        ),
    },
)

_package = tag_class(
    doc = "Says how to treat one package of a lock file.",
    attrs = {
        "build_from_source": attr.bool(
            doc = """Take the source distribution and not a wheel, and build it for each target
platform with its own backend (setuptools; for Linux and macOS also meson-python and
scikit-build-core) and the C toolchain. What its pyproject.toml requires for the build has to be in
the lock file too, and with these backends `ninja`, and `cmake`. The wheel is `@HUB//NAME:whl`.""",
        ),
        "cc_deps": attr.label_list(
            doc = """With `build_from_source`: C and C++ libraries (`cc_library`) that the package
needs and does not bring along. `-lNAME` is the one whose target is called `NAME` or `libNAME`; all
of their headers are found.""",
        ),
        "extension_modules": attr.string_list(
            doc = """With `build_from_source`: the dotted names of the extension modules that are
built, such as `markupsafe._speedups`. Executables link them in. The build says which there are if
the names are wrong.""",
        ),
        "hub_name": attr.string(
            doc = "The `hub_name` of the lock file.",
            default = "pypi",
        ),
        "name": attr.string(
            doc = "Name of the package.",
            mandatory = True,
        ),
        "without_dependencies": attr.string_list(
            doc = """Names of packages that it shall not depend on, though its metadata says so: for
requirements that are never used, and for packages that require each other, which Bazel does not
allow.""",
        ),
        "without_native_modules": attr.bool(
            doc = """Leave native modules, and other shared libraries, out of the wheel. For packages
that work without them, more slowly, such as MarkupSafe. Executables link in what `extension_modules`
names all the same.""",
        ),
    },
)

pypi = module_extension(
    implementation = _pypi_impl,
    doc = "Packages of a lock file as Python libraries, fetched by pip, by name, version and hash.",
    tag_classes = {
        "lock": _lock,
        "package": _package,
    },
)
