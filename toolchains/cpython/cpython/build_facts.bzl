"""What CPython's `configure` and `Makefile` decide about a build, other than `pyconfig.h`."""

load("//platforms:platforms.bzl", "PLATFORMS")

def build_facts(minor_version, platform_name):
    """The names that a build of CPython has for its target and its version.

    Args:
        minor_version: version of CPython without its last part, e.g. `3.13`.
        platform_name: key of `PLATFORMS`.

    Returns:
        a struct of strings:
            machdep: `sys.platform` (`configure` calls it MACHDEP).
            multiarch: `sys.implementation._multiarch`, e.g. `x86_64-linux-gnu`.
            soabi: tag in the file names of extension modules, e.g. `cpython-313-x86_64-linux-gnu`.
            ext_suffix: ending of the file names of extension modules.
            sysconfigdata: name of the module that holds sysconfig's variables.

        On Windows, there are no `multiarch` and no `sysconfigdata`: they are None.
    """
    platform = PLATFORMS[platform_name]
    digits = minor_version.replace(".", "")
    if platform.os == "windows":
        # See `Include/internal/pycore_importdl.h`.
        soabi = "cp{}-win_amd64".format(digits)
        return struct(
            machdep = "win32",
            multiarch = None,
            soabi = soabi,
            ext_suffix = ".{}.pyd".format(soabi),
            sysconfigdata = None,
        )
    if platform.os == "macos":
        machdep = "darwin"
        multiarch = "darwin"
    else:
        machdep = "linux"
        multiarch = "{}-linux-{}".format(platform.cpu, platform.libc)
    soabi = "cpython-{}-{}".format(digits, multiarch)
    return struct(
        machdep = machdep,
        multiarch = multiarch,
        soabi = soabi,
        ext_suffix = ".{}.so".format(soabi),
        # See `_get_sysconfigdata_name` in `Lib/sysconfig/__init__.py`; the ABI flags are empty.
        sysconfigdata = "_sysconfigdata__{}_{}".format(machdep, multiarch),
    )
