"""Decides which source archives Debian has to serve, and remembers it."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

from tools.bazelw.cache import Cache
from tools.bazelw.settings import Settings
from tools.bazelw.state import State

if TYPE_CHECKING:
    from tools.bazelw.sources import Source

TABLE = "toolchains/cpython/sources.json"
"""The table of sources, relative to the repository."""

RECHECK_SECONDS = 24 * 60 * 60
"""How long sources that are not stored are left to upstream without asking its hosts again."""


class SourceNeeds:
    """The sources of this repository, as the user wants them fetched."""

    def __init__(self, settings: Settings, cache: Cache, state: State) -> None:
        """Reads nothing yet."""
        self._settings = settings
        self._cache = cache
        self._state = state
        self._table = settings.root / TABLE
        self._anew = False

    def missing(self) -> list[Source]:
        """Gives the sources that are neither in the distdir nor left to upstream.

        Raises:
            Failure: the table of sources cannot be read.
        """
        if self._settings.sources == "off" or self._known():
            return []
        # Not needed where nothing has changed, and slow to import.
        from tools.bazelw import reach, sources

        self._anew = True
        absent = [
            source
            for source in sources.read_table(self._table)
            if not sources.in_distdir(source, self._cache.distdir, verify=True)
        ]
        if self._settings.sources == "auto":
            return reach.out_of_reach(absent)
        return [source for source in absent if source.from_debian]

    def remember(self) -> None:
        """Stores that everything is as well as it can be now."""
        if not self._anew:
            return
        from tools.bazelw import sources

        table = sources.read_table(self._table)
        found = [sources.in_distdir(source, self._cache.distdir, verify=False) for source in table]
        decision = {
            "files": [file.name for file in found if file],
            "until": None if all(found) else time.time() + RECHECK_SECONDS,
        }
        self._state.remember("sources", self._facts(), decision)

    def _known(self) -> bool:
        decision = self._state.recall("sources", self._facts())
        if decision is None:
            return False
        if decision["until"] is not None and time.time() > decision["until"]:
            return False
        return all((self._cache.distdir / name).exists() for name in decision["files"])

    def _facts(self) -> list[object]:
        try:
            digest = hashlib.sha256(self._table.read_bytes()).hexdigest()
        except OSError:
            digest = None
        return [digest, self._settings.sources]
