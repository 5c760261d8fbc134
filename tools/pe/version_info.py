"""The version resource: what the Explorer shows as the details of a file.

Layouts are from "Version Information Structures":
https://learn.microsoft.com/windows/win32/menurc/version-information-structures.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping

from tools.common.errors import ToolError
from tools.pe.resources import ENGLISH, RT_VERSION, Resource

FILE_VERSION = "FileVersion"
PRODUCT_VERSION = "ProductVersion"

_NUMBER = 1
"""VS_VERSION_INFO, the only number that is looked for."""

_HEADER = struct.Struct("<HHH")
_BINARY = 0
_TEXT = 1

_FIXED = struct.Struct("<13I")
_FIXED_SIGNATURE = 0xFEEF04BD
_FIXED_STRUCTURE_VERSION = 0x00010000
_FILE_FLAGS_MASK = 0x3F
_VOS_NT_WINDOWS32 = 0x00040004
_VFT_APP = 1

_UTF_16 = 1200
"""Code page of the strings."""

_MAX_SIZE = 0xFFFF


def version_resource(strings: Mapping[str, str]) -> Resource:
    """Returns the version resource with these strings.

    Args:
        strings: `FileVersion`, `ProductVersion`, `CompanyName`, `FileDescription` and so on. The
            two versions also become numbers, the product's that of the file if it is not given.

    Raises:
        ToolError: a version is not one to four numbers, or the strings are too long.
    """
    file_version = _version(FILE_VERSION, strings.get(FILE_VERSION, "0"))
    product_version = file_version
    if PRODUCT_VERSION in strings:
        product_version = _version(PRODUCT_VERSION, strings[PRODUCT_VERSION])
    fixed = _FIXED.pack(
        _FIXED_SIGNATURE, _FIXED_STRUCTURE_VERSION, *file_version, *product_version,
        _FILE_FLAGS_MASK, 0, _VOS_NT_WINDOWS32, _VFT_APP, 0, 0, 0,
    )  # fmt: skip
    table = _block(
        f"{ENGLISH:04x}{_UTF_16:04x}",
        _TEXT,
        children=[_string(name, value) for name, value in strings.items()],
    )
    translation = _block("Translation", _BINARY, struct.pack("<HH", ENGLISH, _UTF_16))
    data = _block(
        "VS_VERSION_INFO",
        _BINARY,
        fixed,
        children=[
            _block("StringFileInfo", _TEXT, children=[table]),
            _block("VarFileInfo", _TEXT, children=[translation]),
        ],
    )
    return Resource(RT_VERSION, _NUMBER, data)


def _version(name: str, text: str) -> tuple[int, int]:
    """Returns a version as two numbers of 32 bits, each of two parts."""
    if not re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,5}){0,3}", text, re.ASCII):
        raise ToolError(f'{name} "{text}" is not one to four numbers with dots between them')
    parts = [int(part) for part in text.split(".")]
    if max(parts) > 0xFFFF:
        raise ToolError(f'{name} "{text}" has a number above 65535')
    major, minor, build, private = parts + [0] * (4 - len(parts))
    return major << 16 | minor, build << 16 | private


def _string(name: str, value: str) -> bytes:
    """Returns a String structure. The size of its value is counted in words, not bytes."""
    text = _utf_16(value)
    return _block(name, _TEXT, text, value_length=len(text) // 2)


def _block(
    key: str,
    kind: int,
    value: bytes = b"",
    value_length: int | None = None,
    children: list[bytes] | None = None,
) -> bytes:
    """Returns what all structures of the resource have in common; each part begins aligned."""
    body = bytearray(_HEADER.size) + _utf_16(key)
    for part in (value, *(children or [])):
        if part:
            body += bytes(-len(body) % 4) + part
    if len(body) > _MAX_SIZE:
        raise ToolError(f"the version information has {len(body):,} bytes: shorten it")
    length = len(value) if value_length is None else value_length
    _HEADER.pack_into(body, 0, len(body), length, kind)
    return bytes(body)


def _utf_16(text: str) -> bytes:
    return f"{text}\0".encode("utf-16-le")
