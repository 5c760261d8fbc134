"""The macro `package_suite_test`."""

load("@rules_python//python:defs.bzl", "py_test")
load("//rules:defs.bzl", "python_executable")

def package_suite_test(name, program, suite, at_least, deps, **kwargs):
    """Runs the tests of a package in an executable that they are packed in, and in a venv.

    Passes if each test ends the same way in both, and none fails.

    Args:
        name: name of the test; the executable is called `<name>_executable`.
        program: the Python program that runs the tests, `run_pytest.py` or `run_unittest.py`.
        suite: list of strings: its arguments.
        at_least: number of tests that have to pass.
        deps: list of labels of libraries: the package, and what its tests need.
        **kwargs: further attributes of the `py_test`.
    """
    executable = name + "_executable"
    python_executable(
        name = executable,
        testonly = True,
        # pytest finds tests in the files that there are.
        include_source = True,
        main = program,
        deps = deps,
    )
    installation = "//tests/cpython:installation_3.13.5"
    py_test(
        name = name,
        srcs = ["suite_test.py"],
        args = [
            "--executable=$(rootpath {})".format(executable),
            "--program=$(rootpath {})".format(program),
            "--installation=$(rootpath {})".format(installation),
            "--at-least={}".format(at_least),
        ] + suite,
        data = [
            executable,
            installation,
            program,
        ],
        main = "suite_test.py",
        deps = deps,
        **kwargs
    )
