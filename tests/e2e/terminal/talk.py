"""A program that talks to somebody at a terminal, in the way its first argument asks for."""

from __future__ import annotations

import getpass
import importlib
import json
import locale
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import curses


def _edit() -> None:
    """Repeats each line, with what is not ASCII escaped."""
    import readline

    print(readline.backend)
    while True:
        try:
            line = input("> ")
        except EOFError:
            break
        print(f"<{line!a}>")
    print("end of file")


def _complete(binding: str) -> None:
    """Completes names and attributes, by a key that is bound so."""
    import readline
    import rlcompleter

    readline.set_completer(rlcompleter.Completer({"settings": sys.flags}).complete)
    readline.parse_and_bind(binding)
    print(f"<{input('> ')}>")


def _history(path: str) -> None:
    """Reads a line, with those of earlier runs at hand."""
    import readline

    if Path(path).exists():
        readline.read_history_file(path)
    count = readline.get_current_history_length()
    print([readline.get_history_item(number + 1) for number in range(count)])
    print(f"<{input('> ')!a}>")
    readline.write_history_file(path)


def _interact() -> None:
    import code

    code.interact("a prompt", local={"answer": 42}, exitmsg="left")


def _debug() -> None:
    value = 7
    breakpoint()
    print(f"<{value}>")


def _password() -> None:
    print(f"<{getpass.getpass('Password: ')}>")


def _spawn() -> None:
    """Lets a child talk at a terminal of its own."""
    import pty

    code = "import os, sys; print(os.isatty(0), f'<{input(\"name: \")}>'); sys.exit(5)"
    status = pty.spawn([sys.executable, "-c", code])
    print("child:", os.waitstatus_to_exitcode(status))


def _size() -> None:
    """Says how large the terminal is, again whenever that changes."""
    sizes = []
    signal.signal(signal.SIGWINCH, lambda *_: sizes.append(shutil.get_terminal_size()))
    print("size", *shutil.get_terminal_size(), flush=True)
    while not sizes:
        time.sleep(0.01)
    print("size", *sizes[0])


def _screen() -> None:
    """Draws with curses until q is typed, or Ctrl-C."""
    import curses

    locale.setlocale(locale.LC_ALL, "")
    print("drew", curses.wrapper(_draw))


def _draw(window: curses.window) -> str:
    import curses

    keys = []
    while True:
        lines, columns = window.getmaxyx()
        window.clear()  # so that all of it is written again
        window.addstr(1, 2, f"{columns} times {lines}", curses.A_BOLD)
        window.addstr(2, 2, "ä€")
        window.hline(2, 5, curses.ACS_HLINE, 3)
        window.addstr(3, 2, f"{len(keys)} keys: {' '.join(keys)}.")
        window.refresh()
        key = window.get_wch()
        if key == "q":
            return " ".join(keys)
        keys.append(curses.keyname(key).decode() if isinstance(key, int) else ascii(key))


def _capabilities() -> None:
    """What is known of the terminal that TERM names."""
    import curses

    try:
        curses.setupterm(fd=1)
    except curses.error as error:
        print(json.dumps({"error": str(error)}))
        return
    texts = {name: curses.tigetstr(name) for name in ("bold", "cup", "kcuu1", "setaf", "smcup")}
    known: dict[str, object] = {
        name: text and text.decode("latin-1") for name, text in texts.items()
    }
    known["colors"] = curses.tigetnum("colors")
    known["cols"] = curses.tigetnum("cols")
    known["am"] = curses.tigetflag("am")
    if texts["cup"]:
        known["moved"] = curses.tparm(texts["cup"], 4, 7).decode("latin-1")
    print(json.dumps(known))


def _interrupted() -> None:
    """Waits for Ctrl-C."""
    print("waiting", flush=True)
    while True:
        time.sleep(0.01)


def _lines() -> None:
    """Writes more than a pipe takes."""
    for number in range(1_000_000):
        print("line", number)


def _locale(argument: str, *modules: str) -> None:
    """What the locale is when modules have been imported, and what follows from it."""
    for module in modules:
        importlib.import_module(module)
    facts = {
        "LC_CTYPE": locale.setlocale(locale.LC_CTYPE),
        "variable": os.environ.get("LC_CTYPE"),
        "variable of children": subprocess.getoutput("echo $LC_CTYPE"),
        "codeset": locale.getencoding(),
        "preferred": locale.getpreferredencoding(False),
        "utf8_mode": sys.flags.utf8_mode,
        "filesystem": [sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()],
        "streams": [
            [stream.encoding, stream.errors] for stream in (sys.stdin, sys.stdout, sys.stderr)
        ],
        "argument": os.fsencode(argument).hex(),
    }
    print(json.dumps(facts))
    print("ä€🐍", argument)
    print("ä", file=sys.stderr)


_SCENARIOS: dict[str, Callable[..., None]] = {
    "capabilities": _capabilities,
    "complete": _complete,
    "debug": _debug,
    "edit": _edit,
    "history": _history,
    "interact": _interact,
    "interrupted": _interrupted,
    "lines": _lines,
    "locale": _locale,
    "password": _password,
    "screen": _screen,
    "size": _size,
    "spawn": _spawn,
}


def main() -> None:
    """Does what the command line says."""
    _SCENARIOS[sys.argv[1]](*sys.argv[2:])


if __name__ == "__main__":
    main()
