"""Tests that every attribute of `python_interpreter_config` does what it says, and nothing else.

Arguments: the executables, each called as the `python_interpreter_config` it has; `default` and
`default_interpreter` have none. They run the code of their first argument, or act as interpreters.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import unittest
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

EXECUTABLES: dict[str, Path] = {}

HAS_DEBUG_HOOKS = """
import ctypes
block = bytes(100)
print(ctypes.string_at(id(block) - 7, 7) == b"\\xfd" * 7)
"""
"""Whether blocks of memory have the guard in front of them that debug allocators give them."""


def run(
    name: str, *arguments: str, env: dict[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[bytes]:
    """Runs an executable and returns how it ended, with its output."""
    return subprocess.run(
        [EXECUTABLES[name], *arguments],
        env=env or {},
        capture_output=True,
        check=False,
        timeout=60,
        **options,
    )


@dataclass(frozen=True)
class Case:
    """An expression that has one value with a configuration and another one without.

    Args:
        config: name of the configuration, and of the executable that has it.
        expression: to evaluate; may use `sys` and what `statement` binds.
        configured: its value with the configuration.
        default: its value without any.
        statement: to run before.
        env: the environment of both.
    """

    config: str
    expression: str
    configured: object
    default: object
    statement: str = "pass"
    env: dict[str, str] | None = None


_WARN = """
import warnings
def warn(*arguments):
    try:
        return warnings.warn(*arguments)
    except Warning as warning:
        return type(warning).__name__
"""

CASES = [
    Case("bytecode", "sys.flags.dont_write_bytecode", 0, 1),
    Case("bytecode", "sys.dont_write_bytecode", False, True),
    Case("bytecode", "sys.pycache_prefix", "cache", None),
    Case("bytecode", "_imp.check_hash_based_pycs", "always", "default", "import _imp"),
    Case("checks", "sys.flags.bytes_warning", 2, 0),
    Case("checks", "sys.flags.int_max_str_digits", 1000, 4300),
    Case("checks", "sys.warnoptions[-2:]", ["error::DeprecationWarning", "ignore:hush"], []),
    Case("checks", "warn('old', DeprecationWarning)", "DeprecationWarning", None, _WARN),
    Case("checks", "sys._xoptions", {"colour": "blue=green", "flag": True}, {}),
    Case("checks", "faulthandler.is_enabled()", True, False, "import faulthandler"),
    Case("checks", "tracemalloc.is_tracing()", True, False, "import tracemalloc"),
    Case("checks", "tracemalloc.get_traceback_limit()", 5, 1, "import tracemalloc"),
    Case(
        "checks",
        "{position[2] for position in json.dumps.__code__.co_positions()} == {None}",
        True,
        False,
        "import json",
    ),
    Case("coerced_locale", "sys.flags.hash_randomization", 0, 1),
    Case("coerced_locale", "os.environ.get('LC_CTYPE')", "C.UTF-8", None, "import os"),
    Case("environment", "os.environ.get('LC_CTYPE')", None, "C.UTF-8", "import os, curses"),
    Case("locale", "os.environ.get('LC_CTYPE')", None, "C.UTF-8", "import os, readline"),
    Case("development", "sys.flags.dev_mode", True, False),
    Case("development", "sys.flags.hash_randomization", 1, 1),
    Case("development", "sys.warnoptions", ["default"], []),
    Case("development", "faulthandler.is_enabled()", True, False, "import faulthandler"),
    Case("environment", "sys.flags.ignore_environment", 0, 1, env={"PYTHONHASHSEED": "0"}),
    Case("environment", "sys.flags.hash_randomization", 0, 1, env={"PYTHONHASHSEED": "0"}),
    Case("environment", "sys.flags.dev_mode", True, False, env={"PYTHONDEVMODE": "1"}),
    Case("environment", "sys.warnoptions", ["error"], [], env={"PYTHONWARNINGS": "error"}),
    Case("environment", "sys.stdout.write_through", True, False, env={"PYTHONUNBUFFERED": "1"}),
    Case("locale", "sys.flags.utf8_mode", 0, 1),
    Case("locale", "sys.getfilesystemencoding()", "ascii", "utf-8", env={"LC_ALL": "C.UTF-8"}),
    Case(
        "locale",
        "locale.setlocale(locale.LC_CTYPE)",
        "C",
        "C.UTF-8",
        "import locale",
        env={"LC_ALL": "C.UTF-8"},
    ),
    Case("memory", "sys.getallocatedblocks() == 0", True, False),
    Case(
        "signals",
        "signal.getsignal(signal.SIGPIPE) is signal.SIG_DFL",
        True,
        False,
        "import signal",
    ),
    Case("streams", "sys.stdout.encoding", "iso8859-1", "utf-8"),
    Case("streams", "sys.stdin.encoding", "iso8859-1", "utf-8"),
    Case("streams", "sys.stdout.errors", "backslashreplace", "surrogateescape"),
    Case("streams", "sys.stdout.write_through", True, False),
]


class CasesTest(unittest.TestCase):
    """The table."""

    def _value(self, name: str, case: Case) -> object:
        code = f"import sys\n{case.statement}\nprint(repr({case.expression}))"
        result = run(name, code, env=case.env)
        self.assertEqual(result.returncode, 0, result.stderr.decode(errors="replace"))
        return eval(result.stdout, {})

    def test_cases(self) -> None:
        for case in CASES:
            with self.subTest(case.config, expression=case.expression):
                self.assertEqual(self._value(case.config, case), case.configured)
                self.assertEqual(self._value("default", case), case.default)


class DefaultTest(unittest.TestCase):
    """Without a configuration, programs are isolated."""

    def test_environment_is_not_read(self) -> None:
        hostile = {
            "PYTHONDEVMODE": "1",
            "PYTHONHASHSEED": "0",
            "PYTHONIOENCODING": "latin-1",
            "PYTHONMALLOC": "malloc",
            "PYTHONTRACEMALLOC": "3",
            "PYTHONUNBUFFERED": "1",
            "PYTHONUTF8": "0",
            "PYTHONVERBOSE": "1",
            "PYTHONWARNINGS": "error",
            "PYTHON_CPU_COUNT": "1",
        }
        code = """if 1:
            import os, sys, tracemalloc
            print(sys.flags, sys.warnoptions, sys._xoptions, sys.stdout, os.cpu_count())
            print(sys.getallocatedblocks() > 0, tracemalloc.is_tracing())
        """
        calm = run("default", code)
        self.assertEqual((calm.returncode, calm.stderr), (0, b""))
        self.assertEqual(calm.stdout, run("default", code, env=hostile).stdout)
        for flag in (b"isolated=1", b"ignore_environment=1", b"utf8_mode=1", b"safe_path=True"):
            self.assertIn(flag, calm.stdout)

    def test_what_is_read_on_request(self) -> None:
        code = "import sys; print(sys.path == [sys.executable], sys.flags.utf8_mode)"
        env = {"PYTHONHOME": "/nowhere", "PYTHONPATH": "/tmp", "PYTHONUTF8": "0"}
        result = run("environment", code, env=env)
        self.assertEqual((result.stdout, result.stderr), (b"True 1\n", b""))


class ChecksTest(unittest.TestCase):
    """Hashes, numbers, crashes."""

    def test_hash_seed(self) -> None:
        code = "print(hash('text'))"
        names = ("checks", "coerced_locale", "default", "development")
        outputs = {name: {run(name, code).stdout for _ in range(4)} for name in names}
        self.assertEqual(len(outputs["checks"]), 1)
        self.assertEqual(len(outputs["coerced_locale"]), 1)
        self.assertNotEqual(outputs["checks"], outputs["coerced_locale"])
        self.assertEqual(len(outputs["default"]), 4)
        self.assertEqual(len(outputs["development"]), 4)

    def test_cpu_count(self) -> None:
        code = "import os; print(os.cpu_count())"
        self.assertEqual(run("checks", code).stdout, b"3\n")
        self.assertEqual(run("default", code).stdout, f"{os.cpu_count()}\n".encode())

    def test_long_number(self) -> None:
        code = "print(len(str(10**1500)))"
        self.assertIn(b"ValueError: Exceeds the limit (1000 digits)", run("checks", code).stderr)
        self.assertEqual(run("default", code).stdout, b"1501\n")

    def test_bytes_warning(self) -> None:
        self.assertIn(b"BytesWarning", run("checks", "b'a' == 'a'").stderr)
        self.assertEqual(run("default", "b'a' == 'a'").stderr, b"")

    def test_crash(self) -> None:
        code = "import faulthandler; faulthandler._sigsegv()"
        for name, expected in (("checks", True), ("development", True), ("default", False)):
            with self.subTest(name):
                result = run(name, code)
                self.assertEqual(result.returncode, -signal.SIGSEGV)
                self.assertEqual(b"Fatal Python error" in result.stderr, expected)


class MemoryTest(unittest.TestCase):
    """Allocators and what they tell."""

    def test_debug_hooks(self) -> None:
        for name, expected in (("development", b"True\n"), ("default", b"False\n")):
            with self.subTest(name):
                self.assertEqual(run(name, HAS_DEBUG_HOOKS).stdout, expected)

    def test_statistics(self) -> None:
        self.assertIn(b"Small block threshold", run("reports", "pass").stderr)
        self.assertEqual(run("default", "pass").stderr, b"")


class ReportsTest(unittest.TestCase):
    """What Python writes about its work."""

    def test_imports(self) -> None:
        errors = run("reports", "import json").stderr.decode()
        self.assertRegex(errors, r"import time: +\d+ \| +\d+ \| json\n")
        self.assertRegex(errors, r"import 'json' # <")

    def test_perf(self) -> None:
        code = """if 1:
            import os, sys
            path = f"/tmp/perf-{os.getpid()}.map"
            print(sys.is_stack_trampoline_active(), os.path.exists(path))
            if os.path.exists(path):
                os.unlink(path)
        """
        self.assertEqual(run("perf", code).stdout, b"True True\n")
        self.assertEqual(run("default", code).stdout, b"False False\n")


class SignalsTest(unittest.TestCase):
    """Signals, before the module `signal` is imported, which has a handler for SIGINT."""

    def test_interrupt(self) -> None:
        code = "import atexit, os; atexit.register(print, 'end'); os.kill(os.getpid(), 2)"
        result = run("signals", code)
        self.assertEqual(result.returncode, -signal.SIGINT)
        self.assertEqual((result.stdout, result.stderr), (b"", b""))
        self.assertEqual(run("default", code).stdout, b"end\n")

    def test_broken_pipe(self) -> None:
        code = "import os; read, write = os.pipe(); os.close(read); os.write(write, b'x')"
        result = run("signals", code)
        self.assertEqual((result.returncode, result.stderr), (-signal.SIGPIPE, b""))
        self.assertIn(b"BrokenPipeError", run("default", code).stderr)


class StreamsTest(unittest.TestCase):
    """Standard streams."""

    def test_buffering(self) -> None:
        code = "import os; print('text', end=''); os._exit(0)"
        self.assertEqual(run("streams", code).stdout, b"text")
        self.assertEqual(run("default", code).stdout, b"")

    def test_c_streams(self) -> None:
        code = "import ctypes, os; ctypes.CDLL(None).printf(b'text'); os._exit(0)"
        self.assertEqual(run("streams", code).stdout, b"text")
        self.assertEqual(run("default", code).stdout, b"")

    def test_characters(self) -> None:
        code = "print('\\xe4\\u20ac')"
        self.assertEqual(run("streams", code).stdout, b"\xe4\\u20ac\n")
        self.assertEqual(run("default", code).stdout, "ä€\n".encode())


class LocaleTest(unittest.TestCase):
    """The locale C."""

    def test_coercion_is_reported(self) -> None:
        self.assertIn(b"LC_CTYPE coerced to C.UTF-8", run("coerced_locale", "pass").stderr)
        result = run("coerced_locale", "pass", env={"LC_ALL": "C.UTF-8"})
        self.assertEqual(result.stderr, b"")


class BytecodeTest(unittest.TestCase):
    """Modules outside the executable."""

    def test_cache(self) -> None:
        code = "import sys; sys.path.append('.'); import outside; print(outside.__cached__)"
        for name, expected in (("bytecode", 1), ("default", 0)):
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                Path(folder, "outside.py").write_text("", encoding="utf-8")
                result = run(name, code, cwd=folder)
                self.assertEqual((result.returncode, result.stderr), (0, b""))
                self.assertEqual(len(list(Path(folder, "cache").rglob("*.pyc"))), expected)
                self.assertFalse(Path(folder, "__pycache__").exists())


class InterpreterTest(unittest.TestCase):
    """An executable that acts as an interpreter."""

    def test_flags(self) -> None:
        code = "import sys; print(sys.flags, sys.path)"
        env = {"PYTHONPATH": "/nowhere", "PYTHONUTF8": "0", "PYTHONHASHSEED": "0"}
        result = run("interpreter", "-c", code, env=env, stdin=subprocess.DEVNULL)
        configured = (
            "ignore_environment=1",
            "inspect=1",
            "interactive=1",
            "quiet=1",
            "safe_path=True",
            "utf8_mode=1",
            "hash_randomization=1",
            f"['{EXECUTABLES['interpreter']}']",
        )
        for text in configured:
            self.assertIn(text, result.stdout.decode())
        result = run("default_interpreter", "-c", code, env=env)
        for text in configured:
            self.assertNotIn(text, result.stdout.decode())
        self.assertIn("'/nowhere'", result.stdout.decode())

    def test_site(self) -> None:
        code = (
            "import pkgutil, sys; names = [module.name for module in pkgutil.iter_modules()]; "
            "print(sys.flags.no_site, 'site' in sys.modules, type(exit).__name__, 'glob' in names)"
        )
        for name, options, expected in (
            ("site", [], "0 True Quitter True"),
            ("site", ["-S"], "1 False LazyBuiltin True"),
            ("default_interpreter", [], "1 False LazyBuiltin True"),
        ):
            with self.subTest(name, options=options):
                result = run(name, *options, "-c", code)
                self.assertEqual(result.stdout.decode().split(), expected.split(), result.stderr)
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "sitecustomize.py").write_text("print('customized')\n", encoding="utf-8")
            with zipfile.ZipFile(Path(folder, "modules.zip"), "w") as archive:
                archive.writestr("zipped.py", "print('zipped')\n")
            env = {"PYTHONPATH": f"{folder}{os.pathsep}{Path(folder, 'modules.zip')}"}
            result = run("site", "-c", "import zipped", env=env)
            self.assertEqual(result.stdout.split(), [b"customized", b"zipped"], result.stderr)

    def test_prompt(self) -> None:
        result = run("interpreter", "-c", "x = 41", input=b"print(x + 1)\n")
        self.assertIn(b"42\n", result.stdout)
        self.assertIn(b">>> ", result.stderr)
        result = run("default_interpreter", "-c", "x = 41", input=b"print(x + 1)\n")
        self.assertEqual((result.stdout, result.stderr), (b"", b""))

    def test_command_line_adds_to_it(self) -> None:
        result = run("interpreter", "-b", "-c", "import sys; print(sys.flags.bytes_warning)")
        self.assertEqual(result.stdout, b"1\n")


def _packed_authority() -> bytes:
    """Returns the certificate of the package `certifi` that the executables carry."""
    return run("default", "import certifi; print(certifi.contents())").stdout


class CertificatesTest(unittest.TestCase):
    """What `ssl` trusts."""

    AUTHORITIES = """if 1:
        import ssl
        context = ssl.create_default_context()
        print(sorted({value for ca in context.get_ca_certs() for part in ca["subject"]
                      for name, value in part if name == "commonName"}))
    """

    def test_certifi(self) -> None:
        for env in ({}, {"SSL_CERT_FILE": "/etc/ssl/certs/ca-certificates.crt"}):
            result = run("certificates", self.AUTHORITIES, env=env)
            self.assertEqual(result.stderr, b"")
            self.assertEqual(result.stdout, b"['Packed test authority']\n")

    def test_system(self) -> None:
        places = (
            "/etc/ssl/cert.pem",
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
            "/etc/ssl/ca-bundle.pem",
        )
        expected = next((place for place in places if Path(place).exists()), places[0])
        code = "import ssl; print(ssl.get_default_verify_paths().openssl_cafile)"
        self.assertEqual(run("default", code).stdout.decode().strip(), expected)
        result = run("default", self.AUTHORITIES)
        self.assertEqual(result.stderr, b"")
        self.assertEqual(result.stdout != b"[]\n", Path(expected).exists())
        self.assertNotIn(b"Packed test authority", result.stdout)

    def test_system_file_of_environment(self) -> None:
        with tempfile.NamedTemporaryFile(suffix=".pem") as file:
            file.write(_packed_authority())
            file.flush()
            result = run("default", self.AUTHORITIES, env={"SSL_CERT_FILE": file.name})
        self.assertEqual(result.stdout, b"['Packed test authority']\n")


if __name__ == "__main__":
    EXECUTABLES.update({Path(path).name: Path(path).resolve() for path in sys.argv[1:]})
    unittest.main(argv=sys.argv[:1], verbosity=2)
