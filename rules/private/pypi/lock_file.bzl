"""Reads lock files, whatever their format."""

load(":machine_python.bzl", "run_machine_python", "watch_tool")
load(":requirements.bzl", "parse_requirements")

def _format(file_name):
    """The format of a lock file, by its name.

    Args:
        file_name: string.

    Returns:
        `pylock` (PEP 751), `uv` or `requirements`.
    """
    if file_name == "uv.lock":
        return "uv"
    if file_name == "pylock.toml" or (
        file_name.startswith("pylock.") and file_name.endswith(".toml")
    ):
        return "pylock"
    return "requirements"

def read_lock_file(module_ctx, label, shown_name):
    """Reads a lock file.

    Args:
        module_ctx: the context of the module extension.
        label: Label of the lock file.
        shown_name: string: what people call it.

    Returns:
        a struct with `requirements` and `options`, see `parse_requirements`. Fails if the file
        cannot be used.
    """
    format = _format(label.name.split("/")[-1])
    if format == "requirements":
        parsed = parse_requirements(module_ctx.read(label))
        if parsed.error:
            fail("{}: {}".format(shown_name, parsed.error))
        return parsed
    module_ctx.watch(label)
    watch_tool(module_ctx)
    output = shown_name.replace("/", "_").replace(":", "_").replace("@", "_") + ".json"
    run_machine_python(
        module_ctx,
        "tools.wheel.read_lock",
        [
            "--format=" + format,
            "--name=" + shown_name,
            "--output=" + output,
            module_ctx.path(label),
        ],
        subject = shown_name,
    )
    return struct(
        options = [],
        requirements = {
            name: [
                struct(
                    extras = candidate["extras"],
                    hashes = candidate["hashes"],
                    marker = candidate["marker"],
                    name = name,
                    version = candidate["version"],
                )
                for candidate in candidates
            ]
            for name, candidates in json.decode(module_ctx.read(output)).items()
        },
    )
