"""Tests that programs use UTF-8 whatever the locale, and of the locale itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from collections.abc import Sequence
from pathlib import Path

from tests.emulators import emulators
from tests.skipping import skip

_PLATFORM = os.environ["PLATFORM"]

_IS_GNU = _PLATFORM.endswith("_gnu")

_CODESET_OF_C = "ANSI_X3.4-1968" if _IS_GNU else "ASCII"

_ARGUMENT = b"\xff\xe4("
"""Not UTF-8."""


class LocaleTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.program = emulators.startable(_PLATFORM, os.environ["EXECUTABLE"], self.folder)

    def _facts(self, env: dict[str, str], modules: Sequence[str]) -> dict[str, object]:
        """What a program that imports modules says of its locale.

        Checks what must be so in every locale.
        """
        result = subprocess.run(
            [self.program, "locale", _ARGUMENT, *modules],
            env=env,
            capture_output=True,
            check=False,
            timeout=60,
        )
        self.assertEqual((result.returncode, result.stderr), (0, "ä\n".encode()))
        first, second = result.stdout.splitlines()
        self.assertEqual(second, "ä€🐍 ".encode() + _ARGUMENT)
        facts = json.loads(first)
        self.assertEqual(facts["utf8_mode"], 1)
        self.assertEqual(facts["filesystem"], ["utf-8", "surrogateescape"])
        forgiving = ["utf-8", "surrogateescape"]
        self.assertEqual(facts["streams"], [forgiving, forgiving, ["utf-8", "backslashreplace"]])
        self.assertEqual(facts["preferred"], "utf-8")
        self.assertEqual(facts["argument"], _ARGUMENT.hex())
        return facts

    def _assert_locale(
        self, env: dict[str, str], name: str, codeset: str, modules: Sequence[str] = ()
    ) -> None:
        """Checks the locale and its encoding, and that the variable LC_CTYPE goes with it."""
        with self.subTest(env, modules=modules):
            facts = self._facts(env, modules)
            self.assertEqual((facts["LC_CTYPE"], facts["codeset"]), (name, codeset))
            replaced = bool(modules) and name == "C.UTF-8" and env.get("LC_CTYPE") in (None, "C")
            expected = name if replaced else env.get("LC_CTYPE")
            self.assertEqual(facts["variable"], expected)
            self.assertEqual(facts["variable of children"], expected or "")

    def _assert_replaced(self, env: dict[str, str]) -> None:
        """Checks that the locale is C until somebody needs another one."""
        self._assert_locale(env, "C", _CODESET_OF_C)
        for modules in (["json"], ["decimal", "locale"]):
            self._assert_locale(env, "C", _CODESET_OF_C, modules)
        for modules in (["readline"], ["curses"], ["curses.panel", "readline"]):
            self._assert_locale(env, "C.UTF-8", "UTF-8", modules)

    def test_locale_c(self) -> None:
        for env in ({"LANG": "C"}, {"LANG": "POSIX", "LC_ALL": ""}, {"LC_CTYPE": "C"}):
            self._assert_replaced(env)
        # Whoever says LC_ALL has it.
        for modules in ([], ["readline"], ["curses"]):
            self._assert_locale({"LC_ALL": "C"}, "C", _CODESET_OF_C, modules)

    def test_no_locale(self) -> None:
        if _IS_GNU:
            self._assert_replaced({})
        else:
            self._assert_locale({}, "C.UTF-8", "UTF-8")

    def test_locale_of_the_environment(self) -> None:
        for variable in ("LC_ALL", "LC_CTYPE", "LANG"):
            self._assert_locale({variable: "C.UTF-8"}, "C.UTF-8", "UTF-8")

    def test_locale_that_is_not_installed(self) -> None:
        name = "xx_YY.UTF-8"
        if _IS_GNU:
            self._assert_replaced({"LANG": name})
            self._assert_locale({"LC_ALL": name}, "C", _CODESET_OF_C, ["curses"])
        else:
            # musl takes every name.
            self._assert_locale({"LANG": name}, name, "UTF-8", ["curses"])

    def test_locale_without_unicode(self) -> None:
        name = "de_DE.ISO-8859-1"
        if not _IS_GNU:
            self._assert_locale({"LC_ALL": name}, name, "UTF-8")
            return
        compiler = shutil.which("localedef", path="/usr/bin:/bin")
        if compiler is None or not Path("/usr/share/i18n/locales/de_DE").exists():
            skip("no sources of locales (Debian: apt-get install locales)")
        subprocess.run(
            [compiler, "--no-archive", "-i", "de_DE", "-f", "ISO-8859-1", self.folder / name],
            check=True,
        )
        env = {"LC_ALL": name, "LOCPATH": str(self.folder)}
        for modules in ([], ["readline"], ["curses"]):
            self._assert_locale(env, name, "ISO-8859-1", modules)


if __name__ == "__main__":
    unittest.main(verbosity=2)
