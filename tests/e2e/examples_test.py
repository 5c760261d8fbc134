"""The finished examples, run where nothing can help them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import unittest
import urllib.request
from pathlib import Path

from tests.e2e import isolated

EXECUTABLES = {Path(path).name: Path(path).resolve() for path in sys.argv[1:]}


class Isolated(unittest.TestCase):
    """Runs examples and checks what every one of them must hold to.

    Attributes:
        SYSTEM_FILES: regular expressions of the files that the programs themselves ask for.
    """

    SYSTEM_FILES: tuple[str, ...] = ()

    def check(self, name: str, *arguments: str, status: int = 0) -> isolated.Run:
        run = isolated.run(EXECUTABLES[name], *arguments)
        self.assertEqual(run.status, status, run.stderr)
        self.assertEqual(isolated.foreign_files(run, self.SYSTEM_FILES), [])
        self.assertEqual(run.changes(), [])
        return run


class HelloTest(Isolated):
    def test_prints_and_asks_for_little(self):
        run = self.check("hello")
        self.assertEqual(run.stdout, "Hello, world! This is Python 3.13.5.\n")
        self.assertEqual(run.stderr, "")
        self.assertLessEqual(run.count("open", "openat"), 12)
        self.assertLessEqual(len(run.stat_calls()), 10, run.stat_calls())

    def test_takes_arguments(self):
        self.assertIn("Hello, Ada and Bob!", self.check("hello", "Ada", "Bob").stdout)

    def test_is_at_most_20_mib(self):
        self.assertLessEqual(EXECUTABLES["hello"].stat().st_size, 20 * 2**20)


class CliTest(Isolated):
    SYSTEM_FILES = (r"/etc/localtime",)  # rich looks at the clock

    def test_mass(self):
        self.assertEqual(self.check("cli", "mass", "Ca(OH)2").stdout, "Ca(OH)2: 74.092 g/mol\n")

    def test_show(self):
        self.assertEqual(
            self.check("cli", "show", "Fe").stdout, "Iron (Fe), no. 26, 55.845 g/mol\n"
        )

    def test_list_draws_a_table(self):
        out = self.check("cli", "list", "--heavier-than", "290").stdout
        self.assertIn("Oganesson", out)
        self.assertNotIn("Hydrogen", out)
        self.assertIn("┏━", out)

    def test_metadata(self):
        self.assertRegex(self.check("cli", "--version").stdout, r"elements \(click \d+\.\d+")

    def test_usage_error(self):
        run = self.check("cli", "show", "Xx", status=2)
        self.assertIn("no element has the symbol 'Xx'", run.stderr)


class WebTest(Isolated):
    # What the program asks for: Flask's log the time zone, its interactive shell a line editor,
    # which looks for the terminal's description, and mimetypes the system's tables.
    SYSTEM_FILES = (
        r"/etc/localtime",
        r"/(etc|lib|usr/share|usr/lib)/terminfo/.*",
        r"/etc/mime\.types",
        r"/etc/(httpd|apache\d?)/.*mime\.types",
    )

    def test_check(self):
        run = self.check("web", "check")
        self.assertNotIn("FAILED", run.stdout)
        self.assertEqual(run.stdout.count("ok "), 6)

    def test_serve(self):
        with isolated.empty_folder() as folder:
            server = subprocess.Popen(
                [EXECUTABLES["web"], "serve", "--port", "0"],
                env={},
                cwd=folder,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            try:
                address = server.stdout.readline().strip()
                self.assertTrue(re.fullmatch(r"http://127\.0\.0\.1:\d+/", address), address)
                with urllib.request.urlopen(address, timeout=30) as answer:
                    self.assertIn(b"Nobody yet.", answer.read())
                with urllib.request.urlopen(address + "static/style.css", timeout=30) as answer:
                    self.assertEqual(answer.headers.get_content_type(), "text/css")
                server.send_signal(signal.SIGINT)
                _, complaints = server.communicate(timeout=30)
                self.assertEqual(server.returncode, 0, complaints)
                self.assertIn("stopped", complaints)
            finally:
                if server.poll() is None:
                    server.kill()
                    server.communicate()


if __name__ == "__main__":
    os.environ["PATH"] = "/usr/bin:/bin"
    unittest.main(argv=sys.argv[:1], verbosity=2)
