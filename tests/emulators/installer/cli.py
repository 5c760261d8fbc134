"""Installs Wine 10 for the tests of Windows executables.

Debian 12 has Wine 8, which cannot run Python's platform module. This takes Wine 10 from Debian 13,
through apt as this machine is configured for it, and unpacks it with its libraries into the cache
folder of bazelw. Nothing else on the machine changes and root is not needed. Done once, it does
nothing.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from tests.emulators.installer import debian_wine
from tools.bazelw.cache import Cache
from tools.bazelw.failure import ExitCode, Failure, disk_failure
from tools.bazelw.progress import Progress
from tools.bazelw.settings import read_settings

_EPILOG = """\
BAZELW_CACHE and BAZELW_MIRROR mean what they mean to bazelw (docs/bazelw.md), and so do exit codes.
qemu comes with apt-get install qemu-user libc6-arm64-cross libstdc++6-arm64-cross.
"""


def main(arguments: Sequence[str]) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="tests/emulators/install",
        description=__doc__,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.parse_args(arguments)
    progress = Progress(name="install")
    cache_folder = ""
    try:
        settings = read_settings(Path(__file__).resolve().parents[3], os.environ)
        cache_folder = str(settings.cache)
        folder = debian_wine.install(Cache(settings.cache), settings.mirror, progress)
        progress.say(f"Wine is in {folder}")
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
    return 0
