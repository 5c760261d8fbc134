"""Files of a C library that its own shell and awk scripts write."""

def _generated_file_impl(ctx):
    inputs = ctx.files.srcs + ctx.files.tools
    ctx.actions.run_shell(
        outputs = [ctx.outputs.out],
        inputs = ctx.files.srcs,
        tools = [tool.files_to_run for tool in ctx.attr.tools],
        command = """\
set -eu -o pipefail
export LC_ALL=C AWK=awk
root="$PWD"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cp {inputs} "$folder"
cd "$folder"
{{ {command}
}} > "$root/{out}"
""".format(
            command = ctx.attr.command,
            inputs = " ".join(["'{}'".format(file.path) for file in inputs]),
            out = ctx.outputs.out.path,
        ),
        mnemonic = "GenerateFile",
        progress_message = "Generating %{output}",
        use_default_shell_env = True,
    )
    return [DefaultInfo(files = depset([ctx.outputs.out]))]

generated_file = rule(
    implementation = _generated_file_impl,
    doc = """Runs a shell command in a temporary folder that holds copies of its inputs.

Such scripts name their inputs in what they write, leave temporary files behind and expect
some programs in the current folder: there they see nothing but file names. sh, awk, sed and the
POSIX utilities come from the machine.
""",
    attrs = {
        "command": attr.string(
            doc = "What to run; finds its inputs by their base names, in the current folder.",
            mandatory = True,
        ),
        "out": attr.output(
            doc = "The file that the command's standard output becomes.",
            mandatory = True,
        ),
        "srcs": attr.label_list(
            doc = "Inputs; their base names must differ.",
            allow_files = True,
        ),
        "tools": attr.label_list(
            doc = "Executables, copied into the folder like `srcs`.",
            cfg = "exec",
        ),
    },
)
