"""Module extension that makes the repositories of zig, one per exec platform."""

load(":wheels.bzl", "WHEELS", "ZIG_VERSION")
load(":zig_repository.bzl", "zig_repository")

def _zig_impl(module_ctx):
    for exec_platform, wheel in WHEELS.items():
        zig_repository(
            name = "zig_" + exec_platform,
            version = ZIG_VERSION,
            platform_tag = wheel.tag,
            sha256 = wheel.sha256,
        )
    return module_ctx.extension_metadata(reproducible = True)

zig = module_extension(
    doc = """Makes `@zig_<exec platform>` for every row of `wheels.bzl`.

A repository is fetched when a build first needs it, so a build on Linux never downloads the zig
of Windows.""",
    implementation = _zig_impl,
)
