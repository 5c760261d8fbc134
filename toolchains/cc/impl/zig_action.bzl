"""Running zig's own build commands in an action."""

def run_zig(
        ctx,
        *,
        zig,
        lib,
        executable,
        arguments,
        inputs,
        outputs,
        mnemonic,
        progress_message,
        env = {}):
    """Runs zig, or a program that runs it, with a cache that nobody shares.

    zig keeps what it compiles in a cache folder. Here that folder is named after the action's first
    output: private to the action, undeclared, and thrown away with the sandbox.

    Args:
        ctx: the rule's context.
        zig: File of zig.
        lib: depset of Files, the `lib` folder beside zig.
        executable: File of the program to run.
        arguments: function that takes the path of the cache folder and returns the list of
            arguments.
        inputs: list of Files.
        outputs: non-empty list of Files.
        mnemonic: of the action.
        progress_message: of the action.
        env: dict, more environment variables.
    """
    cache = outputs[0].path + ".zig-cache"
    ctx.actions.run(
        executable = executable,
        arguments = arguments(cache),
        inputs = depset(inputs, transitive = [lib]),
        outputs = outputs,
        tools = [zig],
        mnemonic = mnemonic,
        progress_message = progress_message,
        env = {
            "ZIG_GLOBAL_CACHE_DIR": cache,
            # Not where the path of zig leads to: that is outside the sandbox.
            "ZIG_LIB_DIR": zig.dirname + "/lib",
            "ZIG_LOCAL_CACHE_DIR": cache,
        } | env,
    )
