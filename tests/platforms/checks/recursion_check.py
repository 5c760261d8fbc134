"""Deep recursion ends in a `RecursionError`, in the main thread and in others.

The interpreter counts how deep C functions call each other and gives up at a fixed number
(`Py_C_RECURSION_LIMIT` in `Include/cpython/pystate.h`), whatever the size of the stack: a smaller
stack than it counts on is a crash. From 3.14 on it measures the stack instead. The cases are those
of the standard library's `test_threading`, `test_json`, `test_pickle`, `test_exceptions`,
`test_ast` and `test_isinstance`.
"""

from __future__ import annotations

import ast
import copy
import json
import pickle
import sys
import threading
import unittest
from collections.abc import Callable, Mapping
from functools import partial

DEEP = 100_000
"""More than every limit."""

BEYOND_C = 20_000
"""A recursion limit that leaves the limit of C to be reached, as `test.support` sets it."""


def nested_list() -> list[object]:
    """Returns a list in a list in a list, too deep to be looked at by recursion."""
    value: list[object] = []
    for _ in range(DEEP):
        value = [value]
    return value


class Shown:
    """An object whose representation contains its representation."""

    def __repr__(self) -> str:
        return f"<{self!r}>"


class Asked:
    """An object whose attributes are attributes of itself."""

    def __getattr__(self, name: str) -> object:
        return getattr(self, name + "x")


class Called:
    """A function that calls itself by way of C."""

    def __call__(self) -> object:
        return partial(self)()


class Added:
    """A number that adds itself."""

    def __add__(self, other: object) -> object:
        return self + other


def call_forever() -> object:
    """Calls itself, which does not take stack of C."""
    return call_forever()


def nested_tuple() -> object:
    """Returns a tuple of types as `isinstance` takes, too deep for it."""
    types: object = (int,)
    for _ in range(DEEP):
        types = (types,)
    return types


CASES: Mapping[str, Callable[[], object]] = {
    "function": call_forever,
    "repr of nested lists": lambda: repr(nested_list()),
    "repr in Python": lambda: repr(Shown()),
    "getattr": lambda: Asked().x,
    "call": Called(),
    "operator": lambda: Added() + 1,
    "comparison of nested lists": lambda: nested_list() == nested_list(),
    "isinstance": lambda: isinstance("", nested_tuple()),
    "json.loads": lambda: json.loads("[" * DEEP),
    "json.dumps": lambda: json.dumps(nested_list()),
    "pickle.dumps": lambda: pickle.dumps(nested_list()),
    "copy in Python": lambda: copy.deepcopy(nested_list()),
    "parser": lambda: ast.parse("-" * DEEP + "1"),
    "compiler": lambda: compile("a" + ".b" * DEEP, "", "exec"),
}
"""Name of the recursion -> what runs it."""

SORT: Mapping[str, Callable[[], object]] = {
    "sort": lambda: sorted([1, 2], key=lambda _: SORT["sort"]()),
}
"""Takes so much stack that it crashes any CPython 3.13 whose recursion limit was raised."""


MAY_RETURN = {"compiler", "isinstance"} if sys.version_info >= (3, 14) else set()
"""Cases that need so little stack that a version which measures it comes to their end."""


class Recursion(unittest.TestCase):
    """No case returns, and none crashes."""

    def check_all(self, cases: Mapping[str, Callable[[], object]]) -> None:
        for name, case in cases.items():
            with self.subTest(name):
                returned = False
                try:
                    case()
                    returned = True
                except (RecursionError, MemoryError):
                    pass  # the parser reports a limit of its own as MemoryError
                self.assertFalse(returned and name not in MAY_RETURN)

    def check_all_in_threads(self, cases: Mapping[str, Callable[[], object]]) -> None:
        """All cases in one new thread each, all at once."""
        failures: dict[str, object] = {}

        def run(name: str) -> None:
            failures[name] = "returned"
            try:
                cases[name]()
                if name in MAY_RETURN:
                    del failures[name]
            except (RecursionError, MemoryError):
                del failures[name]
            except BaseException as error:
                failures[name] = error

        threads = [threading.Thread(target=run, args=[name]) for name in cases]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual({}, failures)

    def raise_limit(self, limit: int) -> None:
        """Sets the recursion limit for the running test."""
        self.addCleanup(sys.setrecursionlimit, sys.getrecursionlimit())
        sys.setrecursionlimit(limit)

    def test_in_main_thread(self) -> None:
        self.check_all({**CASES, **SORT})

    def test_in_threads(self) -> None:
        self.check_all_in_threads({**CASES, **SORT})

    def test_up_to_the_limit_of_c(self) -> None:
        self.raise_limit(BEYOND_C)
        self.check_all(CASES)

    def test_up_to_the_limit_of_c_in_threads(self) -> None:
        self.raise_limit(BEYOND_C)
        self.check_all_in_threads(CASES)

    def test_calls_of_python_take_no_stack(self) -> None:
        def depth(n: int) -> int:
            return n and 1 + depth(n - 1)

        self.raise_limit(2 * DEEP)
        found: list[int] = []
        thread = threading.Thread(target=lambda: found.append(depth(DEEP)))
        thread.start()
        thread.join()
        self.assertEqual([DEEP], found)


if __name__ == "__main__":
    unittest.main()
