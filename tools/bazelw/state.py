"""What bazelw remembers between runs, so that a run with nothing to do decides nothing anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tools.bazelw.cache import write_atomically


class State:
    """Remembered decisions, each valid as long as the facts it was based on stay the same."""

    def __init__(self, file: Path) -> None:
        """Reads `file`; one that cannot be read counts as empty."""
        self._file = file
        self._entries: dict[str, Any] = {}
        try:
            entries = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(entries, dict):
            self._entries = entries

    def recall(self, name: str, facts: Any) -> Any:
        """Gives the decision `name` if it was based on the same `facts` (JSON), else None."""
        entry = self._entries.get(name)
        # Tuples become lists in JSON.
        if isinstance(entry, dict) and entry.get("facts") == json.loads(json.dumps(facts)):
            return entry.get("decision")
        return None

    def remember(self, name: str, facts: Any, decision: Any) -> None:
        """Stores a decision (JSON, not None)."""
        self._entries[name] = {"facts": facts, "decision": decision}
        content = json.dumps(self._entries, indent=1, sort_keys=True) + "\n"
        write_atomically(self._file, content.encode("utf-8"))
