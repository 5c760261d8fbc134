"""One run of bazelw, from its command line to the start of Bazel."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.bazelw import arguments as command_lines
from tools.bazelw import bazelrc, installed, trust_store
from tools.bazelw.arguments import Invocation
from tools.bazelw.cache import Cache
from tools.bazelw.failure import ExitCode, Failure, disk_failure
from tools.bazelw.prefix import Prefix
from tools.bazelw.progress import Progress
from tools.bazelw.settings import Settings, read_settings
from tools.bazelw.source_needs import SourceNeeds
from tools.bazelw.state import State

HELP = """\
bazelw runs the Bazel of .bazelversion with all of its words: `bazelw help` is Bazel's help.

Which Bazel: $BAZEL if set; else bazelisk or bazel on PATH if it can do it; else one that bazelw
assembles from Debian's archive and pip's index, as this machine is configured for them.

  BAZEL               the Bazel to run, whatever its version
  BAZELW_CACHE        folder for everything that is stored
                      (default: ${XDG_CACHE_HOME:-~/.cache}/rules_python_executable)
  BAZELW_DISK_CACHE   folder of Bazel's disk cache, or `off`
  BAZELW_SOURCES      source archives from Debian: auto (those upstream cannot serve here), debian
                      (all), off
  BAZELW_SUITE        suite of Debian to take Bazel from (default: forky)
  BAZELW_MIRROR       URI of a mirror of Debian (default: the one apt uses)

Exit codes of its own: 64 bad setting, 65 wrong bytes downloaded, 66 tool missing, 69 download
failed, 73 disk full or not writable, 78 no suitable Bazel; all others are Bazel's.
docs/bazelw.md tells more.
"""


def main(root: str, arguments: Sequence[str]) -> int:
    """Runs Bazel in place of this process; returns an exit code only if that fails.

    Args:
        root: the repository that bazelw belongs to.
        arguments: the words after `bazelw`.
    """
    progress = Progress()
    cache_folder = ""
    try:
        if list(arguments[:1]) == ["--bazelw-help"]:
            sys.stdout.write(HELP)
            return 0
        settings = read_settings(Path(root), os.environ)
        cache_folder = str(settings.cache)
        _Run(settings, command_lines.parse(arguments), progress).start_bazel()
    except Failure as failure:
        progress.say(str(failure))
        return failure.exit_code
    except KeyboardInterrupt:
        progress.say("interrupted; run it again and it goes on")
        return ExitCode.INTERRUPTED
    except OSError as error:
        refusal = disk_failure(error, cache_folder)
        progress.say(str(refusal))
        return refusal.exit_code
    raise AssertionError("exec does not return")


class _Run:
    """The decisions of one run."""

    def __init__(self, settings: Settings, invocation: Invocation, progress: Progress) -> None:
        self.settings = settings
        self.invocation = invocation
        self.progress = progress
        self.cache = Cache(settings.cache)
        key = hashlib.sha256(str(settings.root).encode("utf-8", "surrogateescape"))
        self.state = State(settings.cache / "state" / f"{key.hexdigest()[:16]}.json")

    def start_bazel(self) -> None:
        """Prepares what is missing and becomes Bazel.

        Raises:
            Failure: it cannot.
        """
        program = installed.named_bazel(self.settings) or self._find_on_path()
        prefix = None
        if program is None:
            prefix = Prefix(self.cache, self.settings.bazel_version)
            program = prefix.client
        self._prepare(prefix)
        words = bazelrc.command_line(
            self.invocation,
            program,
            prefix.startup_options if prefix else [],
            [prefix.rc] if prefix else [],
            [bazelrc.ensure_file(self.settings, self.cache)],
            Path.cwd(),
            os.environ.get("HOME"),
        )
        try:
            os.execve(words[0], words, installed.environment_for(self.settings, os.environ))
        except OSError as error:
            raise Failure(
                ExitCode.NOT_AVAILABLE,
                f"cannot run {words[0]}: {error.strerror}",
                "set BAZEL to another Bazel, or unset it",
            ) from error

    def _find_on_path(self) -> Path | None:
        """Gives the Bazel on PATH that can build this repository, None if there is none."""
        candidates = installed.on_path(self.settings)
        if not candidates:
            return None
        facts = [
            self.settings.bazel_version,
            os.environ.get("USE_BAZEL_VERSION"),
            [installed.identity(program) for program in candidates],
        ]
        remembered = self.state.recall("on_path", facts)
        if remembered is not None:
            return Path(remembered)
        # That none of them could resolve the modules may have been for what MODULE.bazel said.
        module = (self.settings.root / "MODULE.bazel").read_bytes()
        facts_of_none = [*facts, hashlib.sha256(module).hexdigest()]
        if self.state.recall("none_on_path", facts_of_none):
            return None
        from tools.bazelw import trial

        program = trial.first_usable(
            candidates, self.settings, self.cache, self.progress, os.environ
        )
        if program is None:
            self.state.remember("none_on_path", facts_of_none, True)
        else:
            self.state.remember("on_path", facts, str(program))
        return program

    def _prepare(self, prefix: Prefix | None) -> None:
        """Gets what is missing: the prefix, and the sources if they are asked for."""
        incomplete = prefix if prefix and not prefix.complete else None
        needs = SourceNeeds(self.settings, self.cache, self.state)
        # Whoever lacks a prefix will need the sources next: fetch both at once.
        with_sources = self.invocation.loads_repositories or incomplete is not None
        wanted = needs.missing() if with_sources else []
        if incomplete or wanted:
            from tools.bazelw.prepare import prepare

            prepare(self.settings, self.cache, incomplete, wanted, self.progress)
        if with_sources:
            needs.remember()
        if prefix:
            self._refresh_trust_store(prefix)

    def _refresh_trust_store(self, prefix: Prefix) -> None:
        """Lets the assembled Bazel trust whom the machine trusts now."""
        pem = trust_store.bundle(os.environ)
        if pem is None:
            return
        facts = [str(prefix.folder), *installed.identity(pem)]
        if self.state.recall("trust_store", facts) is None:
            trust_store.write(pem, prefix.runtime)
            self.state.remember("trust_store", facts, True)
