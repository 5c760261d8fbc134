"""The parser of requirements files with pinned versions and hashes."""

load(":names.bzl", "normalized_name")

# Options that say where pip finds packages; they are handed on to it.
_PIP_OPTIONS = [
    "--extra-index-url",
    "--find-links",
    "--index-url",
    "--no-index",
    "--trusted-host",
    "-f",
    "-i",
]

_MEND = "lock with `pip-compile --generate-hashes` or `uv pip compile --generate-hashes`"

def _logical_lines(content):
    """Joins lines that end in a backslash, and drops comments and empty lines.

    Args:
        content: string: the file.

    Returns:
        a list of pairs: the number of its first line, and the text.
    """
    lines = []
    start = None
    text = ""
    for index, line in enumerate(content.replace("\r\n", "\n").split("\n")):
        stripped = line.strip()
        if stripped.startswith("#"):
            # pip drops whole comment lines also between the parts of a joined line.
            continue
        stripped = stripped.partition(" #")[0].rstrip()
        if start == None:
            start = index + 1
        continued = stripped.endswith("\\")
        text += " " + stripped.removesuffix("\\").strip()
        if not continued:
            if text.strip():
                lines.append((start, text.strip()))
            start = None
            text = ""
    if text.strip():
        lines.append((start, text.strip()))
    return lines

def _parse_requirement(text):
    """Parses one requirement.

    Args:
        text: string: `name[extra]==1.0 ; marker --hash=sha256:...`.

    Returns:
        a pair: a struct (see `parse_requirements`) and None, or None and a string: what is wrong.
    """
    words = text.split(" --hash")
    hashes = []
    for word in words[1:]:
        hash = word.lstrip("= ").strip()
        if not hash.startswith("sha256:") or len(hash) != len("sha256:") + 64:
            return None, "--hash={} is not a sha256".format(hash)
        hashes.append(hash)
    specifier, _, marker = words[0].partition(";")
    if " @ " in specifier or "://" in specifier:
        return None, "packages by URL are not supported, only name==version"
    name, equals, version = specifier.partition("==")
    version = version.strip()
    if not equals or not version or [c for c in version.elems() if c in "*,<>=!~ "]:
        return None, "the version is not pinned (name==version); " + _MEND
    name, bracket, extras = name.strip().partition("[")
    if bracket and not extras.endswith("]"):
        return None, "unbalanced brackets"
    name = normalized_name(name.strip())
    if not name or not name.replace("-", "").isalnum():
        return None, "not the name of a package"
    if not hashes:
        return None, "no --hash=sha256:...; " + _MEND
    return struct(
        name = name,
        version = version,
        extras = [extra.strip() for extra in extras.removesuffix("]").split(",") if extra.strip()],
        marker = marker.strip(),
        hashes = hashes,
    ), None

def parse_requirements(content):
    """Parses a requirements file in which every version is pinned and has hashes.

    Args:
        content: string: the file.

    Returns:
        a struct with
        `requirements`: dict from normalised name to a list of structs, one per line that names the
        package, with `name`, `version`, `extras` (list of strings), `marker` (string, may be empty)
        and `hashes` (list of `sha256:...`);
        `options`: list of strings for pip's command line;
        `error`: None, or a string, `line N: what is wrong`; the other fields are then incomplete.
    """
    requirements = {}
    options = []
    for number, text in _logical_lines(content):
        if text.startswith("-"):
            option, _, value = text.partition(" ")
            if option.partition("=")[0] not in _PIP_OPTIONS:
                return struct(
                    requirements = requirements,
                    options = options,
                    error = "line {}: {}: the option is not supported here".format(number, option),
                )
            options.append(option)
            if value.strip():
                options.append(value.strip())
            continue
        requirement, error = _parse_requirement(text)
        if error:
            return struct(
                requirements = requirements,
                options = options,
                error = "line {}: {}: {}".format(number, text.split(" ")[0], error),
            )
        requirements.setdefault(requirement.name, []).append(requirement)
    return struct(requirements = requirements, options = options, error = None)
