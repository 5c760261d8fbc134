"""What a Python distribution gives to the rules, whoever made it."""

PythonDistributionInfo = provider(
    doc = """One Python distribution for one target platform.

CPython compiled from source by `//toolchains/cpython` is one way to make it; a prebuilt
distribution is another. Everything in it is for the *target* platform.
""",
    fields = {
        "abi_tag": "string: ABI tag of wheels (PEP 425) with extension modules, e.g. `cp313`.",
        "bytecode_with_source": """dict from optimisation level (int 0, 1, 2) to a tuple of Files: the
zips in `loader_bytecode` and `standard_library`, with sources.""",
        "builtin_modules": "depset of strings: dotted names of the extension modules compiled in.",
        "embeddable": """CcInfo: loader, interpreter and extension modules with their link flags, for
programs that have a `main()` of their own. `None` if only the finished image exists.""",
        "executable_suffix": "string: what names of executables end in: empty or `.exe`.",
        "extension_suffix": """string: what names of its extension modules' files end in, e.g.
`.cpython-313-x86_64-linux-gnu.so`.""",
        "headers": "CcInfo: what extension modules are compiled against; no libraries.",
        "implementation": "string: `sys.implementation.name`, e.g. `cpython`.",
        "libpython": """CcInfo: everything `native_image` is linked from, with its link flags, for
executables that link further extension modules in. `None` if only the finished image exists.""",
        "loader_bytecode": """dict from optimisation level (int 0, 1, 2) to File: zip of the
bytecode of the Python half of the loader; packed into every executable.""",
        "native_image": """File: an executable for the target platform with loader, interpreter and
extension modules, that only lacks its packed resources.""",
        "platform": "string: name of the target platform, a key of `//platforms:platforms.bzl`.",
        "python_version": "string: full version, e.g. `3.13.5`.",
        "stable_abi": """File: the manifest of the names that make up CPython's stable ABI (PEP 652),
`Misc/stable_abi.toml` of its sources, or `None`.""",
        "standard_library": """dict from optimisation level (int 0, 1, 2) to a tuple of Files: zips
of the bytecode of the standard library.""",
    },
)
