"""The rule behind the macro `python_executable_audit_test`."""

load("//toolchains/python:exec_tools_info.bzl", "PythonExecToolsInfo")
load("//toolchains/python:run_tool.bzl", "run_tool")
load(":python_executable_info.bzl", "PythonExecutableInfo")
load(":python_universal_executable_info.bzl", "PythonUniversalExecutableInfo")

_SCRIPT = """\
#!/bin/sh
# Shows what was found when the executable was built.
[ -z "${{TEST_UNDECLARED_OUTPUTS_DIR-}}" ] || cp "{json}" "$TEST_UNDECLARED_OUTPUTS_DIR/audit.json"
cat "{text}"
exit "$(cat "{status}")"
"""

def _parts(target):
    """What an executable consists of.

    Args:
        target: a Target with PythonExecutableInfo or PythonUniversalExecutableInfo.

    Returns:
        a pair: the File, and a list of PythonExecutableInfo, one per architecture.
    """
    if PythonUniversalExecutableInfo in target:
        info = target[PythonUniversalExecutableInfo]
        return info.executable, info.parts
    info = target[PythonExecutableInfo]
    return info.executable, [info]

def _audit(ctx, text, json, status):
    """Declares the action that audits.

    Args:
        ctx: the rule's context.
        text: File: the report for people.
        json: File: the report for programs.
        status: File: the exit code that the test shall have.
    """
    executable, parts = _parts(ctx.attr.executable)
    arguments = ctx.actions.args()
    arguments.use_param_file("@%s")
    arguments.set_param_file_format("multiline")
    arguments.add_all([part.distribution.platform for part in parts], before_each = "--platform")
    arguments.add("--name", executable.short_path)
    arguments.add_all(ctx.attr.allowed_libraries, before_each = "--allowed-library")
    arguments.add_all(
        ["{}={}".format(check, reason) for check, reason in ctx.attr.exceptions.items()],
        before_each = "--exception",
    )
    inputs = [executable]

    # All parts are of one Python version.
    stable_abi = parts[0].distribution.stable_abi
    if stable_abi:
        arguments.add("--stable-abi", stable_abi)
        inputs.append(stable_abi)
    arguments.add("--text", text)
    arguments.add("--json", json)
    arguments.add("--status", status)
    arguments.add(executable)
    run_tool(
        ctx.actions,
        ctx.attr._exec_tools[PythonExecToolsInfo],
        module = "tools.audit",
        arguments = arguments,
        inputs = depset(inputs),
        outputs = [text, json, status],
        mnemonic = "PythonAudit",
        progress_message = "Auditing {}".format(executable.short_path),
    )

def _audit_test_impl(ctx):
    text, json, status = [
        ctx.actions.declare_file(ctx.label.name + suffix)
        for suffix in (".txt", ".json", ".status")
    ]
    _audit(ctx, text, json, status)
    script = ctx.actions.declare_file(ctx.label.name + ".sh")
    ctx.actions.write(
        output = script,
        content = _SCRIPT.format(
            json = json.short_path,
            status = status.short_path,
            text = text.short_path,
        ),
        is_executable = True,
    )
    return [
        DefaultInfo(
            executable = script,
            runfiles = ctx.runfiles(files = [text, json, status]),
        ),
        OutputGroupInfo(audit = depset([text, json])),
    ]

audit_test = rule(
    implementation = _audit_test_impl,
    doc = """Whether an executable keeps the contract of its platform.

Made by the macro `python_executable_audit_test`. The audit is an action, so its reports are there
without running the test: the output group `audit`.
""",
    attrs = {
        "allowed_libraries": attr.string_list(
            doc = "Shared libraries that it may need besides the platform's.",
        ),
        "exceptions": attr.string_dict(
            doc = "Names of checks that it need not pass, and why.",
        ),
        "executable": attr.label(
            doc = "The executable, for one architecture or universal.",
            mandatory = True,
            providers = [[PythonExecutableInfo], [PythonUniversalExecutableInfo]],
        ),
        "_exec_tools": attr.label(
            default = ":audit_exec_tools",
            cfg = "exec",
            providers = [PythonExecToolsInfo],
        ),
    },
    # Nothing of the target platform runs: the platform of the test need not be the executable's.
    exec_groups = {"test": exec_group()},
    test = True,
)
