"""The rule behind the macro `python_executable_matrix`."""

load(":python_executable_info.bzl", "PythonExecutableInfo")

def _path(ctx, output):
    return "{}/{}".format(ctx.label.name, output.basename)

def _python_executable_matrix_impl(ctx):
    links = []
    for target in ctx.attr.executables:
        info = target[PythonExecutableInfo]
        if info.directory:
            link = ctx.actions.declare_directory(_path(ctx, info.directory))
            ctx.actions.symlink(output = link, target_file = info.directory)
        else:
            link = ctx.actions.declare_file(_path(ctx, info.executable))
            ctx.actions.symlink(output = link, target_file = info.executable, is_executable = True)
        links.append(link)
    return DefaultInfo(files = depset(links), runfiles = ctx.runfiles(links))

python_executable_matrix = rule(
    implementation = _python_executable_matrix_impl,
    doc = """Executables, or their folders, for several platforms, side by side in the folder `<name>/`.

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
