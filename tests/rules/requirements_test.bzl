"""Tests of the parser of requirements files, and of names of packages."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")

# buildifier: disable=bzl-visibility
load("//rules/private/pypi:names.bzl", "normalized_name", "repository_name")

# buildifier: disable=bzl-visibility
load("//rules/private/pypi:requirements.bzl", "parse_requirements")

_HASH = "sha256:" + "0123456789abcdef" * 4
_OTHER_HASH = "sha256:" + "f" * 64

def _parse_one(env, content):
    """Parses a file that has one requirement, and returns it."""
    parsed = parse_requirements(content)
    asserts.equals(env, None, parsed.error)
    asserts.equals(env, 1, len(parsed.requirements), content)
    (lines,) = parsed.requirements.values()
    asserts.equals(env, 1, len(lines), content)
    return lines[0]

def _layouts_test_impl(ctx):
    env = unittest.begin(ctx)
    expected = struct(
        name = "sam-ple",
        version = "1.0.post1",
        extras = [],
        marker = "",
        hashes = [_HASH, _OTHER_HASH],
    )
    for content in [
        # As pip-compile writes it.
        "# head\nSam_ple==1.0.post1 \\\n    --hash={} \\\n    --hash={}\n    # via\n    #   b\n",
        # As uv writes it, with Windows' ends of lines.
        "sam-ple==1.0.post1 \\\r\n    --hash={} \\\r\n    --hash={}\r\n",
        # By hand.
        "\n\nsam.ple == 1.0.post1 --hash={} --hash={}  # why\n",
        # A comment between the parts, no end of the last line.
        "Sam..ple==1.0.post1 \\\n# note\n --hash={} \\\n  --hash {}",
    ]:
        asserts.equals(env, expected, _parse_one(env, content.format(_HASH, _OTHER_HASH)))
    return unittest.end(env)

_layouts_test = unittest.make(_layouts_test_impl)

def _extras_and_markers_test_impl(ctx):
    env = unittest.begin(ctx)
    requirement = _parse_one(
        env,
        "a[x, Y_z]==2 ; python_version >= \"3.9\" and sys_platform == 'win32' --hash=" + _HASH,
    )
    asserts.equals(env, ["x", "Y_z"], requirement.extras)
    asserts.equals(env, "python_version >= \"3.9\" and sys_platform == 'win32'", requirement.marker)
    asserts.equals(env, "2", requirement.version)

    parsed = parse_requirements("""\
a==1 ; python_version < "3.9" --hash={hash}
A==2 ; python_version >= "3.9" --hash={hash}
b==3 --hash={hash}
""".format(hash = _HASH))
    asserts.equals(env, ["a", "b"], parsed.requirements.keys())
    asserts.equals(env, ["1", "2"], [line.version for line in parsed.requirements["a"]])
    return unittest.end(env)

_extras_and_markers_test = unittest.make(_extras_and_markers_test_impl)

def _options_test_impl(ctx):
    env = unittest.begin(ctx)
    parsed = parse_requirements("""\
--index-url https://index.invalid/simple
--find-links=wheels
--no-index
""")
    asserts.equals(env, None, parsed.error)
    asserts.equals(
        env,
        ["--index-url", "https://index.invalid/simple", "--find-links=wheels", "--no-index"],
        parsed.options,
    )
    asserts.equals(env, {}, parsed.requirements)
    return unittest.end(env)

_options_test = unittest.make(_options_test_impl)

def _errors_test_impl(ctx):
    env = unittest.begin(ctx)
    for content, parts in {
        "\n\na==1\n": ["line 3: a==1: no --hash"],
        "-e .": ["line 1: -e: the option is not supported"],
        "-r other.txt": ["line 1: -r: the option"],
        "a": ["line 1: a: the version is not pinned"],
        "a @ https://host.invalid/a.whl --hash=" + _HASH: ["line 1: a: packages by URL"],
        "a!==1 --hash=" + _HASH: ["line 1", "not the name of a package"],
        "a==1 --hash=md5:0123": ["line 1: a==1: --hash=md5:0123 is not a sha256"],
        "a==1 --hash=sha256:0123": ["is not a sha256"],
        "a==1.* --hash=" + _HASH: ["the version is not pinned"],
        "a==1,<2 --hash=" + _HASH: ["the version is not pinned"],
        "a>=1 --hash=" + _HASH: ["the version is not pinned", "--generate-hashes"],
        "a[x==1 --hash=" + _HASH: ["unbalanced"],
    }.items():
        error = parse_requirements(content).error
        asserts.true(env, error != None, "no error: " + content)
        for part in parts:
            asserts.true(env, part in (error or ""), "{} is not in {}".format(part, error))
    return unittest.end(env)

_errors_test = unittest.make(_errors_test_impl)

def _names_test_impl(ctx):
    env = unittest.begin(ctx)
    for name in ["ruamel.yaml", "Ruamel_YAML", "ruamel--yaml", "ruamel-.yaml"]:
        asserts.equals(env, "ruamel-yaml", normalized_name(name))
    asserts.equals(env, "pypi__ruamel_yaml", repository_name("pypi", "ruamel-yaml"))
    return unittest.end(env)

_names_test = unittest.make(_names_test_impl)

def requirements_test_suite(name):
    """Declares the tests.

    Args:
        name: name of the test suite.
    """
    unittest.suite(
        name,
        _layouts_test,
        _extras_and_markers_test,
        _options_test,
        _errors_test,
        _names_test,
    )
