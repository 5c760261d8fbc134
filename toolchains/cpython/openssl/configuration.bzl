"""How OpenSSL is configured: the arguments of its `Configure` and the folders it knows."""

# Everything that Python's `ssl` and `hashlib` offer in the builds of python.org is left in. Left out
# is what neither of them can reach. INSTALL.md of OpenSSL describes each option.
CONFIGURE_OPTIONS = [
    # Static libraries only, one target at a time.
    "threads",
    "no-apps",
    "no-docs",
    "no-makedepend",
    "no-pinshared",
    "no-shared",
    "no-tests",
    "no-uplink",

    # A self-contained executable opens no plug-ins, and no configuration but the one it is told to.
    "no-autoload-config",
    "no-dso",
    "no-engine",
    "no-module",

    # No paths of source files in error records: Python shows its own.
    "no-filenames",

    # 64-bit arithmetic for P-224, P-384 and P-521: three times as fast. Every 64-bit target has it.
    "enable-ec_nistp_64_gcc_128",

    # Algorithms of the legacy provider, which would have to be loaded from a configuration file.
    "no-bf",
    "no-cast",
    "no-idea",
    "no-legacy",
    "no-md4",
    "no-mdc2",
    "no-rc2",
    "no-rc4",
    "no-seed",
    "no-whirlpool",

    # Algorithms that are neither digests nor in any TLS cipher suite or default signature.
    "no-argon2",
    "no-gost",
    "no-ocb",
    "no-siphash",
    "no-siv",
    "no-slh-dsa",
    "no-sm2",
    "no-sm4",
    "no-thread-pool",

    # Protocols and formats without a door in Python's `ssl`.
    "no-async",
    "no-cmp",
    "no-cms",
    "no-comp",
    "no-ct",
    "no-dgram",
    "no-http",
    "no-nextprotoneg",
    "no-quic",
    "no-rfc3779",
    "no-srp",
    "no-srtp",
    "no-ssl-trace",
    "no-ts",
    "no-winstore",
]

# Name of the platform (//platforms) -> target of Configure.
CONFIGURE_TARGETS = {
    "linux_aarch64_gnu": "linux-aarch64",
    "linux_aarch64_musl": "linux-aarch64",
    "linux_x86_64_gnu": "linux-x86_64",
    "linux_x86_64_musl": "linux-x86_64",
    "macos_arm64": "darwin64-arm64-cc",
    "macos_x86_64": "darwin64-x86_64-cc",
    "windows_x86_64": "mingw64",
}

# Target of Configure -> OPENSSLDIR, the folder with the trusted certificates (`cert.pem` and
# `certs/`): where the system has them. On Linux `default_certificates_linux.c` looks at further
# places. On Windows it is upstream's default; Python reads the system's store.
OPENSSL_DIRECTORIES = {
    "darwin64-arm64-cc": "/private/etc/ssl",
    "darwin64-x86_64-cc": "/private/etc/ssl",
    "linux-aarch64": "/etc/ssl",
    "linux-x86_64": "/etc/ssl",
    "mingw64": "C:\\Program Files\\Common Files\\SSL",
}
