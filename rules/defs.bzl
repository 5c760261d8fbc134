"""The rules, all in one place."""

load(":python_executable.bzl", _python_executable = "python_executable")

python_executable = _python_executable
