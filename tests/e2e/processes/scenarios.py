"""Starts processes in the ways that programs do; the first argument says which.

Each scenario prints one JSON document; its own arguments are JSON documents, too.
"""

from __future__ import annotations

import concurrent.futures
import importlib
import json
import multiprocessing
import os
import subprocess
import sys
import threading
from pathlib import Path


def facts() -> dict[str, object]:
    """Returns what a process knows of how it was started."""
    return {
        "argv": sys.argv,
        "orig_argv": sys.orig_argv,
        "executable": sys.executable,
        "path": sys.path,
        "isolated": sys.flags.isolated,
        "ignore_environment": sys.flags.ignore_environment,
        "optimize": sys.flags.optimize,
        "utf8_mode": sys.flags.utf8_mode,
        "warnoptions": sys.warnoptions,
        "xoptions": sys._xoptions,
        "restarts": os.environ.get("RESTARTS"),
    }


def square(number: int) -> int:
    """Does some work in another process."""
    return number * number


def _put_facts(queue: multiprocessing.Queue) -> None:
    main = sys.modules["__main__"]
    queue.put({"main": main.__name__, "main_runs": os.environ.get("MAIN_RUNS"), **facts()})


def _exit(code: int) -> None:
    sys.exit(code)


def _square_in_grandchild(number: int) -> int:
    with concurrent.futures.ProcessPoolExecutor(
        1, mp_context=multiprocessing.get_context("spawn")
    ) as executor:
        return executor.submit(square, number).result()


def _multiprocessing(method: str) -> object:
    context = multiprocessing.get_context(method)
    main_square = getattr(sys.modules["__main__"], "main_square", square)
    with context.Pool(2) as pool:
        squares = pool.map(square, range(5))
        main_squares = pool.map(main_square, range(5))
    queue = context.Queue()
    process = context.Process(target=_put_facts, args=(queue,))
    process.start()
    child = queue.get()
    process.join()
    codes = []
    for code in (0, 7):
        ending = context.Process(target=_exit, args=(code,))
        ending.start()
        ending.join()
        codes.append(ending.exitcode)
    sleeping = context.Process(target=_sleep)
    sleeping.start()
    sleeping.terminate()
    sleeping.join()
    codes.append(sleeping.exitcode)
    return {"squares": squares, "main_squares": main_squares, "child": child, "codes": codes}


def _sleep() -> None:
    threading.Event().wait()


def _executor(method: str) -> object:
    main_square = getattr(sys.modules["__main__"], "main_square", square)
    with concurrent.futures.ProcessPoolExecutor(
        3, mp_context=multiprocessing.get_context(method)
    ) as executor:
        futures = [executor.submit(main_square, number) for number in range(30)]
        squares = [future.result() for future in futures]
        grandchild = executor.submit(_square_in_grandchild, 12).result()
    return {"squares": squares, "grandchild": grandchild}


def _module_file(name: str) -> str:
    return importlib.import_module(name).__file__ or ""


def _plugin(folder: str) -> object:
    """Works with modules of a folder, here and in another process."""
    sys.path.insert(0, folder)
    names = ["plugin", "colorsys"]
    here = list(map(_module_file, names))
    with concurrent.futures.ProcessPoolExecutor(
        1, mp_context=multiprocessing.get_context("spawn")
    ) as executor:
        return {"here": here, "there": list(executor.map(_module_file, names))}


def _run(command: dict[str, object]) -> object:
    """Runs `sys.executable` with the arguments that the input has."""
    arguments = command.pop("arguments")
    assert isinstance(arguments, list)
    process = subprocess.run(
        [sys.executable, *arguments], capture_output=True, check=False, text=True, **command
    )
    return {
        "returncode": process.returncode,
        "stdout": process.stdout,
        "stderr": process.stderr,
    }


def _start(how: str, arguments: list[str]) -> object:
    """Runs `sys.executable` with a function of `os`; returns the exit code."""
    path, argv = sys.executable, [sys.executable, *arguments]
    sys.stdout.flush()
    if how == "spawnv":
        return os.spawnv(os.P_WAIT, path, argv)
    if how == "spawnve":
        return os.spawnve(os.P_WAIT, os.fsencode(path), tuple(argv), os.environ)
    if how == "posix_spawn":
        pid = os.posix_spawn(path, [os.fsencode(argument) for argument in argv], os.environ)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if how == "posix_spawnp":
        pid = os.posix_spawnp(Path(path), argv, os.environ, file_actions=[])
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if how == "execve":
        os.execve(env=os.environ, argv=argv, path=Path(path))
    if how == "execl":
        os.execl(path, *argv)
    if how == "execvp":
        os.execvp(path, argv)
    os.execv(os.fsencode(path), argv)
    return None


def _restart(how: str, times: int) -> object:
    """Starts the program again, as reloaders do."""
    restarts = int(os.environ.get("RESTARTS", "0"))
    if restarts == times:
        return facts()
    os.environ["RESTARTS"] = str(restarts + 1)
    if how == "warnings":
        os.execv(sys.executable, [sys.executable, "-Werror", "-X", "dev", *sys.argv])
    if how == "folder":
        os.chdir("/")
    os.execv(sys.executable, [sys.executable, *sys.argv])
    return None


def _many(count: int) -> object:
    """Starts many processes at once."""

    def run(number: int) -> str:
        command = [sys.executable, "-c", "import sys; print(sys.argv[1])", str(number)]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout

    with concurrent.futures.ThreadPoolExecutor(count) as threads:
        return [int(text) for text in threads.map(run, range(count))]


def _functions() -> object:
    """Describes the functions that start processes."""
    import _posixsubprocess
    import inspect
    import pickle

    described = {}
    for function in (
        os.execv,
        os.execve,
        os.posix_spawn,
        os.posix_spawnp,
        _posixsubprocess.fork_exec,
    ):
        described[function.__name__] = {
            "module": function.__module__,
            "qualname": function.__qualname__,
            "doc": function.__doc__,
            "signature": function.__text_signature__,
            "repr": repr(function),
            "builtin": inspect.isbuiltin(function),
            "pickles": pickle.loads(pickle.dumps(function)) is function,
        }
    return described


def _wrong_calls() -> object:
    """Calls that must fail as they do everywhere."""
    own = sys.executable
    calls = {
        "no arguments": lambda: os.execv(own),
        "empty": lambda: os.execv(own, []),
        "not a sequence": lambda: os.execv(own, "-c"),
        "not text": lambda: os.execv(own, [own, "-c", 5]),
        "NUL": lambda: os.execv(own, [own, "-c", "a\0b"]),
        "unknown name": lambda: os.execve(own, [own], {}, nonsense=1),
        "NUL in folder": lambda: subprocess.run([own, "a.py"], cwd="a\0b", check=True),
        "missing folder": lambda: subprocess.run([own, "a.py"], cwd="/missing", check=True),
        "missing": lambda: os.execv("/missing", ["/missing", "-c", "pass"]),
    }
    errors = {}
    for name, call in calls.items():
        try:
            call()
        except Exception as error:
            errors[name] = type(error).__name__
    return errors


def main() -> int:
    """Runs a scenario; returns the exit code of the program."""
    scenarios = {
        "multiprocessing": _multiprocessing,
        "executor": _executor,
        "plugin": _plugin,
        "run": _run,
        "start": _start,
        "restart": _restart,
        "many": _many,
        "functions": _functions,
        "wrong calls": _wrong_calls,
    }
    words = [word for word in sys.argv[1:] if word != "--built-in"]
    if words and words[0] in scenarios:
        result = scenarios[words[0]](*map(json.loads, words[1:]))
    else:
        # Whatever else the command line says is the program's.
        result = facts()
    json.dump(result, sys.stdout)
    return 0
