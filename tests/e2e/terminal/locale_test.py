"""Tests that programs use UTF-8 whatever the locale, and of the locale itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from tests.emulators import emulators
from tests.skipping import skip

_PLATFORM = os.environ["PLATFORM"]

_ARGUMENT = b"\xff\xe4("
"""Not UTF-8."""


class LocaleTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.program = emulators.startable(_PLATFORM, os.environ["EXECUTABLE"], self.folder)

    def _facts(self, env: dict[str, str]) -> dict[str, object]:
        """What a program says of its locale, after what must be so in every one."""
        result = subprocess.run(
            [self.program, "locale", _ARGUMENT],
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
        self, env: dict[str, str], name: str, codeset: str, variable: str | None
    ) -> None:
        """Checks the locale, its encoding, and the variable LC_CTYPE of child processes."""
        with self.subTest(env):
            facts = self._facts(env)
            shown = (facts["LC_CTYPE"], facts["codeset"], facts["variable"])
            self.assertEqual(shown, (name, codeset, variable))

    def test_locale_of_the_environment(self) -> None:
        for variable in ("LC_ALL", "LANG"):
            self._assert_locale({variable: "C.UTF-8"}, "C.UTF-8", "UTF-8", None)
        self._assert_locale({"LC_CTYPE": "C.UTF-8"}, "C.UTF-8", "UTF-8", "C.UTF-8")

    def test_locale_c(self) -> None:
        for env in ({"LANG": "C"}, {"LANG": "POSIX", "LC_ALL": ""}, {"LC_CTYPE": "C"}):
            self._assert_locale(env, "C.UTF-8", "UTF-8", "C.UTF-8")
        # Whoever says LC_ALL has it.
        codeset = "ANSI_X3.4-1968" if _PLATFORM.endswith("_gnu") else "ASCII"
        self._assert_locale({"LC_ALL": "C"}, "C", codeset, None)

    def test_no_locale(self) -> None:
        # musl's default is C.UTF-8 already.
        variable = "C.UTF-8" if _PLATFORM.endswith("_gnu") else None
        self._assert_locale({}, "C.UTF-8", "UTF-8", variable)

    def test_locale_that_is_not_installed(self) -> None:
        if _PLATFORM.endswith("_gnu"):
            self._assert_locale({"LANG": "xx_YY.UTF-8"}, "C.UTF-8", "UTF-8", "C.UTF-8")
            self._assert_locale({"LC_ALL": "xx_YY.UTF-8"}, "C", "ANSI_X3.4-1968", None)
        else:
            # musl takes every name.
            self._assert_locale({"LANG": "xx_YY.UTF-8"}, "xx_YY.UTF-8", "UTF-8", None)

    def test_locale_without_unicode(self) -> None:
        if not _PLATFORM.endswith("_gnu"):
            self._assert_locale({"LC_ALL": "de_DE.ISO-8859-1"}, "de_DE.ISO-8859-1", "UTF-8", None)
            return
        compiler = shutil.which("localedef", path="/usr/bin:/bin")
        if compiler is None or not Path("/usr/share/i18n/locales/de_DE").exists():
            skip("no sources of locales (Debian: apt-get install locales)")
        name = "de_DE.ISO-8859-1"
        subprocess.run(
            [compiler, "--no-archive", "-i", "de_DE", "-f", "ISO-8859-1", self.folder / name],
            check=True,
        )
        env = {"LC_ALL": name, "LOCPATH": str(self.folder)}
        self._assert_locale(env, name, "ISO-8859-1", None)


if __name__ == "__main__":
    unittest.main(verbosity=2)
