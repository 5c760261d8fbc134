"""A terminal that a program is run at, and that a test types into and reads from."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

_TIMEOUT = 60.0
"""Seconds that a test waits for anything: only a program that hangs takes so long."""


class PseudoTerminal:
    """Runs a program as the leader of a session, whose controlling terminal this is.

    Used as a context manager, it ends the program if that has not ended by itself.

    Attributes:
        transcript: all that the program has written.
    """

    def __init__(
        self,
        command: Sequence[str | bytes | Path],
        env: Mapping[str, str],
        *,
        cwd: Path | None = None,
        lines: int = 24,
        columns: int = 80,
    ) -> None:
        """Starts the program.

        Args:
            command: its path and arguments.
            env: its environment.
            cwd: its working folder; the caller's if not given.
            lines: height of the terminal.
            columns: width of the terminal.
        """
        words = [os.fsencode(word) for word in command]
        size = struct.pack("HHHH", lines, columns, 0, 0)
        self._pid, self._keyboard = pty.fork()
        if self._pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, size)
                if cwd is not None:
                    os.chdir(cwd)
                os.execve(words[0], words, dict(env))
            except OSError as error:
                os.write(2, f"{command[0]!r}: {error}\n".encode())
            finally:
                os._exit(127)
        self._status: int | None = None
        self._unread = b""
        self.transcript = b""

    def __enter__(self) -> PseudoTerminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._status is None:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._keyboard)

    def send(self, text: str | bytes) -> None:
        """Types: "\\r" is the return key, "\\x03" Ctrl-C."""
        data = text.encode() if isinstance(text, str) else text
        while data:
            data = data[os.write(self._keyboard, data) :]

    def expect(self, pattern: str | bytes) -> re.Match[bytes]:
        """Waits until what the program writes has a regular expression in it.

        What comes before its end will not be seen by the next call.

        Raises:
            AssertionError: it does not come, or the program ends before.
        """
        expression = re.compile(
            pattern.encode() if isinstance(pattern, str) else pattern, re.DOTALL
        )
        deadline = time.monotonic() + _TIMEOUT
        while (match := expression.search(self._unread)) is None:
            if not self._read(deadline):
                raise AssertionError(f"no {pattern!r} in {self._end()}")
        self._unread = self._unread[match.end() :]
        return match

    def resize(self, lines: int, columns: int) -> None:
        """Changes the size, which the kernel tells the program by SIGWINCH."""
        fcntl.ioctl(self._keyboard, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def wait_until_asleep(self) -> None:
        """Waits until the program waits for something: a key, after it has asked for one.

        A signal that came before would be handled, but would not end the waiting.

        Raises:
            AssertionError: it works on and on.
        """
        deadline = time.monotonic() + _TIMEOUT
        while Path(f"/proc/{self._pid}/stat").read_text().rpartition(") ")[2][0] != "S":
            if time.monotonic() > deadline:
                raise AssertionError(f"does not come to rest after {self._end()}")
            time.sleep(0.001)

    def is_cooked(self) -> bool:
        """Whether the terminal gives programs whole lines, and shows what is typed."""
        flags = termios.tcgetattr(self._keyboard)[3]
        return flags & (termios.ECHO | termios.ICANON) == termios.ECHO | termios.ICANON

    def finish(self) -> int:
        """Waits for the program's end.

        Returns:
            its exit code, or minus the number of the signal that ended it.
        """
        deadline = time.monotonic() + _TIMEOUT
        while self._read(deadline):
            pass
        # Nobody has the terminal open any more.
        _, status = os.waitpid(self._pid, 0)
        self._status = status
        return os.waitstatus_to_exitcode(status)

    def _end(self) -> str:
        """The end of what the program has written, for messages."""
        return repr(self.transcript[-500:])

    def _read(self, deadline: float) -> bool:
        """Reads what there is. Returns whether the program can still write.

        Raises:
            AssertionError: it has not written anything until the deadline.
        """
        ready, _, _ = select.select([self._keyboard], [], [], max(0, deadline - time.monotonic()))
        if not ready:
            raise AssertionError(f"nothing more after {self._end()}")
        try:
            data = os.read(self._keyboard, 65536)
        except OSError:  # EIO: nobody has the terminal open
            return False
        self._unread += data
        self.transcript += data
        return bool(data)
