"""Subinterpreters of an installed interpreter; tests/loader/checks has those of executables."""

from __future__ import annotations

import unittest

import _interpreters


class Subinterpreter(unittest.TestCase):
    """It has the standard library, extension modules with state of their own included."""

    def test_imports(self) -> None:
        interpreter = _interpreters.create()
        try:
            self.assertIsNone(_interpreters.run_string(interpreter, "import json, decimal"))
        finally:
            _interpreters.destroy(interpreter)


if __name__ == "__main__":
    unittest.main()
