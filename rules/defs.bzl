"""The rules, all in one place."""

load(":python_embedded_library.bzl", _python_embedded_library = "python_embedded_library")
load(":python_executable.bzl", _python_executable = "python_executable")
load(
    ":python_executable_audit_test.bzl",
    _python_executable_audit_test = "python_executable_audit_test",
)
load(
    ":python_executable_matrix.bzl",
    _python_executable_matrix = "python_executable_matrix",
)
load(":python_extension.bzl", _python_extension = "python_extension")
load(":python_interpreter_config.bzl", _python_interpreter_config = "python_interpreter_config")
load(
    ":python_universal_executable.bzl",
    _python_universal_executable = "python_universal_executable",
)

python_embedded_library = _python_embedded_library
python_executable = _python_executable
python_executable_audit_test = _python_executable_audit_test
python_executable_matrix = _python_executable_matrix
python_extension = _python_extension
python_interpreter_config = _python_interpreter_config
python_universal_executable = _python_universal_executable
