"""Tests of programs at a terminal: line editing, passwords, curses, interrupts, pipes."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import unittest
from pathlib import Path

from tests.e2e.terminal.pseudo_terminal import PseudoTerminal
from tests.emulators import emulators

_LEFT, _UP = "\x1b[D", "\x1b[A"
_CTRL_A, _CTRL_C, _CTRL_D, _CTRL_E, _CTRL_K = "\x01", "\x03", "\x04", "\x05", "\x0b"


class _TestCase(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.program = emulators.startable(
            os.environ["PLATFORM"], os.environ["EXECUTABLE"], self.folder
        )
        self.environment = {"TERM": "xterm-256color", "HOME": str(self.folder)}

    def talk(self, *arguments: str, env: dict[str, str] | None = None) -> PseudoTerminal:
        """Starts `talk.py` at a terminal."""
        return PseudoTerminal([self.program, *arguments], {**self.environment, **(env or {})})

    def assert_answers(self, terminal: PseudoTerminal, keys: str, line: str) -> None:
        """Types at a prompt, and checks the line that the program gets."""
        terminal.expect("> ")
        terminal.send(keys + "\r")
        self.assertEqual(terminal.expect("<('[^']*')>")[1].decode(), ascii(line))


class EditingTest(_TestCase):
    """`input()` with `readline`."""

    def test_keys(self) -> None:
        with self.talk("edit") as terminal:
            terminal.expect("editline")
            self.assert_answers(terminal, "hello", "hello")
            self.assert_answers(terminal, f"b{_CTRL_A}a{_CTRL_E}c", "abc")
            self.assert_answers(terminal, f"ac{_LEFT}b", "abc")
            self.assert_answers(terminal, "abx\x7fc", "abc")
            self.assert_answers(terminal, f"abc rest{_LEFT * 5}{_CTRL_K}", "abc")
            self.assert_answers(terminal, _UP, "abc")
            self.assert_answers(terminal, _UP * 2, "hello")
            terminal.expect("> ")
            terminal.send(_CTRL_D)
            terminal.expect("end of file")
            self.assertEqual(terminal.finish(), 0)
            self.assertTrue(terminal.is_cooked())

    def test_characters_of_other_languages(self) -> None:
        # Also where nothing says which locale to take, or one that the machine lacks.
        for variables in ({}, {"LC_CTYPE": "C"}, {"LANG": "xx_YY"}, {"LC_ALL": "C.UTF-8"}):
            with self.subTest(variables), self.talk("edit", env=variables) as terminal:
                self.assert_answers(terminal, f"äß{_LEFT}€", "ä€ß")
                self.assert_answers(terminal, f"日本{_LEFT}\x7f語", "語本")
                self.assert_answers(terminal, _UP * 2, "ä€ß")

    def test_pasted_text(self) -> None:
        # A terminal marks what is pasted only on request. Nobody here asks, as nobody would know.
        with self.talk("edit") as terminal:
            self.assert_answers(terminal, "pasted\rtwice", "pasted")
            terminal.expect("<'twice'>")
            self.assertNotIn(b"\x1b[?2004h", terminal.transcript)

    def test_terminals(self) -> None:
        for name in ("vt100", "linux", "screen", "tmux-256color", "dumb", "no-such-terminal", ""):
            with self.subTest(name), self.talk("edit", env={"TERM": name}) as terminal:
                self.assert_answers(terminal, f"b{_CTRL_A}a{_CTRL_E}c", "abc")

    def test_completion(self) -> None:
        # In libedit's words, and in those of GNU's readline.
        for binding in ("bind ^I rl_complete", "tab: complete", '"\\t":complete', "TAB: complete"):
            with self.subTest(binding), self.talk("complete", binding) as terminal:
                terminal.expect("> ")
                terminal.send("sett\t.utf\t\r")
                terminal.expect("<settings.utf8_mode>")
                self.assertEqual(terminal.finish(), 0)

    def test_list_of_completions(self) -> None:
        with self.talk("complete", "bind ^I rl_complete") as terminal:
            terminal.expect("> ")
            terminal.send("settings.\t\t")
            terminal.expect(r"settings\.bytes_warning.*settings\.utf8_mode.*> settings\.")
            terminal.send("gil\r")
            terminal.expect("<settings.gil>")

    def test_history_file(self) -> None:
        file = str(self.folder / "history of lines")
        for known, keys, line in (
            ([], "erste Zeile: ä", "erste Zeile: ä"),
            (["erste Zeile: ä"], f"{_UP}!", "erste Zeile: ä!"),
            (["erste Zeile: ä", "erste Zeile: ä!"], _UP * 2, "erste Zeile: ä"),
        ):
            with self.talk("history", file) as terminal:
                shown = terminal.expect(r"\[[^]]*\]")[0]
                self.assertEqual(shown.decode(), repr(known))
                self.assert_answers(terminal, keys, line)
                self.assertEqual(terminal.finish(), 0)


class PromptTest(_TestCase):
    """What else asks for lines."""

    def test_code_interact(self) -> None:
        with self.talk("interact") as terminal:
            terminal.expect("a prompt.*>>> ")
            terminal.send(f"+ 1{_CTRL_A}answer \r")
            terminal.expect("43\r\n>>> ")
            terminal.send("1 / 0\r")
            terminal.expect("ZeroDivisionError.*>>> ")
            terminal.wait_until_asleep()
            terminal.send(_CTRL_C)
            terminal.expect("KeyboardInterrupt.*>>> ")
            terminal.send("exit()\r")
            terminal.expect("left")
            self.assertEqual(terminal.finish(), 0)

    def test_debugger(self) -> None:
        with self.talk("debug") as terminal:
            terminal.expect(r"_debug\(\).*\(Pdb\) ")
            terminal.send("value = 6 * valu\t\r")
            terminal.expect(r"\(Pdb\) ")
            terminal.send("c\r")
            terminal.expect("<42>")
            self.assertEqual(terminal.finish(), 0)

    def test_password(self) -> None:
        with self.talk("password") as terminal:
            terminal.expect("Password: ")
            terminal.send("geheim ä\r")
            terminal.expect("<geheim ä>")
            self.assertEqual(terminal.finish(), 0)
            self.assertEqual(terminal.transcript.count(b"geheim"), 1)
            self.assertTrue(terminal.is_cooked())

    def test_child_at_its_own_terminal(self) -> None:
        with self.talk("spawn") as terminal:
            terminal.expect("name: ")
            terminal.send("hello\r")
            terminal.expect("True <hello>.*child: 5")
            self.assertEqual(terminal.finish(), 0)
            self.assertTrue(terminal.is_cooked())


class ScreenTest(_TestCase):
    """Sizes and curses."""

    def test_size(self) -> None:
        with self.talk("size") as terminal:
            terminal.expect("size 80 24")
            terminal.resize(lines=11, columns=33)
            terminal.expect("size 33 11")
            self.assertEqual(terminal.finish(), 0)

    def test_curses(self) -> None:
        up = {"xterm-256color": "\x1bOA", "linux": _UP, "vt100": "\x1bOA", "tmux": "\x1bOA"}
        for name, key in up.items():
            with self.subTest(name), self.talk("screen", env={"TERM": name}) as terminal:
                terminal.expect("80 times 24.*ä€.*0 keys")
                terminal.send("ä")
                terminal.expect("1 keys")
                terminal.wait_until_asleep()
                terminal.resize(lines=20, columns=60)
                terminal.expect("60 times 20")
                terminal.send(f"{key}q")
                terminal.expect(r"drew '\\xe4' KEY_RESIZE KEY_UP")
                self.assertEqual(terminal.finish(), 0)
                self.assertTrue(terminal.is_cooked())

    def test_lines_of_boxes(self) -> None:
        # By the terminal's other character set, or by Unicode's where it has none in UTF-8.
        for name, line in (("xterm-256color", "\x1b\\(0.*qqq.*\x1b\\(B"), ("linux", "───")):
            with self.subTest(name), self.talk("screen", env={"TERM": name}) as terminal:
                terminal.expect(line)
                terminal.send("q")
                self.assertEqual(terminal.finish(), 0)

    def test_dumb_terminal(self) -> None:
        with self.talk("screen", env={"TERM": "dumb"}) as terminal:
            terminal.expect("0 keys")
            terminal.send("q")
            terminal.expect("drew")
            self.assertEqual(terminal.finish(), 0)

    def test_unknown_terminal(self) -> None:
        for name in ("no-such-terminal", ""):
            with self.subTest(name), self.talk("screen", env={"TERM": name}) as terminal:
                terminal.expect("_curses.error.*setupterm: could not find")
                self.assertEqual(terminal.finish(), 1)


class InterruptTest(_TestCase):
    """Ctrl-C, and readers that go away."""

    def test_while_it_works(self) -> None:
        with self.talk("interrupted") as terminal:
            terminal.expect("waiting")
            terminal.send(_CTRL_C)
            terminal.expect("KeyboardInterrupt\x1b?[^ ]*\r\n")
            self.assertEqual(terminal.finish(), -signal.SIGINT)

    def test_while_it_reads_a_line(self) -> None:
        with self.talk("edit") as terminal:
            terminal.expect("> ")
            terminal.wait_until_asleep()
            terminal.send(_CTRL_C)
            terminal.expect("KeyboardInterrupt")
            self.assertEqual(terminal.finish(), -signal.SIGINT)
            self.assertTrue(terminal.is_cooked())

    def test_while_it_draws(self) -> None:
        with self.talk("screen") as terminal:
            terminal.expect("0 keys")
            terminal.wait_until_asleep()
            terminal.send(_CTRL_C)
            terminal.expect("KeyboardInterrupt")
            self.assertEqual(terminal.finish(), -signal.SIGINT)
            self.assertTrue(terminal.is_cooked())

    def test_as_a_shell_sees_it(self) -> None:
        script = 'trap : INT; "$0" interrupted; echo "status: $?"'
        with PseudoTerminal(["/bin/sh", "-c", script, self.program], self.environment) as terminal:
            terminal.expect("waiting")
            terminal.send(_CTRL_C)
            terminal.expect(f"status: {128 + signal.SIGINT}")
            self.assertEqual(terminal.finish(), 0)

    def test_reader_that_goes_away(self) -> None:
        with subprocess.Popen(
            [self.program, "lines"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as program:
            assert program.stdout is not None and program.stderr is not None
            self.assertEqual(program.stdout.readline(), b"line 0\n")
            program.stdout.close()
            errors = program.stderr.read()
            self.assertEqual(program.wait(timeout=60), 1)
        # As CPython: no death by SIGPIPE.
        self.assertRegex(errors, rb"\ATraceback ")
        self.assertTrue(errors.endswith(b"\nBrokenPipeError: [Errno 32] Broken pipe\n"), errors)


if __name__ == "__main__":
    unittest.main(verbosity=2)
