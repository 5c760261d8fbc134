"""The example in C++, run where nothing can help it."""

from __future__ import annotations

import subprocess
import sys
import unittest
from pathlib import Path

from tests.e2e import isolated

EXECUTABLE = Path(sys.argv[1]).resolve()

_PAGE = """\
<!doctype html>
<html>
<head>
<meta charset="utf-8">
<title>A &amp; B</title>
</head>
<body>
<h1>Zwölf</h1>
<p>A <em>word</em>.</p>
</body>
</html>
"""


class ExampleTest(unittest.TestCase):
    def test_page(self) -> None:
        result = subprocess.run(
            [EXECUTABLE, "A & B"],
            capture_output=True,
            check=False,
            encoding="utf-8",
            env={},
            input="# Zwölf\n\nA *word*.\n",
        )
        self.assertEqual((0, _PAGE, ""), (result.returncode, result.stdout, result.stderr))

    def test_needs_nothing(self) -> None:
        run = isolated.run(EXECUTABLE, "title")
        self.assertEqual(0, run.status, run.stderr)
        self.assertIn("<title>title</title>", run.stdout)
        # The module `logging`, which markdown-it imports, asks for the time zone.
        self.assertEqual([], isolated.foreign_files(run, ["/etc/localtime"]))
        self.assertEqual([], run.changes())

    def test_errors(self) -> None:
        run = isolated.run(EXECUTABLE, "")
        self.assertEqual((1, ""), (run.status, run.stdout))
        self.assertRegex(
            run.stderr,
            r"^page: ValueError: a page needs a title "
            r"\(/.*/pages/rendering\.py, line \d+, in page\)\n$",
        )
        self.assertEqual(64, isolated.run(EXECUTABLE).status)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
