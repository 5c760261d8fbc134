"""Compiles one source file for the running interpreter."""

from __future__ import annotations

import importlib.util
import marshal
import warnings
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from tools.common.bytecode_archive import PYC_HEADER, UNCHECKED_HASH


@dataclass(frozen=True)
class Source:
    """A source file.

    Attributes:
        path: where it was read from, for messages.
        content: its bytes; the encoding is as PEP 263 says.
    """

    path: Path
    content: bytes


def compile_module(
    source: Source, virtual_path: str, optimize: int, found_warnings: set[str]
) -> CodeType:
    """Compiles a module.

    Args:
        source: what to compile.
        virtual_path: the `co_filename`, which tracebacks and `__file__` show.
        optimize: 0, 1 or 2.
        found_warnings: gets one line, `file:line: SyntaxWarning: text`, per syntax warning.

    Raises:
        SyntaxError: the source cannot be compiled, for whatever reason.
    """
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", SyntaxWarning)
        try:
            code: CodeType = compile(
                source.content, virtual_path, "exec", dont_inherit=True, optimize=optimize
            )
        except SyntaxError:
            raise
        except (ValueError, RecursionError, MemoryError, OverflowError) as error:
            # NUL bytes before 3.12, and sources too deep or too big for the parser.
            raise SyntaxError(str(error) or type(error).__name__) from None
    for warning in caught:
        found_warnings.add(
            f"{source.path}:{warning.lineno}: {warning.category.__name__}: {warning.message}"
        )
    return code


def deferred_error(
    error: SyntaxError, source: Source, virtual_path: str, optimize: int
) -> CodeType:
    """Returns a module that raises the error of its source when it is imported."""
    line = error.text if isinstance(error.text, str) else _line(source, error.lineno)
    details = (
        virtual_path,
        error.lineno,
        error.offset,
        line,
        error.end_lineno,
        error.end_offset,
    )
    statement = f"raise SyntaxError({error.msg!a}, {details!a})\n"
    code: CodeType = compile(statement, virtual_path, "exec", dont_inherit=True, optimize=optimize)
    return code


def _line(source: Source, number: int | None) -> str | None:
    """Returns a line of a source, where its encoding is known.

    Python reads it from the file, by its path, for what it finds after parsing.
    """
    try:
        lines = importlib.util.decode_source(source.content).splitlines(keepends=True)
    except (SyntaxError, UnicodeDecodeError):
        return None
    return lines[number - 1] if number and number <= len(lines) else None


def pyc_header(source: Source) -> bytes:
    """Returns the header of an unchecked hash-based pyc (PEP 552)."""
    source_hash = importlib.util.source_hash(source.content)
    return PYC_HEADER.pack(importlib.util.MAGIC_NUMBER, UNCHECKED_HASH, source_hash)


def marshalled(code: CodeType) -> bytes:
    """Returns the code object as bytes that depend on nothing but the source."""
    return marshal.dumps(code)
