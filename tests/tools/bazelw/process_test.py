"""Tests of running tools."""

import unittest

from tools.bazelw import process
from tools.bazelw.failure import ExitCode, Failure


class ProcessTest(unittest.TestCase):
    def test_gives_standard_output(self) -> None:
        self.assertEqual(process.run(["sh", "-c", "echo a; echo b >&2"]), "a\n")

    def test_missing_tool(self) -> None:
        with self.assertRaisesRegex(Failure, "no-such-tool is not installed; install it") as caught:
            process.run(["no-such-tool"])
        self.assertEqual(caught.exception.exit_code, ExitCode.TOOL)

    def test_failed_tool(self) -> None:
        with self.assertRaisesRegex(process.ToolFailed, r"sh failed \(exit code 3: E: bad\)"):
            process.run(["sh", "-c", "echo fine; echo 'E: bad' >&2; echo end >&2; exit 3"])

    def test_full_disk_has_a_failure_of_its_own(self) -> None:
        with self.assertRaises(Failure) as caught:
            process.run(["sh", "-c", "echo 'x: No space left on device' >&2; exit 1"])
        self.assertEqual(caught.exception.exit_code, ExitCode.DISK)

    def test_complaint(self) -> None:
        self.assertEqual(process.complaint("W: one\nE: two\nE: three\n"), "E: two")
        self.assertEqual(process.complaint("a\nb\n\n"), "b")
        self.assertEqual(process.complaint(""), "it says nothing")


if __name__ == "__main__":
    unittest.main()
