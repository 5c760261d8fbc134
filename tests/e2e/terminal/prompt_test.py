"""Tests of the prompt of an interpreter, an executable with `interpreter_mode = "always"`."""

from __future__ import annotations

import os
import signal
import tempfile
import unittest
from pathlib import Path

from tests.e2e.terminal.pseudo_terminal import PseudoTerminal
from tests.emulators import emulators

_READY = r"\x1b\[\?2004h.*>>> "
"""What CPython's line editor begins a prompt with: from here on, pasted text is to be marked."""

_LEFT, _UP = "\x1bOD", "\x1bOA"
"""Keys as xterm sends them when a program has switched its keypad on."""


class PromptTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def prompt(self, *arguments: str, **env: str) -> PseudoTerminal:
        """Starts the interpreter."""
        program = emulators.startable(os.environ["PLATFORM"], os.environ["EXECUTABLE"], self.folder)
        env = {"TERM": "xterm-256color", "HOME": str(self.folder), **env}
        return PseudoTerminal([program, *arguments], env)

    def test_lines(self) -> None:
        with self.prompt() as terminal:
            terminal.expect(r"Python 3\.")
            terminal.expect(_READY)
            terminal.send(f"print('<', 'äx€', '>'){_LEFT * 8}\x7f\r")
            terminal.expect("< ä€ >\r\n")
            terminal.expect(_READY)
            terminal.send(f"{_UP}\r")
            terminal.expect("< ä€ >\r\n")
            terminal.expect(_READY)
            terminal.send("raise SystemExit(5)\r")
            self.assertEqual(terminal.finish(), 5)
            self.assertTrue(terminal.is_cooked())

    def test_statements_of_several_lines(self) -> None:
        with self.prompt() as terminal:
            terminal.expect(_READY)
            terminal.send("for number in range(2):\r")
            terminal.expect(r"\.\.\. ")
            terminal.send("print('<', 40 + number, '>')\r\r")
            terminal.expect("< 40 >\r\n< 41 >\r\n")
            terminal.expect(_READY)
            terminal.send("\x1b[200~first = 2\nsecond = 3\n\x1b[201~")
            terminal.send("print('<', first * second, '>')\r\r")
            terminal.expect("< 6 >\r\n")

    def test_completion(self) -> None:
        with self.prompt() as terminal:
            terminal.expect(_READY)
            terminal.send("import sys\r")
            terminal.expect(_READY)
            terminal.send("print('<', sys.byteo\t, '>')\r")
            terminal.expect("< little >")

    def test_interrupt_and_end(self) -> None:
        with self.prompt() as terminal:
            terminal.expect(_READY)
            terminal.wait_until_asleep()
            terminal.send("\x03")
            terminal.expect("KeyboardInterrupt")
            terminal.expect(_READY)
            terminal.send("\x04")
            self.assertEqual(terminal.finish(), 0)

    def test_interrupt_of_code(self) -> None:
        code = "import time\nprint('<>')\nwhile True: time.sleep(0.01)"
        with self.prompt("-c", code) as terminal:
            terminal.expect("<>")
            terminal.send("\x03")
            terminal.expect("KeyboardInterrupt")
            self.assertEqual(terminal.finish(), -signal.SIGINT)

    def test_prompt_after_code(self) -> None:
        with self.prompt("-i", "-c", "value = 41") as terminal:
            terminal.expect(_READY)
            terminal.send("print('<', value + 1, '>')\r")
            terminal.expect("< 42 >")

    def test_without_line_editor(self) -> None:
        # On request, and on terminals that it cannot use.
        for env, reason in (
            ({"PYTHON_BASIC_REPL": "1"}, ""),
            ({"TERM": "dumb"}, "can't use pyrepl: .*"),
            ({"TERM": "no-such-terminal"}, "can't use pyrepl: .*could not find terminal.*"),
            ({"TERM": ""}, "can't use pyrepl: .*"),
        ):
            with self.subTest(env), self.prompt(**env) as terminal:
                terminal.expect(f"{reason}>>> ")
                terminal.send("print('<', 6 * 7, '>')\r")
                terminal.expect("< 42 >\r\n>>> ")
                terminal.wait_until_asleep()
                terminal.send("\x04")
                self.assertEqual(terminal.finish(), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
