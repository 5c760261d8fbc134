"""The rule `python_executable_audit_test`."""

load("//rules/private:audit_test_rule.bzl", "audit_test")

def python_executable_audit_test(
        name,
        executable,
        allowed_libraries = [],
        exceptions = {},
        **kwargs):
    """A test that an executable keeps the contract of its platform.

    The executable is read, not run: the test works for all platforms on any machine. What is
    checked is in docs/audit.md. The output group `audit` is the report, `<name>.txt` for people and
    `<name>.json` for programs.

    Args:
        name: name of the test.
        executable: label of a `python_executable` or a `python_universal_executable`.
        allowed_libraries: names of shared libraries that it may need besides those that every
            system of its platform has, as the executable names them: `libz.so.1`.
        exceptions: dict from the name of a check to the reason why the executable need not pass it.
            What is found is shown, but does not fail the test.
        **kwargs: attributes that all tests have, such as `size`, `tags` and `visibility`.
    """
    audit_test(
        name = name,
        allowed_libraries = allowed_libraries,
        exceptions = exceptions,
        executable = executable,
        size = kwargs.pop("size", "small"),
        **kwargs
    )
