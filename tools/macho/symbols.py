"""The symbol table of Mach-O images.

Layouts and values are from Apple's `<mach-o/loader.h>` and `<mach-o/nlist.h>`.
"""

from __future__ import annotations

import struct

from tools.common.alignment import align
from tools.macho.image import (
    LC_CODE_SIGNATURE,
    LC_DYSYMTAB,
    LC_SYMTAB,
    LINKEDIT_DATA,
    PAGE_SIZE,
    Buffer,
    Command,
    Image,
    malformed,
)
from tools.macho.signature import without_signature

_SYMTAB = struct.Struct("<4I")
"""symtab_command behind cmdsize: symoff, nsyms, stroff, strsize."""

_DYSYMTAB = struct.Struct("<18I")
"""dysymtab_command behind cmdsize: ilocalsym, nlocalsym, iextdefsym, nextdefsym, iundefsym,
nundefsym, six of tables that executables have not, indirectsymoff, nindirectsyms, four more."""

_INDIRECT_OFFSET, _INDIRECT_COUNT = 12, 13

_NLIST = struct.Struct("<IBBHQ")
"""nlist_64: n_strx, n_type, n_sect, n_desc, n_value."""

_INDIRECT_SYMBOL_LOCAL = 0x80000000
"""What an entry of the indirect symbol table says of a symbol that is not in the symbol table."""

_INDIRECT_SYMBOL_ABS = 0x40000000

_PADDING = 16
"""Linkers end their tables at a multiple of at most this many bytes."""


def without_local_symbols(content: Buffer) -> bytes:
    """Returns an image without the symbols that only debuggers read.

    What the image exports and imports stays. Its signature is cut off; the load command of it, if
    there is one, stays and tells of an empty one. Where the tables of symbols, indirect symbols and
    names are not the last part of the image, in this order, as linkers have it, all stays as it is.

    Args:
        content: the image.

    Raises:
        ToolError: the image is malformed.
    """
    image = Image(content)
    kept = without_signature(image)
    symtab_command, dysymtab_command = image.command(LC_SYMTAB), image.command(LC_DYSYMTAB)
    if symtab_command is None or dysymtab_command is None:
        return bytes(content)
    symbols_offset, count, names_offset, names_size = _fields(content, symtab_command, _SYMTAB)
    dynamic = list(_fields(content, dysymtab_command, _DYSYMTAB))
    local_count, defined_count, undefined_count = dynamic[1], dynamic[3], dynamic[5]
    indirect_offset, indirect_count = dynamic[_INDIRECT_OFFSET], dynamic[_INDIRECT_COUNT]
    if (
        dynamic[:6:2] != [0, local_count, local_count + defined_count]
        or local_count + defined_count + undefined_count != count
        or symbols_offset + count * _NLIST.size != indirect_offset
        or align(indirect_offset + indirect_count * 4, 8) != names_offset
        or not names_offset + names_size <= len(kept) < names_offset + names_size + _PADDING
    ):
        return bytes(content)

    names = bytes(kept[names_offset : names_offset + names_size])
    new_symbols, new_names = bytearray(), bytearray(1)
    start = symbols_offset + local_count * _NLIST.size
    for name, *fields in _NLIST.iter_unpack(kept[start:indirect_offset]):
        new_symbols += _NLIST.pack(len(new_names), *fields)
        end = names.find(b"\0", name)
        if end < 0:
            raise malformed("the name of a symbol lies outside of the table of names")
        new_names += names[name : end + 1]
    indirect = struct.unpack_from(f"<{indirect_count}I", kept, indirect_offset)
    new_indirect = struct.pack(
        f"<{indirect_count}I", *(_without_locals(index, local_count) for index in indirect)
    )

    result = bytearray(kept[:symbols_offset])
    result += new_symbols
    dynamic[:6] = [0, 0, 0, defined_count, defined_count, undefined_count]
    dynamic[_INDIRECT_OFFSET] = len(result)
    result += new_indirect + bytes(-len(new_indirect) % 8)
    _SYMTAB.pack_into(
        result,
        symtab_command.offset + 8,
        symbols_offset,
        count - local_count,
        len(result),
        len(new_names),
    )
    result += new_names
    _DYSYMTAB.pack_into(result, dysymtab_command.offset + 8, *dynamic)
    _end_linkedit(result, image)
    return bytes(result)


def _fields(content: Buffer, command: Command, layout: struct.Struct) -> tuple[int, ...]:
    if command.size != 8 + layout.size:
        raise malformed(f"its load command {command.kind:#x} has a wrong size, {command.size}")
    return layout.unpack_from(content, command.offset + 8)


def _without_locals(index: int, local_count: int) -> int:
    """Returns what an entry of the indirect symbol table is without local symbols."""
    if index & (_INDIRECT_SYMBOL_LOCAL | _INDIRECT_SYMBOL_ABS):
        return index
    return index - local_count if index >= local_count else _INDIRECT_SYMBOL_LOCAL


def _end_linkedit(content: bytearray, image: Image) -> None:
    """Ends the segment __LINKEDIT, and an empty signature, where the content ends."""
    linkedit = image.segment("__LINKEDIT")
    if linkedit is None:
        raise malformed("it has no segment __LINKEDIT")
    linkedit.filesize = len(content) - linkedit.fileoff
    linkedit.vmsize = align(linkedit.filesize, PAGE_SIZE)
    linkedit.write(content)
    command = image.command(LC_CODE_SIGNATURE)
    if command is not None:
        LINKEDIT_DATA.pack_into(
            content, command.offset, command.kind, command.size, len(content), 0
        )
