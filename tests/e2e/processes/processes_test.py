"""Tests that `sys.executable` is an interpreter for the processes that a program starts itself.

Arguments: the executables of `script.py`, with the built-in argument `--built-in`; of the entry
point `scenarios:main`; of `script.py` with `interpreter_mode = "never"`, and with `optimize = 1`;
of `parallel.py` as a script and by its entry point.
"""

from __future__ import annotations

import concurrent.futures
import json
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

SCRIPT = ENTRY_POINT = NEVER = OPTIMIZED = PARALLEL = PARALLEL_ENTRY_POINT = Path()

_FACTS = (
    "import json, os, sys;"
    "print(json.dumps(dict(argv=sys.argv, orig_argv=sys.orig_argv, executable=sys.executable,"
    "path=sys.path, isolated=sys.flags.isolated, optimize=sys.flags.optimize,"
    "ignore_environment=sys.flags.ignore_environment, utf8_mode=sys.flags.utf8_mode,"
    "dev_mode=sys.flags.dev_mode, name=__name__)))"
)
"""Code that prints what it knows of its process."""

_METHODS = ("fork", "spawn", "forkserver")


def _call(
    executable: Path, *words: object, argv0: str | None = None, **options: object
) -> subprocess.CompletedProcess[str]:
    """Runs a program; words that are not str become JSON documents."""
    arguments = [word if isinstance(word, str) else json.dumps(word) for word in words]
    return subprocess.run(
        [argv0 if argv0 is not None else str(executable), *arguments],
        executable=executable,
        **{
            "check": False,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "encoding": "utf-8",
            "env": {},
            "timeout": 120,
            **options,
        },
    )


class _TestCase(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name).resolve()

    def scenario(self, executable: Path, *words: object, **options: object) -> object:
        """Returns what a scenario prints."""
        process = _call(executable, *words, **options)
        self.assertEqual((process.returncode, process.stderr), (0, ""), process.stdout)
        return json.loads(process.stdout)

    def run_own(
        self,
        *arguments: str,
        executable: Path | None = None,
        env: dict[str, str] | None = None,
        **options: object,
    ) -> dict[str, object]:
        """Lets a program run its `sys.executable`; returns how that ended, with its output."""
        command = {"arguments": arguments, **options}
        result = self.scenario(executable or SCRIPT, "run", command, env=env or {})
        assert isinstance(result, dict)
        return result

    def output_of_own(self, *arguments: str, **options: object) -> object:
        """The same for a process that prints a JSON document."""
        result = self.run_own(*arguments, **options)
        self.assertEqual((result["returncode"], result["stderr"]), (0, ""))
        return json.loads(str(result["stdout"]))

    def write(self, name: str, text: str) -> str:
        """Makes a file; returns its path."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        return str(path)


class MultiprocessingTest(_TestCase):
    def test_methods(self) -> None:
        for executable in (SCRIPT, ENTRY_POINT, OPTIMIZED):
            for method in _METHODS:
                with self.subTest(executable.name, method=method):
                    result = self.scenario(executable, "multiprocessing", json.dumps(method))
                    self.assertEqual(result["squares"], [0, 1, 4, 9, 16])
                    self.assertEqual(result["main_squares"], [0, 1, 4, 9, 16])
                    self.assertEqual(result["codes"], [0, 7, -signal.SIGTERM])
                    child = result["child"]
                    self.assertEqual(child["executable"], str(executable.resolve()))
                    self.assertEqual(child["path"], [str(executable.resolve())])
                    self.assertEqual(child["argv"][-2:], ["multiprocessing", json.dumps(method)])
                    self.assertNotIn("--rules-python", " ".join(child["orig_argv"]))
                    self.assertEqual(child["isolated"], 1)
                    self.assertEqual(child["optimize"], 1 if executable == OPTIMIZED else 0)

    def test_main_module_is_run_once_more_under_its_other_name(self) -> None:
        child = self.scenario(SCRIPT, "multiprocessing", '"spawn"')["child"]
        self.assertEqual((child["main"], child["main_runs"]), ("__mp_main__", "2"))
        child = self.scenario(ENTRY_POINT, "multiprocessing", '"spawn"')["child"]
        self.assertEqual(child["main"], "__mp_main__")
        child = self.scenario(SCRIPT, "multiprocessing", '"fork"')["child"]
        self.assertEqual((child["main"], child["main_runs"]), ("__main__", "1"))

    def test_executor(self) -> None:
        for executable in (SCRIPT, ENTRY_POINT):
            for method in _METHODS:
                with self.subTest(executable.name, method=method):
                    result = self.scenario(executable, "executor", json.dumps(method))
                    self.assertEqual(result["squares"], [n * n for n in range(30)])
                    self.assertEqual(result["grandchild"], 144)

    def test_modules_beside_the_packed_ones(self) -> None:
        plugin = self.write("plugin.py", "")
        colorsys = self.write("colorsys.py", "")
        result = self.scenario(SCRIPT, "plugin", json.dumps(str(self.folder)))
        # The program has put the folder in front of sys.path: it goes before what is packed, in
        # every process.
        expected = [plugin, colorsys]
        self.assertEqual(result, {"here": expected, "there": expected})

    def test_joblib(self) -> None:
        for executable in (PARALLEL, PARALLEL_ENTRY_POINT):
            with self.subTest(executable.name):
                result = self.scenario(executable)
                self.assertEqual(result["squares"], [n * n for n in range(20)])
                self.assertEqual(result["sums"], [1, 2, 3, 4, 5])
                self.assertGreaterEqual(result["others"], 1)

    def test_main_module_that_forgets_the_guard(self) -> None:
        # Must be the error it is everywhere, and not start processes for ever.
        script = self.write(
            "unguarded.py",
            """
            import multiprocessing
            process = multiprocessing.get_context("spawn").Process(target=print)
            process.start()
            process.join()
            print(process.exitcode)
            """,
        )
        result = self.run_own(script)
        self.assertEqual(result["stdout"], "1\n")
        self.assertIn("before the\n        current process has finished", str(result["stderr"]))


class InterpreterTest(_TestCase):
    def test_code(self) -> None:
        executable = str(SCRIPT.resolve())
        result = self.output_of_own("-c", _FACTS, "one", "-I", "--two")
        self.assertEqual(
            result,
            {
                "argv": ["-c", "one", "-I", "--two"],
                "orig_argv": [executable, "-c", _FACTS, "one", "-I", "--two"],
                "executable": executable,
                "path": ["", executable],
                "isolated": 0,
                "optimize": 0,
                "ignore_environment": 1,
                "utf8_mode": 1,
                "dev_mode": 0,
                "name": "__main__",
            },
        )

    def test_flags(self) -> None:
        result = self.output_of_own("-I", "-O", "-X", "dev", "-c", _FACTS)
        self.assertEqual((result["isolated"], result["optimize"], result["dev_mode"]), (1, 1, 1))
        self.assertEqual(result["path"], [str(SCRIPT.resolve())])
        self.assertEqual(self.output_of_own("-OO", "-c", _FACTS)["optimize"], 2)
        result = self.output_of_own("-c", _FACTS, executable=OPTIMIZED)
        self.assertEqual(result["optimize"], 0)
        result = self.run_own("-W", "error", "-c", "import warnings; warnings.warn('x')")
        self.assertEqual(result["returncode"], 1)
        self.assertIn("UserWarning: x", str(result["stderr"]))

    def test_module(self) -> None:
        result = self.run_own("-m", "calendar", "2026", "11")
        self.assertIn("November 2026", str(result["stdout"]), result)
        module = "tests.e2e.processes.packed_script"
        result = self.output_of_own("-m", module, "x", cwd=str(self.folder))
        self.assertEqual(result["argv"][1:], ["x"])
        # A package with a __main__, packed and beside it.
        result = self.run_own("-m", "unittest", "--help")
        self.assertIn("-m unittest", str(result["stdout"]).splitlines()[0], result)
        self.write("package_beside/__init__.py", "")
        self.write("package_beside/__main__.py", f"{_FACTS}\n")
        result = self.output_of_own("-m", "package_beside", cwd=str(self.folder))
        self.assertEqual(result["path"][0], str(self.folder))
        result = self.run_own("-m", "json.nothing")
        self.assertEqual(result["returncode"], 1)
        self.assertIn("No module named json.nothing", str(result["stderr"]))
        self.write("beside_me.py", f"{_FACTS}\n")
        result = self.output_of_own("-m", "beside_me", cwd=str(self.folder))
        self.assertEqual(result["path"][0], str(self.folder))

    def test_script(self) -> None:
        self.write("helper.py", "VALUE = 3\n")
        script = self.write("a script.py", f"import helper; assert helper.VALUE == 3; {_FACTS}\n")
        result = self.output_of_own(script, "-c", "two")
        self.assertEqual(result["argv"], [script, "-c", "two"])
        self.assertEqual(result["path"][0], str(self.folder))
        # Seen from the folder that the process is started in.
        result = self.output_of_own("a script.py", cwd=str(self.folder))
        self.assertEqual(result["argv"], ["a script.py"])
        tool = self.write("tool", f"#!/usr/bin/env python3\n{_FACTS}\n")
        self.assertEqual(self.output_of_own(tool)["argv"], [tool])
        folder = self.write("package/__main__.py", f"{_FACTS}\n").removesuffix("/__main__.py")
        for flags in ([], ["-I"]):
            self.assertEqual(self.output_of_own(*flags, folder)["path"][0], folder)

    def test_packed_script(self) -> None:
        root = SCRIPT.resolve()
        folder = root / "tests/e2e/processes"
        script = str(folder / "packed_script.py")
        result = self.output_of_own(script, "x", "-c")
        self.assertEqual(
            result,
            {
                "name": "__main__",
                "file": script,
                "argv": [script, "x", "-c"],
                "path": [str(folder), str(root)],
            },
        )
        self.assertEqual(self.output_of_own("-I", script)["path"], [str(root)])
        folder /= "packed_folder"
        for flags in ([], ["-I"]):
            result = self.output_of_own(*flags, str(folder), "x")
            self.assertEqual(result["beside"], "beside")
            self.assertEqual(result["path"][0], str(folder))

    def test_standard_input(self) -> None:
        result = self.run_own("-", "one", input="import sys; print(sys.argv)")
        self.assertEqual((result["returncode"], result["stdout"]), (0, "['-', 'one']\n"))

    def test_exit_codes_and_signals(self) -> None:
        for code, expected in (
            ("pass", 0),
            ("raise SystemExit(5)", 5),
            ("raise ValueError", 1),
            ("import os; os._exit(9)", 9),
            ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", -signal.SIGTERM),
            ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL),
            ("raise KeyboardInterrupt", -signal.SIGINT),
        ):
            with self.subTest(code):
                self.assertEqual(self.run_own("-c", code)["returncode"], expected)
        interrupt = str(SCRIPT.resolve() / "tests/e2e/processes/interrupted_script.py")
        result = self.run_own(interrupt)
        self.assertEqual(result["returncode"], -signal.SIGINT, result)
        self.assertEqual(self.run_own("/missing/script.py")["returncode"], 0)

    def test_functions_of_os(self) -> None:
        for how in (
            "execv", "execve", "execl", "execvp",
            "posix_spawn", "posix_spawnp", "spawnv", "spawnve",
        ):  # fmt: skip
            with self.subTest(how):
                code = "import sys; print(sys.argv); raise SystemExit(6)"
                process = _call(SCRIPT, "start", json.dumps(how), ["-c", code, "a b"])
                output = process.stdout.splitlines()
                self.assertEqual(output[0], "['-c', 'a b']", process.stderr)
                if how.startswith("exec"):
                    self.assertEqual(process.returncode, 6)
                else:
                    self.assertEqual((process.returncode, output[1]), (0, "6"))

    def test_many_at_once(self) -> None:
        self.assertEqual(self.scenario(SCRIPT, "many", 30), list(range(30)))
        with concurrent.futures.ThreadPoolExecutor(5) as threads:
            calls = [threads.submit(self.scenario, SCRIPT, "executor", '"spawn"') for _ in range(5)]
            for call in calls:
                self.assertEqual(call.result()["grandchild"], 144)

    def test_grandchildren(self) -> None:
        # A process further down that somebody else starts is the program.
        code = (
            "import os, subprocess, sys;"
            "texts = [*sys.argv, *sys.orig_argv, *os.environ, *os.environ.values()];"
            "print(any('--rules' '-python' in text for text in texts));"
            "print(subprocess.check_output([sys.executable, '-c', 'print(1 + 1)'], text=True));"
            "print(subprocess.check_output(['/bin/sh', '-c', f'{sys.executable} -c 1'], text=True))"
        )
        lines = str(self.run_own("-c", code)["stdout"]).split()
        self.assertEqual(lines[:2], ["False", "2"])
        facts = json.loads(" ".join(lines[2:]))
        self.assertEqual(facts["argv"][1:], ["--built-in", "-c", "1"])

    def test_hostile_variables(self) -> None:
        self.write("json.py", "raise SystemExit('hostile code was run')\n")
        hostile = {
            "PYTHONPATH": str(self.folder),
            "PYTHONHOME": str(self.folder),
            "PYTHONSTARTUP": str(self.folder / "json.py"),
            "PYTHONINSPECT": "1",
            "PYTHONOPTIMIZE": "2",
            "PYTHONUTF8": "0",
            "PYTHONWARNINGS": "error",
            "LC_ALL": "C",
        }
        result = self.output_of_own("-c", _FACTS, env=hostile)
        self.assertEqual(result["path"], ["", str(SCRIPT.resolve())])
        self.assertEqual((result["optimize"], result["utf8_mode"]), (0, 1))
        result = self.scenario(SCRIPT, "executor", '"spawn"', env=hostile, cwd=self.folder)
        self.assertEqual(result["grandchild"], 144)


class ProgramTest(_TestCase):
    """What remains the program's."""

    def test_command_line_of_user(self) -> None:
        script = self.write("script.py", "raise SystemExit('not for an interpreter')\n")
        for arguments in (["-c", "x"], ["-m", "calendar"], [script], ["-"], ["-I", "-c", "x"], []):
            with self.subTest(arguments):
                facts = self.scenario(SCRIPT, *arguments)
                self.assertEqual(facts["argv"], [str(SCRIPT), "--built-in", *arguments])
                self.assertEqual(facts["orig_argv"], [str(SCRIPT), *arguments])

    def test_own_arguments(self) -> None:
        self.write("data.txt", "import sys\n")
        self.write("folder/data.txt", "")
        for arguments in (
            [], ["build"], ["-x", "build"], ["--code", "x"], ["-z", "-c", "x"], ["--version"],
            ["data.txt"], ["folder"], ["missing.py"], ["-V"],
        ):  # fmt: skip
            with self.subTest(arguments):
                facts = self.output_of_own(*arguments, cwd=str(self.folder))
                expected = [str(SCRIPT.resolve()), "--built-in", *arguments]
                self.assertEqual(facts["argv"], expected)

    def test_restart(self) -> None:
        for executable in (SCRIPT, ENTRY_POINT):
            built_in = ["--built-in"] if executable == SCRIPT else []
            link = self.folder / f"link to {executable.name}"
            link.symlink_to(executable.resolve())
            for started in (executable, link):
                for argv0 in (str(started), "odd name", ""):
                    for how in ("arguments", "folder", "warnings"):
                        with self.subTest(started=started, argv0=argv0, how=how):
                            words = ["restart", json.dumps(how), "3"]
                            facts = self.scenario(started, *words, argv0=argv0)
                            # Built-in arguments are there once, and so is everything else.
                            self.assertEqual(facts["argv"], [argv0, *built_in, *words])
                            self.assertEqual(facts["restarts"], "3")
                            self.assertEqual(facts["isolated"], 1)
                            self.assertEqual(facts["orig_argv"][0], str(executable.resolve()))
                            self.assertEqual(facts["path"], [str(executable.resolve())])
                            if how == "warnings":
                                self.assertIn("error", facts["warnoptions"])
                                self.assertEqual(facts["xoptions"], {"dev": True})

    def test_restart_by_path(self) -> None:
        for name in (str(SCRIPT.resolve()), os.path.relpath(SCRIPT.resolve())):
            facts = self.output_of_own(name, "x", "-c")
            self.assertEqual(facts["argv"], [name, "x", "-c"])
            self.assertEqual(facts["isolated"], 1)

    def test_optimized_restart(self) -> None:
        words = ["restart", '"arguments"', "2"]
        self.assertEqual(self.scenario(OPTIMIZED, *words)["optimize"], 1)
        facts = self.output_of_own("-O", str(OPTIMIZED.resolve()), executable=OPTIMIZED)
        self.assertEqual(facts["optimize"], 1)

    def test_never(self) -> None:
        for arguments in (["-c", "x"], ["-m", "calendar"], [str(NEVER.resolve()), "x"]):
            facts = self.output_of_own(*arguments, executable=NEVER)
            self.assertEqual(facts["argv"], [str(NEVER.resolve()), *arguments])
        mark = "--rules-python-executable=interpreter"
        self.assertEqual(self.scenario(NEVER, mark, "-c")["argv"][1:], [mark, "-c"])

    def test_functions_are_described_as_those_of_python(self) -> None:
        described = self.scenario(SCRIPT, "functions")
        self.assertEqual(described, self.scenario(NEVER, "functions"))
        self.assertEqual(described["execv"]["signature"], "($module, path, argv, /)")

    def test_wrong_calls_fail_as_those_of_python(self) -> None:
        errors = self.scenario(SCRIPT, "wrong calls")
        self.assertEqual(errors, self.scenario(NEVER, "wrong calls"))
        self.assertEqual(len(errors), 9)


if __name__ == "__main__":
    paths = [Path(path).absolute() for path in sys.argv[1:]]
    SCRIPT, ENTRY_POINT, NEVER, OPTIMIZED, PARALLEL, PARALLEL_ENTRY_POINT = paths
    del sys.argv[1:]
    unittest.main(verbosity=2)
