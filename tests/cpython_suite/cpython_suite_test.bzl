"""CPython's own test-suite, or a part of it, inside the executable of a platform."""

load("@rules_python//python:defs.bzl", "py_test")
load("//tests/emulators:executable_on_platform_test.bzl", "emulator_tags")

def cpython_suite_test(name, executable, platform, modules, source, tags = [], **kwargs):
    """Runs modules of CPython's test-suite, each in a shard of its own.

    Args:
        name: name of the test.
        executable: label of a `python_executable` with `interpreter_mode = "always"`.
        platform: name of the platform it is for, a key of `//platforms:platforms.bzl`.
        modules: list of names of modules or packages in `test`, such as `test_json`.
        source: label of the root package of CPython's sources, with the colon.
        tags: list of tags besides those of the platform's emulator.
        **kwargs: attributes of `py_test`.
    """
    emulator = emulator_tags(platform)
    py_test(
        name = name,
        srcs = ["suite_test.py"],
        args = [
            "--platform=" + platform,
            "--executable=$(rootpath {})".format(executable),
            "--suite=$(rootpath {}Lib/test/__init__.py)".format(source),
            "--expectations=$(rootpath expectations.tsv)",
        ] + modules,
        data = [
            "expectations.tsv",
            "outcome_recorder.py",
            "run_module.py",
            executable,
            source + "Lib/test/__init__.py",
            source + "test_suite",
        ],
        main = "suite_test.py",
        shard_count = len(modules),
        # Takes many minutes, so one must be able to leave it out.
        tags = tags + emulator + (["emulated_suite"] if emulator else []),
        deps = [
            ":expectations",
            ":results",
            "//tests/emulators",
        ],
        **kwargs
    )
