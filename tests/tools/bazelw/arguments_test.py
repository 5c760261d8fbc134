"""Tests of reading Bazel's command line."""

import unittest

from tools.bazelw.arguments import parse


class ParseTest(unittest.TestCase):
    def test_splits_at_the_command(self) -> None:
        invocation = parse(["--output_base=/x", "run", "//a:b", "--", "--nohome_rc"])
        self.assertEqual(invocation.startup, ("--output_base=/x",))
        self.assertEqual(invocation.command, "run")
        self.assertEqual(invocation.rest, ("//a:b", "--", "--nohome_rc"))
        self.assertTrue(invocation.home_rc)

    def test_value_of_startup_option_is_no_command(self) -> None:
        invocation = parse(["--output_base", "test", "--batch", "build"])
        self.assertEqual(invocation.startup, ("--output_base", "test", "--batch"))
        self.assertEqual(invocation.command, "build")

    def test_takes_out_switches_of_rc_files(self) -> None:
        invocation = parse(["--nohome_rc", "--noworkspace_rc", "--batch", "info"])
        self.assertEqual(invocation.startup, ("--batch",))
        self.assertFalse(invocation.home_rc)
        self.assertFalse(invocation.workspace_rc)
        self.assertFalse(invocation.ignore_all_rc)
        self.assertTrue(parse(["--ignore_all_rc_files", "info"]).ignore_all_rc)

    def test_no_command(self) -> None:
        self.assertIsNone(parse([]).command)
        invocation = parse(["--version"])
        self.assertEqual((invocation.startup, invocation.command), (("--version",), None))
        self.assertIsNone(parse(["--output_base"]).command)

    def test_only_commands_that_load_need_sources(self) -> None:
        for command, loads in (
            ("build", True),
            ("run", True),
            ("shutdown", False),
            ("help", False),
        ):
            self.assertEqual(parse([command]).loads_repositories, loads, command)
        self.assertFalse(parse([]).loads_repositories)


if __name__ == "__main__":
    unittest.main()
