"""The repository rule that fetches the wheel of one package for one platform."""

load(":wheel_libraries.bzl", "build_file", "wheel_libraries")
load(":wheel_tool.bzl", "WHEEL_TOOL_ATTRIBUTES", "run_wheel_tool")

def _wheel_repository_impl(repository_ctx):
    attributes = repository_ctx.attr
    report = run_wheel_tool(repository_ctx, attributes.platform)
    load_statements, targets = wheel_libraries(attributes, report)
    repository_ctx.file(
        "BUILD.bazel",
        build_file(attributes.package, load_statements, targets),
        executable = False,
    )

wheel_repository = repository_rule(
    implementation = _wheel_repository_impl,
    doc = """The wheel of one package for one platform, unpacked: `//:wheel`, and `//:extra_<name>`
for each of its extras.

Only the package's own repository, a `package_repository`, may be depended on from outside: it knows
which platforms share a wheel.
""",
    attrs = WHEEL_TOOL_ATTRIBUTES | {
        "platform": attr.string(
            doc = "Name of the platform.",
            mandatory = True,
        ),
    },
)
