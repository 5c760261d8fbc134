"""Reads a command line of Bazel as far as bazelw must understand it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

STARTUP_OPTIONS_WITH_VALUE = frozenset(
    "--" + name
    for name in (
        "bazelrc",
        "command_port",
        "connect_timeout_secs",
        "digest_function",
        "failure_detail_out",
        "host_jvm_args",
        "host_jvm_profile",
        "install_base",
        "invocation_policy",
        "io_nice_level",
        "local_startup_timeout_secs",
        "macos_qos_class",
        "max_idle_secs",
        "output_base",
        "output_user_root",
        "server_javabase",
        "server_jvm_out",
        "unix_digest_hash_attribute_name",
    )
)
"""Startup options whose value may be the next word (`bazel help startup_options`)."""

LOADING_COMMANDS = frozenset(
    (
        "aquery",
        "build",
        "coverage",
        "cquery",
        "fetch",
        "mobile-install",
        "print_action",
        "query",
        "run",
        "sync",
        "test",
        "vendor",
    )
)
"""Commands that may fetch external repositories and so need the source tarballs."""


@dataclass(frozen=True)
class Invocation:
    """A command line of Bazel in its three parts."""

    startup: tuple[str, ...]
    """Startup options, without those about rc files that the fields below hold."""
    command: str | None
    """The command, None if there is none."""
    rest: tuple[str, ...]
    """What stands after the command."""
    home_rc: bool
    """Whether the user's `~/.bazelrc` is to be read."""
    workspace_rc: bool
    """Whether the workspace's `.bazelrc` is to be read."""
    ignore_all_rc: bool
    """Whether no rc file at all is to be read."""

    @property
    def loads_repositories(self) -> bool:
        """Whether the command may fetch external repositories."""
        return self.command in LOADING_COMMANDS


def parse(arguments: Sequence[str]) -> Invocation:
    """Splits `arguments`, the words after `bazelw`. Accepts everything; Bazel judges it."""
    startup: list[str] = []
    switches = {"home_rc": True, "workspace_rc": True, "ignore_all_rc_files": False}
    position = 0
    while position < len(arguments) and arguments[position].startswith("-"):
        word = arguments[position]
        position += 1
        name, wanted = (word[4:], False) if word.startswith("--no") else (word[2:], True)
        if name in switches:
            switches[name] = wanted
            continue
        startup.append(word)
        if word in STARTUP_OPTIONS_WITH_VALUE and position < len(arguments):
            startup.append(arguments[position])
            position += 1
    return Invocation(
        startup=tuple(startup),
        command=arguments[position] if position < len(arguments) else None,
        rest=tuple(arguments[position + 1 :]),
        home_rc=switches["home_rc"],
        workspace_rc=switches["workspace_rc"],
        ignore_all_rc=switches["ignore_all_rc_files"],
    )
