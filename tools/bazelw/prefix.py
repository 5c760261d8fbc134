"""The assembled Bazel: Debian's packages, made to run from one folder without root or chroot.

A prefix never moves, since its files hold its path, and it is never changed once it is complete
(but for the trust store). So it stays usable when Debian's suite moves on.
"""

from __future__ import annotations

from tools.bazelw.cache import COMPLETE, Cache

FORMAT = 1
"""Version of the code that assembles. Raise it when a new prefix would be better than an old one:
every user's next run then assembles a new one."""


class Prefix:
    """Where the parts of an assembled Bazel are."""

    def __init__(self, cache: Cache, bazel_version: str) -> None:
        """The prefix of `bazel_version` in `cache`, whether it exists or not."""
        self.bazel_version = bazel_version
        self.folder = cache.prefix(f"{bazel_version}-{FORMAT}")
        self.root = self.folder / "root"
        """What the packages of Debian contain."""
        self.client = self.root / "usr/bin/bazel"
        self.install_base = self.root / "usr/share/bazel"
        self.runtime = self.folder / "java"
        self.rc = self.folder / "bazelrc"

    @property
    def complete(self) -> bool:
        """Whether it can be used."""
        return (self.folder / COMPLETE).exists()

    @property
    def startup_options(self) -> list[str]:
        """Bazel's startup options without which it does not run here.

        The two of the JVM's that look for speed suit a server that lives through many small builds;
        the two others silence warnings about what Bazel 7 does on Java 25.
        """
        return [
            "--nosystem_rc",
            f"--install_base={self.install_base}",
            "--trust_install_base",
            f"--server_javabase={self.runtime}",
            "--host_jvm_args=--enable-native-access=ALL-UNNAMED",
            "--host_jvm_args=--sun-misc-unsafe-memory-access=allow",
            "--host_jvm_args=-XX:+UseSerialGC",
            "--host_jvm_args=-XX:TieredStopAtLevel=1",
        ]
