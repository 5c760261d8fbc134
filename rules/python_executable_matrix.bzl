"""The macro `python_executable_matrix`."""

load("//platforms:platforms.bzl", "PLATFORMS")
load(
    "//rules/private:python_executable_matrix_rule.bzl",
    _python_executable_matrix = "python_executable_matrix",
)
load(":python_executable.bzl", "python_executable")

def python_executable_matrix(name, platforms = PLATFORMS.keys(), **kwargs):
    """One executable per platform, all from one build.

    Declares a `python_executable` named `<name>_<platform>` for each platform, and `<name>`, which
    is all of them, in the folder `<name>/`. The files are called as the targets are, on Windows with
    `.exe` at the end.

    Args:
        name: name of the target that builds all of them, and the start of the others' names.
        platforms: list of names of platforms, as in `@rules_python_executable//platforms`; all by
            default.
        **kwargs: attributes of the executables, see `python_executable`. `tags`, `testonly` and
            `visibility` hold for `<name>` as well.
    """
    if not platforms:
        fail("python_executable_matrix(name = \"{}\"): `platforms` is empty".format(name))
    if "platform" in kwargs:
        fail(("python_executable_matrix(name = \"{}\"): has `platforms`, a list of names, " +
              "instead of `platform`").format(name))
    for platform in platforms:
        if platform not in PLATFORMS:
            fail(("python_executable_matrix(name = \"{}\"): unknown platform \"{}\"; " +
                  "there are: {}").format(name, platform, ", ".join(PLATFORMS)))
        python_executable(
            name = "{}_{}".format(name, platform),
            platform = Label("//platforms:" + platform),
            **kwargs
        )
    _python_executable_matrix(
        name = name,
        executables = ["{}_{}".format(name, platform) for platform in platforms],
        tags = kwargs.get("tags"),
        testonly = kwargs.get("testonly"),
        visibility = kwargs.get("visibility"),
    )
