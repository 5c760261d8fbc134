"""The table of faults: what is wrong with the surroundings, and how the program ends there.

A row's script is run by `sh -e` and starts the program. It has the variables

* program: path of the executable, in a folder of its own;
* folder: an empty folder that can be written to;
* root: another one, for mounting something on it.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Ending(enum.Enum):
    """How the program ends."""

    RIGHT = "right"
    """Its output and exit code are what they always are, and nothing is on standard error."""

    SILENT = "right, without output"
    """The same, but nothing of the output can be seen."""

    NOT_WRITTEN = "exit code 120, the error of the system"
    """As Python ends if the output cannot be written at the end."""

    REFUSED = "not started by the system"
    """The shell says why."""


@dataclass(frozen=True)
class Fault:
    """One row.

    Attributes:
        name: what is wrong.
        script: makes it so, and starts the program.
        ending: how that ends.
        mounts: whether the script needs mounts of its own, and so a user namespace.
    """

    name: str
    script: str
    ending: Ending = Ending.RIGHT
    mounts: bool = False


_BARE_ROOT = """
    mount -t tmpfs none "$root"
    for libraries in /lib /lib64 /usr/lib /usr/lib64; do
        [ -d "$libraries" ] || continue
        mkdir -p "$root$libraries"
        mount --rbind "$libraries" "$root$libraries"
    done
    mkdir "$root/place"
    cp "$program" "$root/place/program"
"""

FAULTS = (
    # Nothing to write to, nothing to look at.
    Fault(
        "root that is read-only, with nothing but libraries: no /tmp, /proc, /dev, /etc",
        _BARE_ROOT + 'mount -o remount,ro "$root"; exec chroot "$root" /place/program',
        mounts=True,
    ),
    Fault("no /proc", 'mount -t tmpfs none /proc; exec "$program"', mounts=True),
    Fault("no /dev", 'mount -t tmpfs none /dev; exec "$program"', mounts=True),
    Fault(
        "folders for temporary files, the user and the program's work are noexec and read-only",
        """
        mount -t tmpfs -o noexec,ro none "$root"
        cd "$root"
        TMPDIR=$root HOME=$root exec "$program"
        """,
        mounts=True,
    ),
    Fault(
        "executable on a noexec file system",
        """
        mount -t tmpfs -o noexec none "$root"
        cp "$program" "$root/program"
        exec "$root/program"
        """,
        Ending.REFUSED,
        mounts=True,
    ),
    # Disks that are full.
    Fault("output to a full disk", 'exec "$program" >/dev/full', Ending.NOT_WRITTEN),
    Fault("complaints to a full disk", 'exec "$program" 2>/dev/full'),
    Fault(
        "output to a file on a full disk",
        """
        mount -t tmpfs -o size=4k none "$root"
        : >"$root/output"
        head -c 4096 /dev/zero >"$root/filling"
        exec "$program" >"$root/output"
        """,
        Ending.NOT_WRITTEN,
        mounts=True,
    ),
    Fault(
        "folders for temporary files, the user and the program's work are full",
        """
        mount -t tmpfs -o size=4k,nr_inodes=2 none "$root"
        head -c 4096 /dev/zero >"$root/filling"
        cd "$root"
        TMPDIR=$root HOME=$root exec "$program"
        """,
        mounts=True,
    ),
    # Standard streams that are closed: 0, 1 and 2 in all ways.
    Fault("input closed", 'exec "$program" <&-'),
    Fault("output closed", 'exec "$program" >&-', Ending.SILENT),
    Fault("error stream closed", 'exec "$program" 2>&-'),
    Fault("input and output closed", 'exec "$program" <&- >&-', Ending.SILENT),
    Fault("input and error stream closed", 'exec "$program" <&- 2>&-'),
    Fault("output and error stream closed", 'exec "$program" >&- 2>&-', Ending.SILENT),
    Fault("all streams closed", 'exec "$program" <&- >&- 2>&-', Ending.SILENT),
    Fault("no stream closed", 'exec "$program"'),
    # Places.
    Fault(
        "current folder that has been removed",
        'mkdir "$folder/gone"; cd "$folder/gone"; rmdir "$folder/gone"; exec "$program"',
    ),
    Fault("limit of 8 open files", 'ulimit -n 8; exec "$program"'),
)

HOSTILE_VARIABLES = {
    "PYTHONASYNCIODEBUG": "1",
    "PYTHONBREAKPOINT": "hostile.breakpoint",
    "PYTHONCASEOK": "1",
    "PYTHONCOERCECLOCALE": "warn",
    "PYTHONDEBUG": "1",
    "PYTHONDEVMODE": "1",
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONDUMPREFS": "1",
    "PYTHONEXECUTABLE": "{folder}/python",
    "PYTHONFAULTHANDLER": "1",
    "PYTHONHASHSEED": "not a number",
    "PYTHONHOME": "{folder}",
    "PYTHONINSPECT": "1",
    "PYTHONINTMAXSTRDIGITS": "not a number",
    "PYTHONIOENCODING": "utf-16",
    "PYTHONLEGACYWINDOWSFSENCODING": "1",
    "PYTHONMALLOC": "not an allocator",
    "PYTHONMALLOCSTATS": "1",
    "PYTHONNODEBUGRANGES": "1",
    "PYTHONNOUSERSITE": "",
    "PYTHONOPTIMIZE": "2",
    "PYTHONPATH": "{folder}",
    "PYTHONPERFSUPPORT": "1",
    "PYTHONPLATLIBDIR": "{folder}",
    "PYTHONPROFILEIMPORTTIME": "1",
    "PYTHONPYCACHEPREFIX": "{folder}",
    "PYTHONSAFEPATH": "",
    "PYTHONSTARTUP": "{folder}/json.py",
    "PYTHONTRACEMALLOC": "not a number",
    "PYTHONUNBUFFERED": "1",
    "PYTHONUSERBASE": "{folder}",
    "PYTHONUTF8": "not a number",
    "PYTHONVERBOSE": "1",
    "PYTHONWARNDEFAULTENCODING": "1",
    "PYTHONWARNINGS": "error",
    "PYTHON_BASIC_REPL": "1",
    "PYTHON_COLORS": "1",
    "PYTHON_CPU_COUNT": "not a number",
    "PYTHON_FROZEN_MODULES": "off",
    "PYTHON_GIL": "0",
    "PYTHON_HISTORY": "{folder}/history",
    "PYTHON_PERF_JIT_SUPPORT": "1",
    "PYTHON_PRESITE": "hostile",
    "__PYVENV_LAUNCHER__": "{folder}/python",
}
"""What CPython's `Doc/using/cmdline.rst` lists, and one that it reads besides, with values that
would change what the program does or end it. `{folder}` has hostile modules with names of the
standard library."""
