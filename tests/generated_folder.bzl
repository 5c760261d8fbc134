"""A rule that makes a folder of files whose names nobody knows before it is built."""

def _generated_folder_impl(ctx):
    folder = ctx.actions.declare_directory(ctx.label.name)
    ctx.actions.run_shell(
        command = """
mkdir "$1/deep"
echo 1 >"$1/one.txt"
echo 2 >"$1/deep/two.txt"
""",
        arguments = [ctx.actions.args().add_all([folder], expand_directories = False)],
        outputs = [folder],
    )
    return DefaultInfo(files = depset([folder]))

generated_folder = rule(
    implementation = _generated_folder_impl,
    doc = "A folder with the files `one.txt` and `deep/two.txt`.",
)
