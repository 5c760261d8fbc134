"""Chooses by the target platform how OpenSSL is configured and what it consists of."""

load("//toolchains/cpython:string_define.bzl", "string_define")
load(
    "//toolchains/cpython/openssl:configuration.bzl",
    "CONFIGURE_OPTIONS",
    "CONFIGURE_TARGETS",
    "OPENSSL_DIRECTORIES",
)
load("//toolchains/cpython/openssl:openssl_sources.bzl", "OPENSSL_SOURCES")

# Where engines and provider modules would be; OpenSSL is built without either, and FHS reserves the
# name for a folder that never exists.
_NO_DIRECTORY = "/nonexistent"

# Where the time of a TLS connection and of a digest goes.
_PRIMITIVES = [
    "crypto/aes/",
    "crypto/aria/",
    "crypto/bn/",
    "crypto/camellia/",
    "crypto/chacha/",
    "crypto/des/",
    "crypto/ec/",
    "crypto/md5/",
    "crypto/ml_dsa/",
    "crypto/ml_kem/",
    "crypto/modes/",
    "crypto/poly1305/",
    "crypto/ripemd/",
    "crypto/sha/",
    "crypto/sm3/",
    "providers/implementations/ciphers/",
    "providers/implementations/digests/",
]

def _table_values(target, field):
    values = []
    for group in OPENSSL_SOURCES:
        if target in group.targets:
            values.extend(getattr(group, field))
    return values

def _select(function):
    return select({
        Label("//platforms:is_" + platform): function(target)
        for platform, target in CONFIGURE_TARGETS.items()
    })

def _target(target):
    return target

def _defines(target):
    return sorted(_table_values(target, "defines")) + [
        string_define("ENGINESDIR", _NO_DIRECTORY),
        string_define("MODULESDIR", _NO_DIRECTORY),
        string_define("OPENSSLDIR", OPENSSL_DIRECTORIES[target]),
    ]

def _generated_files(target):
    return _table_values(target, "generated_files")

def _sources(target, field):
    generated = {path: None for path in _generated_files(target)}
    return [path for path in _table_values(target, field) if path not in generated]

def _is_primitive(path):
    for folder in _PRIMITIVES:
        if path.startswith(folder):
            return True
    return False

def _crypto_sources(target):
    sources = [path for path in _sources(target, "crypto_sources") if not _is_primitive(path)]
    if target.startswith("linux-"):
        sources.remove("crypto/x509/x509_def.c")
        sources.append(Label("//toolchains/cpython/openssl:default_certificates_linux.c"))
    return sources

def _primitive_sources(target):
    return [path for path in _sources(target, "crypto_sources") if _is_primitive(path)]

def _ssl_sources(target):
    return _sources(target, "ssl_sources")

# Each value but `options` is a `select()` over the platforms of `//platforms`:
# `crypto_sources`, `primitive_sources`, `ssl_sources`: C files of OpenSSL's source, as labels of
# its package. The second are those of libcrypto whose speed counts.
# `defines`: macros for `local_defines`.
# `generated_files`: paths of the files to generate, as `openssl_generated_files` takes them.
# `options`, `target`: arguments of Configure.
OPENSSL_SELECT = struct(
    crypto_sources = _select(_crypto_sources),
    defines = _select(_defines),
    generated_files = _select(_generated_files),
    options = CONFIGURE_OPTIONS,
    primitive_sources = _select(_primitive_sources),
    ssl_sources = _select(_ssl_sources),
    target = _select(_target),
)
