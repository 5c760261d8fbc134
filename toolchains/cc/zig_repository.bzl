"""Repository rule that fetches zig from the `ziglang` wheel."""

# What pip reads to find an index, a proxy or certificates. A change fetches again.
_PIP_ENVIRONMENT = [
    "PIP_CERT",
    "PIP_CONFIG_FILE",
    "PIP_EXTRA_INDEX_URL",
    "PIP_FIND_LINKS",
    "PIP_INDEX_URL",
    "PIP_NO_INDEX",
    "PIP_PROXY",
    "PIP_TRUSTED_HOST",
]

# Parts of zig's `lib` folder that no target of this toolchain reads. Without them an action that
# takes the whole folder has 9,000 files fewer to hash and to send to a remote executor.
_UNUSED = [
    "libc/freebsd",
    "libc/netbsd",
    "libc/openbsd",
    "libc/wasi",
    "build-web",
    "docs",
    "init",
    "libtsan",
    "lldb",
]

# Headers of `lib/libc/include` that the seven targets read.
_LIBC_HEADERS = [
    "aarch64-linux-any",
    "aarch64-linux-gnu",
    "aarch64-linux-musl",
    "any-darwin-any",
    "any-linux-any",
    "any-windows-any",
    "generic-glibc",
    "generic-musl",
    "x86-linux-any",
    "x86-linux-gnu",
    "x86-linux-musl",
    "x86_64-linux-musl",
]

# Functions that zig's compiler_rt defines although every C library has them, by the line of
# compiler_rt.zig that exports them. Defined in an archive they win over those of a shared libc,
# which are faster (string functions) or more exact (log2 of subnormal numbers). fmax stays: other
# functions of compiler_rt use its variant for 128 bits, which old C libraries lack.
_LIBC_FUNCTIONS = [
    "_ = @import(\"compiler_rt/{}.zig\");".format(file)
    for file in [
        "cos",
        "exp",
        "exp2",
        "fabs",
        "floor_ceil",
        "fma",
        "fmin",
        "fmod",
        "log",
        "log10",
        "log2",
        "memcpy",
        "memmove",
        "round",
        "sin",
        "sincos",
        "sqrt",
        "ssp",
        "tan",
        "trunc",
    ]
] + [
    "symbol(&{0}, \"{0}\");".format(function)
    for function in ["bcmp", "memcmp", "memset", "strlen"]
]

# Faults of zig's libraries that are mended: path of the file -> (text, what it becomes). log2() of a
# number that is less than normal scales it, but goes on with the lower half of the unscaled one.
_MENDED = {
    "lib/compiler_rt/log2.zig": (
        "hx = @intCast(@as(u64, @bitCast(x)) >> 32);",
        "ix = @bitCast(x);\n        hx = @intCast(ix >> 32);",
    ),
}

# MinGW's C library has no fortified functions.
_SSP = "_ = @import(\"compiler_rt/ssp.zig\");"
_KEEP = {_SSP: "if (builtin.os.tag == .windows) " + _SSP}

def _fail(rctx, problem, mend):
    fail("zig {} for {}: {}; {}".format(
        rctx.attr.version,
        rctx.attr.platform_tag,
        problem,
        mend,
    ))

def _download(rctx):
    """Downloads the wheel with the host's pip, which verifies its digest.

    Args:
        rctx: the repository context.

    Returns:
        the path of the wheel.
    """
    python = rctx.which("python3") or rctx.which("python")
    if not python:
        _fail(rctx, "no python3 on PATH", "install Python 3.9 or newer with pip")
    if rctx.execute([python, "-m", "pip", "--version"]).return_code != 0:
        _fail(
            rctx,
            "{} has no pip".format(python),
            "install it (python3-pip, or python3 -m ensurepip)",
        )

    rctx.file("requirements.txt", "ziglang=={} --hash=sha256:{}\n".format(
        rctx.attr.version,
        rctx.attr.sha256,
    ))
    rctx.report_progress("downloading the wheel of zig (100 MB)")
    result = rctx.execute(
        [
            python,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--only-binary=:all:",
            "--require-hashes",
            "--platform=" + rctx.attr.platform_tag,
            "--dest=wheel",
            "--requirement=requirements.txt",
        ],
        timeout = 3600,
    )
    if result.return_code != 0:
        lines = [line.strip() for line in result.stderr.split("\n") if line.strip()]
        if "DO NOT MATCH THE HASHES" in result.stderr:
            _fail(
                rctx,
                "the package index serves a wheel with another sha256 than " + rctx.attr.sha256,
                "check the index pip uses (pip config list)",
            )
        _fail(
            rctx,
            "pip could not download it ({})".format(lines[-1] if lines else "no message"),
            "check the network, or name an index that has it (PIP_INDEX_URL or pip.conf)",
        )
    return rctx.path("wheel").readdir()[0]

def _replaced(rctx, text, name, old, new):
    """Replaces a part of a file of zig; fails where another version of zig does not have it.

    Args:
        rctx: the repository context.
        text: string, what the file holds.
        name: of the file, for the message.
        old: string, the part.
        new: string, what it becomes.

    Returns:
        string, the text with the new part.
    """
    if old not in text:
        _fail(rctx, "{} has no line `{}`".format(name, old), "adapt zig_repository.bzl")
    return text.replace(old, new)

def _mend(rctx):
    """Mends faults of zig's libraries.

    Args:
        rctx: the repository context.
    """
    for name, (old, new) in _MENDED.items():
        mended = _replaced(rctx, rctx.read(name), name, old, new)
        rctx.file(name, mended, executable = False)

def _write_builtins(rctx):
    """Writes zig's compiler_rt without the functions that a C library has.

    The copy stands in a folder of its own because its files import each other by relative path.

    Args:
        rctx: the repository context.
    """
    root = rctx.read("lib/compiler_rt.zig")
    for line in _LIBC_FUNCTIONS:
        root = _replaced(rctx, root, "compiler_rt.zig", line, _KEEP.get(line, ""))
    rctx.file("builtins/compiler_rt.zig", root, executable = False)
    folders = ["compiler_rt"]
    for _ in range(1000):
        if not folders:
            break
        folder = folders.pop()
        for entry in rctx.path("lib/" + folder).readdir():
            name = folder + "/" + entry.basename
            if entry.is_dir:
                folders.append(name)
            else:
                rctx.file("builtins/" + name, rctx.read(entry), executable = False)

def _zig_repository_impl(rctx):
    # A .zip name, because older versions of Bazel do not know .whl.
    rctx.symlink(_download(rctx), "wheel.zip")
    rctx.report_progress("unpacking zig")
    rctx.extract("wheel.zip", stripPrefix = "ziglang")
    rctx.delete("wheel.zip")
    rctx.delete("wheel")
    rctx.delete("requirements.txt")

    windows = rctx.attr.platform_tag.startswith("win")
    zig = "zig.exe" if windows else "zig"
    if not rctx.path(zig).exists:
        _fail(rctx, "the wheel holds no " + zig, "report this as a bug of the rules")
    for folder in _UNUSED:
        rctx.delete("lib/" + folder)
    for folder in rctx.path("lib/libc/include").readdir():
        if folder.basename not in _LIBC_HEADERS:
            rctx.delete(folder)
    _mend(rctx)
    _write_builtins(rctx)
    rctx.template("BUILD.bazel", rctx.attr._build_file, {
        "%{libc_headers}": " ".join(_LIBC_HEADERS),
        "%{zig}": zig,
    })

zig_repository = repository_rule(
    doc = """Fetches one wheel of `ziglang` through the host's pip and unpacks it.

pip is used, not a URL, so that the index, proxy and certificates a user has configured for pip
apply. The targets of the repository are in `zig.BUILD.bazel`.""",
    implementation = _zig_repository_impl,
    attrs = {
        "platform_tag": attr.string(
            mandatory = True,
            doc = "Platform tag of the wheel, for `pip download --platform`.",
        ),
        "sha256": attr.string(
            mandatory = True,
            doc = "Digest of the wheel, in hexadecimal.",
        ),
        "version": attr.string(
            mandatory = True,
            doc = "Version of `ziglang`.",
        ),
        "_build_file": attr.label(
            default = ":zig.BUILD.bazel",
            allow_single_file = True,
        ),
    },
    environ = _PIP_ENVIRONMENT,
)
