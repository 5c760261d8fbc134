"""The rule that describes a Python distribution for the platform it is built for."""

load("@rules_cc//cc/common:cc_info.bzl", "CcInfo")
load(":distribution_info.bzl", "PythonDistributionInfo")

def _by_optimization_level(lists):
    """A dict from optimisation level to a tuple of Files, one of each list that is not empty."""
    return dict(enumerate(zip(*[files for files in lists if files])))

def _python_distribution_impl(ctx):
    image = ctx.file.native_image
    return [
        DefaultInfo(files = depset([image])),
        PythonDistributionInfo(
            abi_tag = ctx.attr.abi_tag,
            bytecode_with_source = _by_optimization_level([
                ctx.files.loader_bytecode_with_source,
                ctx.files.standard_library_with_source,
                ctx.files.platform_library_with_source,
            ]),
            builtin_modules = depset(ctx.attr.builtin_modules),
            embeddable = ctx.attr.embeddable[CcInfo] if ctx.attr.embeddable else None,
            executable_suffix = ctx.attr.executable_suffix,
            extension_suffix = ctx.attr.extension_suffix,
            headers = ctx.attr.headers[CcInfo],
            implementation = ctx.attr.implementation,
            libpython = ctx.attr.libpython[CcInfo] if ctx.attr.libpython else None,
            loader_bytecode = dict(enumerate(ctx.files.loader_bytecode)),
            native_image = image,
            platform = ctx.attr.platform,
            python_version = ctx.attr.python_version,
            stable_abi = ctx.file.stable_abi,
            standard_library = _by_optimization_level([
                ctx.files.standard_library,
                ctx.files.platform_library,
            ]),
        ),
    ]

# Bytecode does not depend on the target platform: from the execution configuration, which is the same
# for all of them, it is compiled once.
_SHARED_BY_PLATFORMS = "exec"

python_distribution = rule(
    implementation = _python_distribution_impl,
    doc = """Describes a Python distribution for the platform it is built for; the attributes become
the fields of `PythonDistributionInfo` of the same names.""",
    attrs = {
        "abi_tag": attr.string(
            doc = "ABI tag of wheels with extension modules for it, e.g. `cp313`.",
            mandatory = True,
        ),
        "builtin_modules": attr.string_list(
            doc = "Dotted names of the extension modules compiled in.",
        ),
        "embeddable": attr.label(
            doc = "What programs with a `main()` of their own link; left out if only the image exists.",
            providers = [CcInfo],
        ),
        "executable_suffix": attr.string(
            doc = "What names of executables end in: empty or `.exe`.",
        ),
        "extension_suffix": attr.string(
            doc = "What names of extension modules' files end in.",
            mandatory = True,
        ),
        "headers": attr.label(
            doc = "What an extension module is compiled against.",
            mandatory = True,
            providers = [CcInfo],
        ),
        "implementation": attr.string(
            doc = "`sys.implementation.name`.",
            default = "cpython",
        ),
        "libpython": attr.label(
            doc = "Everything `native_image` is linked from; left out if only the image exists.",
            providers = [CcInfo],
        ),
        "loader_bytecode": attr.label_list(
            doc = """Three zips of the loader's Python half: for optimisation levels 0, 1 and 2.
Compiled without regard to the platform.""",
            allow_files = [".zip"],
            cfg = _SHARED_BY_PLATFORMS,
            mandatory = True,
        ),
        "loader_bytecode_with_source": attr.label_list(
            doc = "The same zips with sources.",
            allow_files = [".zip"],
            cfg = _SHARED_BY_PLATFORMS,
            mandatory = True,
        ),
        "native_image": attr.label(
            doc = "The executable that only lacks its packed resources.",
            allow_single_file = True,
            mandatory = True,
        ),
        "platform": attr.string(
            doc = "Name of the target platform, a key of `//platforms:platforms.bzl`.",
            mandatory = True,
        ),
        "platform_library": attr.label_list(
            doc = """Three zips, or none, of the standard library's modules that differ by
platform.""",
            allow_files = [".zip"],
        ),
        "platform_library_with_source": attr.label_list(
            doc = "The same zips with sources.",
            allow_files = [".zip"],
        ),
        "python_version": attr.string(
            doc = "Full version, e.g. `3.13.5`.",
            mandatory = True,
        ),
        "stable_abi": attr.label(
            doc = "`Misc/stable_abi.toml` of CPython's sources; left out if there is none.",
            allow_single_file = [".toml"],
        ),
        "standard_library": attr.label_list(
            doc = """Three zips of the standard library: for optimisation levels 0, 1 and 2. What is
the same for every platform.""",
            allow_files = [".zip"],
            cfg = _SHARED_BY_PLATFORMS,
            mandatory = True,
        ),
        "standard_library_with_source": attr.label_list(
            doc = "The same zips with sources.",
            allow_files = [".zip"],
            cfg = _SHARED_BY_PLATFORMS,
            mandatory = True,
        ),
    },
    provides = [PythonDistributionInfo],
)
