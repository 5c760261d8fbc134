"""The macro `executable_on_platform_test`."""

load("@rules_python//python:defs.bzl", "py_test")
load("//platforms:platforms.bzl", "PLATFORMS")

def executable_on_platform_test(
        name,
        platform,
        executable,
        src,
        data = [],
        tags = [],
        deps = [],
        **kwargs):
    """Tests an executable of one platform with a Python program that runs here.

    The program runs it with `emulators.under_test(...)` of `tests/emulators/emulators.py`. Where
    the platform's executables cannot be run the test is skipped and says so.

    Args:
        name: name of the test.
        platform: name of the platform, as in `//platforms`.
        executable: label of the executable's file, built for the platform: one target of a
            `python_executable_matrix`, or a `for_platform`.
        src: the Python program.
        data: list of files that the program needs besides the executable.
        tags: list of tags besides those that `emulator_tags` gives.
        deps: list of `py_library` targets besides `//tests/emulators`.
        **kwargs: further attributes of the `py_test`.
    """
    py_test(
        name = name,
        srcs = [src],
        main = src,
        data = [executable] + data,
        env = {
            "EXECUTABLE": "$(rootpath {})".format(executable),
            "PLATFORM": platform,
        },
        tags = tags + emulator_tags(platform),
        deps = deps + ["//tests/emulators"],
        **kwargs
    )

def emulator_tags(platform):
    """Gives the tags of a test that runs an executable of a platform.

    Args:
        platform: name of the platform, as in `//platforms`.

    Returns:
        list of strings: `emulator` and the name of the emulator, or nothing for what Linux x86_64
        runs by itself.
    """
    info = PLATFORMS[platform]
    if info.os == "windows":
        return ["emulator", "wine"]
    tags = ["emulator", "macho_runner"] if info.os == "macos" else []
    if info.cpu == "aarch64":
        tags += ["qemu"] if tags else ["emulator", "qemu"]
    return tags
