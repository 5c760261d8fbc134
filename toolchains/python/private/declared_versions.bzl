"""The Python versions that the root module asks for."""

load("//toolchains/python:versions.bzl", "DEFAULT_VERSION", "VERSIONS", "find_version")

def declared_versions(modules, known = VERSIONS.keys(), default = DEFAULT_VERSION):
    """Reads the tags `python.toolchain`.

    Args:
        modules: list of modules, as in the context of a module extension.
        known: list of strings: the versions there are.
        default: string: the version where no tag says which.

    Returns:
        a struct with
        `versions`: list of full versions, without doubles, the default first;
        `error`: None, or a string that says what is wrong with the tags; `versions` is None then.
    """

    # A dependency cannot know what the program it becomes part of is built for.
    tags = [tag for module in modules if module.is_root for tag in module.tags.toolchain]
    versions = {}
    defaults = {}
    for tag in tags:
        version = find_version(tag.python_version, known)
        if not version:
            return _wrong("python.toolchain(python_version = \"{}\"): unknown; there are: {}".format(
                tag.python_version,
                ", ".join(known),
            ))
        versions[version] = None
        if tag.is_default:
            defaults[version] = None
    if len(defaults) > 1:
        return _wrong("python.toolchain: {} say is_default; let one of them".format(
            " and ".join(defaults),
        ))
    if not defaults and len(versions) > 1:
        return _wrong("python.toolchain: of the versions {} one has to say is_default = True".format(
            ", ".join(versions),
        ))
    return struct(
        error = None,
        versions = (defaults | versions).keys() or [default],
    )

def _wrong(error):
    """The result for wrong tags."""
    return struct(error = error, versions = None)
