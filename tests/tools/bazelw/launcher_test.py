"""Tests of the launcher as a user starts it, with scripts in place of Bazel."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

REPOSITORY = Path(__file__).absolute().parents[3]

SHOW = """#!/bin/sh
case "$*" in
--version) echo "bazel 7.7.1"; exit ;;
*"mod graph"*) echo graph >> "$0.calls"; exit ;;
esac
for word; do echo "$word"; done
exit 5
"""


class LauncherTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name).resolve()
        self.programs = self.folder / "bin"
        self.programs.mkdir()
        self.home = self.folder / "home"
        self.home.mkdir()
        # A repository of its own: the tests must not depend on links that Bazel makes.
        self.root = self.folder / "repository"
        (self.root / "tools").mkdir(parents=True)
        shutil.copy(REPOSITORY / "bazelw", self.root)
        shutil.copytree(REPOSITORY / "tools/bazelw", self.root / "tools/bazelw")
        (self.root / ".bazelversion").write_text("7.7.1\n")
        (self.root / "MODULE.bazel").touch()
        (self.root / ".bazelrc").touch()
        table = self.root / "toolchains/cpython/sources.json"
        table.parent.mkdir(parents=True)
        table.write_text("{}")

    def bazel(self, name: str, body: str = SHOW) -> Path:
        file = self.programs / name
        file.write_text(body)
        file.chmod(0o755)
        return file

    def run_it(self, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(self.root / "bazelw"), *words],
            capture_output=True,
            text=True,
            cwd=self.root,
            env={
                "HOME": str(self.home),
                "PATH": f"{self.programs}:{Path(sys.executable).parent}:/usr/bin:/bin",
                **environment,
            },
        )

    def test_named_bazel_gets_all_words_and_its_exit_code_comes_back(self) -> None:
        result = self.run_it("--batch", "run", "a b", "--", "", BAZEL=str(self.bazel("mine")))
        self.assertEqual((result.returncode, result.stderr), (5, ""))
        words = result.stdout.splitlines()
        self.assertEqual(words[:2], ["--noworkspace_rc", "--nohome_rc"])
        self.assertEqual(words[-5:], ["--batch", "run", "a b", "--", ""])
        files = [Path(word[10:]) for word in words if word.startswith("--bazelrc=")]
        self.assertEqual(files[-1], self.root / ".bazelrc")
        text = files[0].read_text()
        cache = self.home / ".cache/rules_python_executable"
        self.assertIn(f'"--disk_cache={cache}/disk_cache"', text)

    def test_bazel_on_path_is_tried_once(self) -> None:
        program = self.bazel("bazel")
        first = self.run_it("info")
        self.assertEqual(first.returncode, 5, first.stderr)
        self.assertIn(f"trying {program}", first.stderr)
        second = self.run_it("info")
        self.assertEqual((second.returncode, second.stderr), (5, ""))
        calls = Path(f"{program}.calls")
        self.assertEqual(calls.read_text(), "graph\n")
        self.bazel("bazel", SHOW + "# changed\n")
        self.assertEqual(self.run_it("info").returncode, 5)
        self.assertEqual(calls.read_text(), "graph\ngraph\n")

    def test_unusable_bazel_is_tried_again_when_modules_change(self) -> None:
        # There is no network and no apt here: assembling fails with a code of bazelw's own.
        for name in ("apt-get", "apt-config", "dpkg"):
            self.bazel(name, "#!/bin/sh\nexit 1\n")
        self.bazel("bazel", SHOW.replace("echo graph", "exit 37; echo graph"))
        result = self.run_it("info")
        self.assertEqual(result.returncode, 66)
        self.assertIn("not using", result.stderr)
        self.assertRegex(result.stderr, r"\nbazelw: dpkg failed .*; mend that .*\n$")
        self.assertNotIn("not using", self.run_it("info").stderr)
        (self.root / "MODULE.bazel").write_text("# changed")
        self.assertIn("not using", self.run_it("info").stderr)

    def test_bazelisk_comes_first(self) -> None:
        self.bazel("bazel", "#!/bin/sh\necho bazel 6.0.0\n")
        bazelisk = self.bazel("bazelisk")
        result = self.run_it("info")
        self.assertEqual(result.returncode, 5)
        self.assertIn(str(bazelisk), result.stderr)

    def test_own_help(self) -> None:
        result = self.run_it("--bazelw-help")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        for name in ("BAZEL ", "BAZELW_CACHE", "BAZELW_DISK_CACHE", "BAZELW_SOURCES"):
            self.assertIn(name, result.stdout)

    def test_one_line_for_a_bad_setting(self) -> None:
        result = self.run_it("info", BAZEL="/no/such/bazel")
        self.assertEqual((result.returncode, result.stdout), (64, ""))
        self.assertEqual(
            result.stderr,
            "bazelw: BAZEL is '/no/such/bazel', which is no program; set it to one, or unset it\n",
        )
        result = self.run_it("info", BAZEL=str(self.root / "bazelw"))
        self.assertEqual(result.returncode, 64)
        self.assertIn("BAZEL is bazelw itself", result.stderr)

    def test_one_line_for_a_folder_that_cannot_be_made(self) -> None:
        (self.folder / "file").touch()
        bazel = str(self.bazel("mine"))
        result = self.run_it("info", BAZEL=bazel, BAZELW_CACHE=str(self.folder / "file/x"))
        self.assertEqual(result.returncode, 73)
        self.assertRegex(result.stderr, r"^bazelw: cannot use .*BAZELW_CACHE.*\n$")

    def test_link_to_bazelw_on_path_is_not_taken_for_bazel(self) -> None:
        (self.programs / "bazel").symlink_to(self.root / "bazelw")
        bazelisk = self.bazel("bazelisk")
        result = self.run_it("info")
        self.assertEqual(result.returncode, 5)
        self.assertIn(f"trying {bazelisk}", result.stderr)

    def test_works_in_every_folder(self) -> None:
        (self.folder / "elsewhere").mkdir()
        result = subprocess.run(
            ["../repository/bazelw", "info"],
            stdout=subprocess.PIPE,
            cwd=self.folder / "elsewhere",
            env={**os.environ, "HOME": str(self.home), "BAZEL": str(self.bazel("mine"))},
        )
        self.assertEqual(result.returncode, 5)


if __name__ == "__main__":
    unittest.main()
