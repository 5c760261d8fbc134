"""Tests of the check of the configuration."""

import unittest

from tools.common.errors import ToolError
from tools.packed_resources.config import check_config

_RUN = ("run_module", "__main__")


class CheckConfigTest(unittest.TestCase):
    def test_good(self) -> None:
        check_config([_RUN])
        check_config([("entry_point", "a.b:f.g"), ("optimize", "2"), ("python_version", "3.13.5")])
        check_config([("interpreter", "1"), ("optimize", "0")])
        check_config([_RUN, ("interpreter", "children")])
        check_config([("embedded", "1")])
        check_config([_RUN, ("embedded", "1")])
        check_config([_RUN, ("packed_files", "visible")])
        check_config([_RUN, ("packed_files", "hidden")])
        check_config([_RUN, ("extra_path", "$ORIGIN/plugins"), ("extra_path", "/opt/plugins")])
        check_config([_RUN, ("extra_path", "$ORIGIN"), ("extra_path", "C:/plugins")])
        check_config([_RUN, ("diagnostics", "off")])
        check_config([_RUN, ("arg", ""), ("arg", "x"), ("env", "A="), ("env", "B=C=D")])

    def test_good_interpreter_config(self) -> None:
        field = "interpreter_config"
        check_config(
            [_RUN, (field, "verbose=1"), (field, "verbose=2"), ("certificates", "certifi")]
        )
        check_config([_RUN, (field, "stdio_encoding=cp1252"), (field, "warnoptions=error::Foo")])

    def test_bad(self) -> None:
        for config, expected in (
            ([], "exactly one of run_module, entry_point, interpreter"),
            ([_RUN, ("entry_point", "a:f")], "exactly one of run_module, entry_point, interpreter"),
            ([_RUN, ("runmodule", "x")], "unknown key"),
            ([_RUN, _RUN], "given twice"),
            ([("run_module", "")], "empty"),
            ([_RUN, ("interpreter", "1")], "exactly one of run_module, entry_point, interpreter"),
            ([("interpreter", "0")], "expected 1 or children"),
            (
                [("interpreter", "children")],
                "exactly one of run_module, entry_point, interpreter=1",
            ),
            ([("entry_point", "a")], "expected module:function"),
            ([("entry_point", ":f")], "expected module:function"),
            ([("entry_point", "a:")], "expected module:function"),
            ([_RUN, ("env", "A")], "expected NAME=VALUE"),
            ([_RUN, ("env", "=A")], "expected NAME=VALUE"),
            ([_RUN, ("interpreter_config", "verbose")], "expected NAME=VALUE"),
            ([_RUN, ("interpreter_config", "stdio_encoding=utf-9")], "utf-9.*another encoding"),
            ([_RUN, ("interpreter_config", "stdio_encoding=hex")], "hex.*another encoding"),
            ([_RUN, ("certificates", "system")], "expected certifi"),
            ([_RUN, ("certificates", "certifi"), ("certificates", "certifi")], "given twice"),
            ([_RUN, ("embedded", "0")], "expected 1"),
            ([_RUN, ("entry_point", "a:f"), ("embedded", "1")], "exactly one of run_module"),
            ([_RUN, ("optimize", "3")], "expected 0, 1 or 2"),
            ([_RUN, ("optimize", "")], "expected 0, 1 or 2"),
            ([_RUN, ("extra_path", "")], "expected an absolute path, or .ORIGIN/"),
            ([_RUN, ("extra_path", "$HOME/plugins")], "expected an absolute path, or .ORIGIN/"),
            ([_RUN, ("extra_path", "$ORIGINAL")], "expected an absolute path, or .ORIGIN/"),
            ([_RUN, ("packed_files", "0")], "expected visible or hidden"),
            ([_RUN, ("diagnostics", "on")], "expected off"),
            ([_RUN, ("packed_files", "hidden"), ("packed_files", "hidden")], "given twice"),
        ):
            with self.subTest(config), self.assertRaisesRegex(ToolError, expected):
                check_config(config)


if __name__ == "__main__":
    unittest.main()
