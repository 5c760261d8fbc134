"""What programs for developers do; each function writes to the standard streams."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from subject import encoded, errors, steps

_SCENARIOS: dict[str, Callable[[], object]] = {}


def _scenario(function: Callable[[], object]) -> Callable[[], object]:
    _SCENARIOS[function.__name__] = function
    return function


def run(name: str) -> None:
    """Runs a scenario."""
    _SCENARIOS[name]()


@_scenario
def names() -> None:
    """Lists all scenarios but this one."""
    print(*(name for name in _SCENARIOS if name != "names"))


@_scenario
def not_imported() -> None:
    """Lists what has been imported although nobody has asked for a source line."""
    tools = {"linecache", "inspect", "tokenize", "traceback", "_packed_importlib.unraisable"}
    print(sorted(tools.intersection(sys.modules)))


# --- errors ---


@_scenario
def uncaught() -> None:
    errors.divide(0)


@_scenario
def chained() -> None:
    errors.chained()


@_scenario
def context() -> None:
    errors.context()


@_scenario
def grouped() -> None:
    errors.grouped()


@_scenario
def recursive() -> None:
    errors.recursive(20)


@_scenario
def long_expression() -> None:
    errors.long_expression({"first": {"x": 1}, "second": {}})


@_scenario
def executed() -> None:
    exec("def f():\n    errors.divide(0)\nf()", {"errors": errors})


@_scenario
def executed_as_file() -> None:
    exec(compile("\n\n\nerrors.divide(0)", "/nowhere/module.py", "exec"), {"errors": errors})


@_scenario
def frozen() -> None:
    import os

    os.makedirs("/dev/null/x")  # noqa: PTH103


@_scenario
def not_found() -> None:
    import subject.nothing  # noqa: F401


@_scenario
def syntax_error() -> None:
    compile("x = [1,\ny = 2\n", "<text>", "exec")


@_scenario
def excepthook() -> None:
    import traceback

    def hook(kind: type, error: BaseException, trace: object) -> None:
        print("hook:", kind.__name__)
        traceback.print_exception(kind, error, trace, file=sys.stdout)

    sys.excepthook = hook
    errors.chained()


@_scenario
def deleted() -> None:
    errors.Deleted()
    print("goes on")


@_scenario
def in_thread() -> None:
    import _thread
    import threading

    thread = threading.Thread(target=errors.chained, name="worker")
    thread.start()
    thread.join()
    done = threading.Event()

    def hook(unraisable: object) -> None:
        sys.__unraisablehook__(unraisable)
        done.set()

    sys.unraisablehook = hook
    _thread.start_new_thread(errors.divide, (0,))
    done.wait()


@_scenario
def in_task() -> None:
    import asyncio

    async def fail() -> None:
        errors.divide(0)

    async def main() -> None:
        task = asyncio.create_task(fail(), name="task")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del task

    asyncio.run(main())


@_scenario
def at_exit() -> None:
    import atexit

    atexit.register(errors.divide, 0)


@_scenario
def printed() -> None:
    import traceback

    try:
        errors.context()
    except ValueError as error:
        traceback.print_exc()
        frames = traceback.TracebackException.from_exception(error, capture_locals=True)
        print(*frames.format(), sep="")
    traceback.print_stack(file=sys.stdout)


@_scenario
def logged() -> None:
    import logging

    logging.basicConfig(format="%(levelname)s:%(pathname)s:%(lineno)d:%(funcName)s:%(message)s")
    try:
        errors.divide(0)
    except ZeroDivisionError:
        logging.exception("caught")
    logging.warning("a stack", stack_info=True)


@_scenario
def in_script() -> None:
    import subprocess

    script = Path(errors.__file__).with_name("script.py")
    print(subprocess.run([sys.executable, script], check=False).returncode)


# --- warnings ---


@_scenario
def warned() -> None:
    import warnings

    warnings.warn("plain", UserWarning, stacklevel=1)
    warnings.warn("of the caller", UserWarning, stacklevel=2)
    warnings.warn_explicit("explicit", UserWarning, errors.__file__, 20)
    warnings.warn_explicit(
        "by loader", UserWarning, "elsewhere.py", 20, module_globals=vars(errors)
    )
    compile("1 is 1", encoded.__file__, "exec")


@_scenario
def warning_filters() -> None:
    import warnings

    warnings.filterwarnings("ignore", module=r"subject\.scenarios", lineno=1)
    warnings.warn("shown", UserWarning, stacklevel=1)
    warnings.filterwarnings("ignore", module=r"subject\.scenarios")
    warnings.warn("not shown", UserWarning, stacklevel=1)
    warnings.filterwarnings("error", module=r"subject\.")
    warnings.warn("an error", UserWarning, stacklevel=1)


@_scenario
def resource_warning() -> None:
    import tracemalloc
    import warnings

    tracemalloc.start(5)
    warnings.simplefilter("always")
    open("/dev/null")  # noqa: PTH123, SIM115
    print("goes on")


@_scenario
def memory() -> None:
    import tracemalloc

    tracemalloc.start(3)
    block = bytearray(123456)
    (statistic,) = (
        statistic
        for statistic in tracemalloc.take_snapshot().statistics("traceback")
        if statistic.size > 100000
    )
    print(*statistic.traceback.format(), sep="\n")
    print(*tracemalloc.get_object_traceback(block).format(), sep="\n")


# --- sources ---


@_scenario
def inspected() -> None:
    import inspect
    import json
    import json.decoder

    own = (errors, encoded, errors.divide, errors.Deleted, errors.Deleted.__del__)
    for thing in (*own, json.dumps):
        lines, number = inspect.getsourcelines(thing)
        print(inspect.getsourcefile(thing), inspect.getfile(thing), number, len(lines))
        print(inspect.getsource(thing)[:300])
        print(inspect.getcomments(thing), inspect.getmodule(thing))
    print(inspect.getsource(json.decoder.JSONDecoder)[:200])
    print(inspect.getsource(lambda: 1))
    print(inspect.signature(errors.recursive), inspect.getdoc(errors.noted))
    frame = inspect.currentframe()
    print(inspect.getframeinfo(frame, context=3))
    print([info.filename for info in inspect.stack()])
    for thing in (len, sys, int):
        try:
            print(inspect.getsource(thing))
        except (OSError, TypeError) as error:
            print(type(error).__name__, error)


@_scenario
def inspected_frozen() -> None:
    import codecs
    import inspect
    import os

    for thing in (os, os.path.join, codecs.Codec):
        try:
            print(inspect.getsource(thing)[:100])
        except OSError as error:
            print(type(error).__name__, error)


@_scenario
def lines() -> None:
    import linecache
    import tokenize

    print(linecache.getline(errors.__file__, 19), end="")
    linecache.checkcache()
    linecache.checkcache(errors.__file__)
    print(errors.__file__ in linecache.cache, len(linecache.getlines(errors.__file__)))
    linecache.clearcache()
    print(linecache.lazycache(encoded.__file__, vars(encoded)))
    linecache.checkcache()
    print(linecache.getline(encoded.__file__, 8), end="")
    with tokenize.open(encoded.__file__) as file:
        print(file.encoding, sum(1 for _ in tokenize.generate_tokens(file.readline)))


@_scenario
def parsed() -> None:
    import ast
    import dis
    import inspect
    import symtable

    text = Path(steps.__file__).read_text(encoding="utf-8")
    print(ast.dump(ast.parse(text, steps.__file__))[:200])
    print(symtable.symtable(text, steps.__file__, "exec").get_children())
    dis.dis(steps.inner)
    print(ast.unparse(ast.parse(inspect.getsource(steps.outer))))


# --- tools ---


@_scenario
def doctested() -> None:
    import doctest

    print(doctest.testmod(errors))
    print(doctest.testmod(steps, verbose=True))
    print(doctest.testfile("texts/steps.txt", package="subject"))
    print(doctest.testfile("texts/steps.txt"))
    finder = doctest.DocTestFinder()
    for test in finder.find(errors):
        print(test.name, test.filename, test.lineno, len(test.examples))
    print(doctest.script_from_examples(errors.divide.__doc__))
    print(doctest.testsource(errors, "subject.errors.divide"))


@_scenario
def doctested_as_unit_tests() -> None:
    import doctest
    import unittest

    suite = doctest.DocTestSuite("subject.errors")
    suite.addTest(doctest.DocFileSuite("texts/steps.txt", package="subject"))
    unittest.TextTestRunner(stream=sys.stdout).run(suite)


@_scenario
def debugged() -> None:
    import pdb

    pdb.Pdb(nosigint=True, readrc=False).set_trace()
    total = steps.outer(3)
    print("total", total)


@_scenario
def debugged_by_breakpoint() -> None:
    total = steps.outer(2)
    breakpoint()
    print("total", total)


@_scenario
def debugged_after_error() -> None:
    import pdb

    try:
        errors.chained()
    except ValueError as error:
        pdb.post_mortem(error)


@_scenario
def traced() -> None:
    import tempfile
    import trace

    tracer = trace.Trace(count=True, trace=True, countfuncs=False)
    print(tracer.runfunc(steps.outer, 3))
    with tempfile.TemporaryDirectory() as folder:
        tracer.results().write_results(summary=True, show_missing=True, coverdir=folder)
        print(Path(folder, "subject.steps.cover").read_text(encoding="utf-8"))
    tracer = trace.Trace(count=False, trace=False, countcallers=True)
    tracer.runfunc(steps.outer, 3)
    for caller, called in sorted(tracer.results().callers, key=lambda pair: pair[0][1:]):
        print(caller, called)


@_scenario
def profiled() -> None:
    import cProfile
    import profile
    import pstats

    for profiler in (cProfile.Profile(), profile.Profile()):
        profiler.runcall(steps.outer, 3)
        statistics = pstats.Stats(profiler)
        for place, (calls, *_) in sorted(statistics.stats.items()):
            if "steps" in place[0]:
                print(place, calls)
        statistics.strip_dirs()
        print(sorted(place for place in statistics.stats if place[0] == "steps.py"))


@_scenario
def timed() -> None:
    import timeit

    print(timeit.timeit("outer(2)", "from subject.steps import outer", number=3) > 0)
    timer = timeit.Timer("divide(0)", "from subject.errors import divide")
    try:
        timer.timeit(1)
    except ZeroDivisionError:
        timer.print_exc()


@_scenario
def tested() -> None:
    import unittest

    loader = unittest.TestLoader()
    folder = Path(steps.__file__).parent
    for suite in (
        loader.loadTestsFromName("subject.test_steps"),
        loader.loadTestsFromName("subject.test_steps.StepsTest.test_inner"),
        loader.discover("subject"),
        loader.discover(str(folder), top_level_dir=str(folder.parent)),
    ):
        result = unittest.TestResult()
        suite.run(result)
        print(result.testsRun, result.errors, *(text for _, text in result.failures))


@_scenario
def covered() -> None:
    import importlib
    import io
    import json
    import os
    import tempfile

    import coverage

    for core in ("ctrace", "pytrace", "sysmon"):
        os.environ["COVERAGE_CORE"] = core
        with tempfile.TemporaryDirectory() as folder:
            measured = coverage.Coverage(
                data_file=None, config_file=False, source_pkgs=["subject"], messages=False
            )
            measured.start()
            importlib.reload(steps)
            steps.outer(3)
            measured.stop()
            table = io.StringIO()
            measured.report(file=table, show_missing=True, skip_covered=False)
            for line in table.getvalue().splitlines():
                print(*line.strip("-").split())  # The width of a column depends on the paths.
            report, html = Path(folder, "report.json"), Path(folder, "html")
            measured.json_report(outfile=str(report))
            measured.html_report(directory=str(html))
            files = json.loads(report.read_text(encoding="utf-8"))["files"]
            for name, facts in sorted(files.items()):
                print(name, facts["executed_lines"], facts["missing_lines"])
            print(sorted(path.name for path in html.glob("z_*")))


# --- crashes ---


@_scenario
def faults() -> None:
    import faulthandler
    import os
    import signal

    faulthandler.enable()
    faulthandler.dump_traceback()
    faulthandler.register(signal.SIGUSR1)
    os.kill(os.getpid(), signal.SIGUSR1)
    print("goes on")


@_scenario
def fault_later() -> None:
    import faulthandler
    import time

    faulthandler.dump_traceback_later(0.01, exit=True)
    time.sleep(600)


@_scenario
def crash() -> None:
    import faulthandler

    faulthandler.enable()
    faulthandler._sigsegv()


@_scenario
def abort() -> None:
    import faulthandler
    import os

    faulthandler.enable()
    os.abort()
