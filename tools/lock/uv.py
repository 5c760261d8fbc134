"""uv, which resolves: by name, version and hash through the machine's pip, kept in a cache."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.common.errors import ToolError

_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input")

_REQUIREMENTS = Path(__file__).with_name("uv_requirements_lock.txt")


def _version() -> str:
    """Returns the pinned version, `uv-0.11.1`."""
    first = next(line for line in _REQUIREMENTS.read_text().splitlines() if "==" in line)
    return first.split(" ")[0].replace("==", "-")


def _cache() -> Path:
    base = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (base if base.is_absolute() else Path.home() / ".cache") / "rules_python_executable"


def uv_program() -> Path:
    """Returns uv, which is fetched if it is not in the cache.

    Raises:
        ToolError: it cannot be fetched.
    """
    suffix = ".exe" if sys.platform == "win32" else ""
    folder = _cache() / _version()
    program = folder / "bin" / f"uv{suffix}"
    if program.exists():
        return program
    print(f"lock: fetching {_version()}", file=sys.stderr)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        made = Path(temporary, "made")
        process = subprocess.run(
            [
                *(
                    *_PIP,
                    "install",
                    "--quiet",
                    "--no-deps",
                    "--require-hashes",
                    "--only-binary=:all:",
                ),
                *("--requirement", str(_REQUIREMENTS), "--target", str(made)),
            ],
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
        if process.returncode != 0:
            errors = [line for line in process.stderr.splitlines() if line.startswith("ERROR:")]
            raise ToolError(
                f"{_version()} cannot be fetched ({(errors or ['pip failed'])[-1]}): see that "
                "`pip download` works on this machine (pip config list)"
            )
        try:
            made.rename(folder)
        except OSError:
            if not program.exists():  # Else another process was faster.
                raise
    return program


def index_environment() -> dict[str, str]:
    """Returns the environment variables that make uv ask the indexes that pip asks.

    uv does not read pip's configuration.
    """
    process = subprocess.run(
        [*_PIP, "config", "list"], capture_output=True, check=False, encoding="utf-8"
    )
    settings: dict[str, str] = {}
    for line in process.stdout.splitlines():
        key, equals, value = line.partition("=")
        if equals:
            # `global.index-url='...'`, `:env:.index-url='...'`; the more particular come last.
            settings[key.rpartition(".")[2]] = value.strip("'\"").replace("\\n", " ")
    variables = {
        "UV_DEFAULT_INDEX": settings.get("index-url", ""),
        "UV_INDEX": settings.get("extra-index-url", ""),
        "UV_FIND_LINKS": ",".join(settings.get("find-links", "").split()),
        "SSL_CERT_FILE": settings.get("cert", ""),
    }
    if variables["UV_INDEX"] or variables["UV_FIND_LINKS"]:
        # pip takes the best file of all places; uv, unless told, the first place that has some.
        variables["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return {
        name: value.strip()
        for name, value in variables.items()
        if value.strip() and name not in os.environ
    }
