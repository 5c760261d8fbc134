"""A test that runs on an ordinary installation of a compiled CPython."""

def _runfiles_path(file):
    """The path of a file below the folder of all runfiles.

    Args:
        file: a File.

    Returns:
        a string.
    """
    if file.short_path.startswith("../"):
        return file.short_path.removeprefix("../")
    return "_main/" + file.short_path

def _installed_python_test_impl(ctx):
    executable = ctx.actions.declare_file(ctx.label.name + ".sh")
    ctx.actions.write(
        executable,
        """\
#!/bin/sh
exec "$TEST_SRCDIR/{installation}/bin/python{version}" {options} "$TEST_SRCDIR/{main}" "$@"
""".format(
            installation = _runfiles_path(ctx.file.installation),
            main = _runfiles_path(ctx.file.main),
            options = " ".join(ctx.attr.options),
            version = ctx.attr.python_version,
        ),
        is_executable = True,
    )
    return [
        DefaultInfo(
            executable = executable,
            runfiles = ctx.runfiles([ctx.file.installation, ctx.file.main] + ctx.files.data),
        ),
        testing.TestEnvironment({
            name: ctx.expand_location(value, ctx.attr.data)
            for name, value in ctx.attr.env.items()
        }),
    ]

installed_python_test = rule(
    implementation = _installed_python_test_impl,
    doc = "Runs a script with the interpreter of an installation laid out by `python_installation`.",
    attrs = {
        "data": attr.label_list(
            doc = "Further files that the test needs: a `canonical_target` of what is compiled.",
            allow_files = True,
        ),
        "env": attr.string_dict(
            doc = "Environment variables of the test; `$(rootpath)` of `data` is replaced.",
        ),
        "installation": attr.label(
            doc = "A `canonical_target` of a `python_installation`.",
            allow_single_file = True,
            mandatory = True,
        ),
        "main": attr.label(
            doc = "The script.",
            allow_single_file = [".py"],
            mandatory = True,
        ),
        "options": attr.string_list(
            doc = "Options of the interpreter.",
            default = [
                "-I",
                "-B",
            ],
        ),
        "python_version": attr.string(
            doc = "The first two parts of the interpreter's version.",
            mandatory = True,
        ),
    },
    test = True,
)
