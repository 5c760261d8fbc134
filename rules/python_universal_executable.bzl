"""The macro `python_universal_executable`."""

load("//platforms:platforms.bzl", "PLATFORMS")
load(
    "//rules/private:python_universal_executable_rule.bzl",
    _python_universal_executable = "python_universal_executable",
)
load(":python_executable.bzl", "python_executable")

_PLATFORMS = [name for name, platform in PLATFORMS.items() if platform.os == "macos"]

def python_universal_executable(name, **kwargs):
    """One executable for all Macs: a universal Mach-O file for arm64 and x86_64.

    Declares a `python_executable` named `<name>_<platform>` for each of the platforms `macos_arm64`
    and `macos_x86_64`, and `<name>`, which is both of them in one file.

    Args:
        name: name of the target and of the executable, and the start of the others' names.
        **kwargs: attributes of the executables, see `python_executable`. Attributes that all rules
            have, such as `tags`, `testonly` and `visibility`, hold for `<name>` as well.
    """
    if "platform" in kwargs:
        fail(("python_universal_executable(name = \"{}\"): `platform` cannot be chosen, it is for " +
              "macOS").format(name))
    if kwargs.get("layout", "onefile") != "onefile":
        fail(("python_universal_executable(name = \"{}\"): `layout` cannot be chosen, a universal " +
              "executable is one file").format(name))
    executables = ["{}_{}".format(name, platform) for platform in _PLATFORMS]
    labels = [Label("//platforms:" + platform) for platform in _PLATFORMS]
    for executable, label in zip(executables, labels):
        python_executable(name = executable, platform = label, **kwargs)
    _python_universal_executable(
        name = name,
        executables = executables,
        platform = labels[0],
        python_version = kwargs.get("python_version", ""),
        tags = kwargs.get("tags"),
        testonly = kwargs.get("testonly"),
        visibility = kwargs.get("visibility"),
    )
