"""The rule behind the macro `python_executable_matrix`."""

load(":python_executable_info.bzl", "PythonExecutableInfo")

def _python_executable_matrix_impl(ctx):
    links = []
    for target in ctx.attr.executables:
        executable = target[PythonExecutableInfo].executable
        link = ctx.actions.declare_file("{}/{}".format(ctx.label.name, executable.basename))
        ctx.actions.symlink(output = link, target_file = executable, is_executable = True)
        links.append(link)
    return DefaultInfo(files = depset(links), runfiles = ctx.runfiles(links))

python_executable_matrix = rule(
    implementation = _python_executable_matrix_impl,
    doc = """Executables for several platforms, side by side in the folder `<name>/`.

Each is built in a configuration of its own, and so lies in an output folder of its own.
""",
    attrs = {
        "executables": attr.label_list(
            doc = "The executables.",
            mandatory = True,
            providers = [PythonExecutableInfo],
        ),
    },
)
