"""Makes small PE libraries for tests that need others and do nothing; nothing can run them."""

from __future__ import annotations

import struct

_ADDRESS = 0x1000
_OFFSET = 0x200


def pe_library(*imports: str, symbols: tuple[str, ...] = (), is_64_bit: bool = True) -> bytes:
    """Returns a library that imports from others, in that order.

    Args:
        *imports: file names of the other libraries.
        symbols: names of what it takes from the first of them; one called `anything` if there are
            none, and from the others.
        is_64_bit: for x86-64; else for x86.
    """
    thunk = struct.Struct("<Q" if is_64_bit else "<I")
    taken = {name: ("anything",) for name in imports}
    if imports and symbols:
        taken[imports[0]] = symbols
    entries, thunks, texts = b"", b"", b""
    thunks_at = _ADDRESS + 20 * (len(imports) + 1)
    texts_at = thunks_at + sum(len(names) + 1 for names in taken.values()) * thunk.size
    for library, names in taken.items():
        first = thunks_at + len(thunks)
        for name in names:
            thunks += thunk.pack(texts_at + len(texts))
            texts += struct.pack("<H", 0) + name.encode() + b"\0"  # The hint is none.
        thunks += thunk.pack(0)
        entries += struct.pack("<IIIII", first, 0, 0, texts_at + len(texts), first)
        texts += library.encode() + b"\0"
    content = entries + bytes(20) + thunks + texts
    fixed = 112 if is_64_bit else 96
    optional = struct.pack("<H", 0x20B if is_64_bit else 0x10B).ljust(fixed - 4, b"\0")
    optional += struct.pack("<I", 16)
    optional += struct.pack("<IIII", 0, 0, _ADDRESS if imports else 0, len(entries)).ljust(
        128, b"\0"
    )
    section = struct.pack(
        "<8sIIIIIIHHI", b".idata", len(content), _ADDRESS, len(content), _OFFSET, 0, 0, 0, 0,
        0x40000040,
    )  # fmt: skip
    headers = b"MZ".ljust(0x3C, b"\0") + struct.pack(
        "<I4sHHIIIHH", 0x40, b"PE\0\0", 0x8664 if is_64_bit else 0x14C, 1, 0, 0, 0,
        len(optional), 0x2002,
    )  # fmt: skip
    return (headers + optional + section).ljust(_OFFSET, b"\0") + content
