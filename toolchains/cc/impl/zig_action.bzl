"""Running zig's own build commands in an action."""

def run_zig(ctx, *, executable, arguments, outputs, inputs, lib, lib_path, mnemonic, progress_message, env = {}, tools = []):
    """Runs zig, or a program that runs it, with a cache that nobody shares.

    zig keeps what it compiles in a cache folder. Here that folder is named after the action's first
    output: private to the action, undeclared, and thrown away with the sandbox.

    Args:
        ctx: the rule's context.
        executable: File of the program to run.
        arguments: function that takes the path of the cache folder and returns the list of
            arguments.
        outputs: non-empty list of Files.
        inputs: list of Files.
        lib: depset of Files, zig's `lib` folder.
        lib_path: path of that folder.
        mnemonic: of the action.
        progress_message: of the action.
        env: dict, more environment variables.
        tools: list of Files that `executable` runs.
    """
    cache = outputs[0].path + ".zig-cache"
    ctx.actions.run(
        executable = executable,
        arguments = arguments(cache),
        inputs = depset(inputs, transitive = [lib]),
        outputs = outputs,
        tools = tools,
        mnemonic = mnemonic,
        progress_message = progress_message,
        env = {
            "ZIG_GLOBAL_CACHE_DIR": cache,
            "ZIG_LIB_DIR": lib_path,
            "ZIG_LOCAL_CACHE_DIR": cache,
        } | env,
    )
