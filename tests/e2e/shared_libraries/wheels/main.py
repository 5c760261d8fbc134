"""Uses the native modules of wheels: one for this version of Python, and one in Rust."""

from __future__ import annotations

import sys
from pathlib import Path

import markupsafe
import markupsafe._speedups
import pydantic_core
from pydantic_core import SchemaValidator, core_schema

validator = SchemaValidator(core_schema.int_schema(gt=1))
for module in (markupsafe._speedups, pydantic_core._pydantic_core):
    path = Path(module.__file__)
    assert path.suffix in (".pyd", ".so"), path
    assert Path(sys.executable) in path.parents, path
    assert path.is_file(), path
    assert module.__spec__.origin == module.__file__, module.__spec__
assert markupsafe._escape_inner is markupsafe._speedups._escape_inner
print(markupsafe.escape("<&>"), validator.validate_python("41") + 1)
try:
    validator.validate_python(0)
except pydantic_core.ValidationError as error:
    print(error.error_count())
