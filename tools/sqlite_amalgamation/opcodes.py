"""The numbers and names of the virtual machine's instructions: opcodes.h and opcodes.c.

Ported from tool/mkopcodeh.tcl and tool/mkopcodec.tcl of SQLite, whose comments say why the numbers
are as they are: the order of instructions by number makes the machine's switches smaller.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tools.common.errors import ToolError

# Instructions that resolveP2Values() in vdbeaux.c treats specially. (rp2v_ops)
_RESOLVE_P2_VALUES = frozenset(
    {
        "OP_Transaction",
        "OP_AutoCommit",
        "OP_Savepoint",
        "OP_Checkpoint",
        "OP_Vacuum",
        "OP_JournalMode",
        "OP_VUpdate",
        "OP_VFilter",
        "OP_Init",
    }
)

# Instructions without a case of their own in vdbe.c, or last in spite of it.
_LAST = ("OP_Noop", "OP_Explain", "OP_Abortable")

# Properties in the order of their bits in OPFLG_INITIALIZER.
_FLAGS = ("jump", "in1", "in2", "in3", "out2", "out3", "ncycle", "jump0")

# VdbeOp.opcode is a byte.
_HIGHEST_OPCODE = 255

_HEADER_TOP = """\
/* Automatically generated.  Do not edit */
/* See the tool/mkopcodeh.tcl script for details */
"""

_HEADER_FLAGS = """
/* Properties such as "out2" or "jump" that are specified in
** comments following the "case" for each opcode in the vdbe.c
** are encoded into bitvectors as follows:
*/
#define OPFLG_JUMP        0x01  /* jump:  P2 holds jmp target */
#define OPFLG_IN1         0x02  /* in1:   P1 is an input */
#define OPFLG_IN2         0x04  /* in2:   P2 is an input */
#define OPFLG_IN3         0x08  /* in3:   P3 is an input */
#define OPFLG_OUT2        0x10  /* out2:  P2 is an output */
#define OPFLG_OUT3        0x20  /* out3:  P3 is an output */
#define OPFLG_NCYCLE      0x40  /* ncycle:Cycles count against P1 */
#define OPFLG_JUMP0       0x80  /* jump0:  P2 might be zero */
#define OPFLG_INITIALIZER {\\
"""

_HEADER_HIGHEST_JUMP = """\
}}

/* The resolve3P2Values() routine is able to run faster if it knows
** the value of the largest JUMP opcode.  The smaller the maximum
** JUMP opcode the better, so the mkopcodeh.tcl script that
** generated this include file strives to group all JUMP opcodes
** together near the beginning of the list.
*/
#define SQLITE_MX_JUMP_OPCODE  {}  /* Maximum JUMP opcode */
"""

_SOURCE_TOP = """\
/* Automatically generated.  Do not edit */
/* See the tool/mkopcodec.tcl script for details. */
#if !defined(SQLITE_OMIT_EXPLAIN) \\
 || defined(VDBE_PROFILE) \\
 || defined(SQLITE_DEBUG)
#if defined(SQLITE_ENABLE_EXPLAIN_COMMENTS) || defined(SQLITE_DEBUG)
# define OpHelp(X) "\\0" X
#else
# define OpHelp(X)
#endif
const char *sqlite3OpcodeName(int i){
 static const char *const azName[] = {
"""

_SOURCE_BOTTOM = """\
  };
  return azName[i];
}
#endif
"""


@dataclass
class Opcode:
    """One instruction of the virtual machine."""

    name: str
    """With its prefix, such as `OP_Goto`."""

    flags: set[str] = field(default_factory=set)
    """Properties among `_FLAGS`."""

    group: bool = False
    """Whether its number follows that of its neighbour in vdbe.c, if that is in a group, too."""

    token: str = ""
    """The parser's token, such as `TK_EQ`, whose number it has; empty for none."""

    number: int = -1
    """-1 until it is known."""

    synopsis: str = ""
    """One line of help; empty for none."""


@dataclass(frozen=True)
class OpcodeTable:
    """All instructions with their numbers."""

    opcodes: dict[int, Opcode]
    """By number. Numbers without an instruction are missing."""

    @property
    def highest(self) -> int:
        """The highest number in use."""
        return max(self.opcodes)

    @property
    def highest_jump(self) -> int:
        """The highest number of an instruction that jumps."""
        return max(
            (number for number, opcode in self.opcodes.items() if "jump" in opcode.flags),
            default=-1,
        )


def _tokens(parser_header: str) -> dict[str, int]:
    """Returns the numbers of the parser's tokens by name."""
    return {
        name: int(number)
        for name, number in re.findall(r"^#define (TK_\w+)\s+(\d+)", parser_header, re.MULTILINE)
    }


def _parse_case(line: str, tokens: dict[str, int]) -> Opcode:
    """Returns the instruction of a line `case OP_aaaa: /* same as TK_bbbb, jump, in1 */`.

    Raises:
        ToolError: the token is unknown.
    """
    words = [word.strip(",") for word in re.split(r"\s", line)]
    opcode = Opcode(words[1].strip(":"))
    # The last word is the end of the comment.
    remaining = iter(words[3:-1])
    for word in remaining:
        if word == "same":
            if next(remaining, "") == "as":
                opcode.token = next(remaining, "")
                if opcode.token not in tokens:
                    raise ToolError(f"vdbe.c: unknown token {opcode.token!r} in: {line}")
                opcode.number = tokens[opcode.token]
        elif word == "group":
            opcode.group = True
        elif word in _FLAGS:
            opcode.flags.add(word)
            if word == "jump0":
                opcode.flags.add("jump")
    return opcode


def _parse(parser_header: str, machine: str) -> list[Opcode]:
    """Returns the instructions in the order of their cases; tokens' numbers are already set.

    Raises:
        ToolError: there is none, or one is not understood.
    """
    tokens = _tokens(parser_header)
    opcodes = []
    synopses: dict[str, str] = {}
    documented = ""
    for line in machine.split("\n"):
        if match := re.match(r"^.. Opcode: +(\w+)", line):
            documented = "OP_" + match[1]
        if (match := re.match(r"^.. Synopsis: (.*)", line)) and documented:
            synopses[documented] = match[1].strip()
        if line.startswith("case OP_"):
            opcode = _parse_case(line, tokens)
            if opcode.name != "OP_Abortable":
                opcodes.append(opcode)
    if not opcodes:
        raise ToolError('vdbe.c: has no line "case OP_..."')
    known = {opcode.name for opcode in opcodes}
    opcodes += [Opcode(name) for name in _LAST if name not in known]
    for opcode in opcodes:
        opcode.synopsis = synopses.get(opcode.name, "")
    return opcodes


def _groups(opcodes: list[Opcode]) -> list[list[Opcode]]:
    """Returns the runs of neighbouring instructions that are in a group."""
    groups: list[list[Opcode]] = []
    in_group = False
    for opcode in opcodes:
        if opcode.group:
            if not in_group:
                groups.append([])
            groups[-1].append(opcode)
        in_group = opcode.group
    # Upstream counts a group when it sees the instruction after it.
    return groups[:-1] if in_group else groups


def number_opcodes(parser_header: str, machine: str) -> OpcodeTable:
    """Gives every instruction its number.

    Args:
        parser_header: text of parse.h, which numbers the parser's tokens.
        machine: text of vdbe.c, whose cases are the instructions.

    Raises:
        ToolError: the texts are not understood, or there are more instructions than fit a byte.
    """
    opcodes = _parse(parser_header, machine)
    table = {opcode.number: opcode for opcode in opcodes if opcode.number >= 0}
    last = -1

    def give(opcode: Opcode, number: int) -> None:
        opcode.number = number
        table[number] = opcode

    def next_free(number: int) -> int:
        number += 1
        while number in table:
            number += 1
        return number

    for opcode in opcodes:
        if opcode.name in _RESOLVE_P2_VALUES:
            last = next_free(last)
            give(opcode, last)
    for opcode in opcodes:
        if opcode.number < 0 and "jump" in opcode.flags:
            last = next_free(last)
            give(opcode, last)
    for group in _groups(opcodes):
        start = next_free(last)
        # One more than the group needs, as upstream.
        while any(start + offset in table for offset in range(len(group) + 1)):
            start = next_free(start)
        for opcode in group:
            if opcode.number < 0:
                give(opcode, start)
                start += 1
    for opcode in opcodes:
        if opcode.number < 0:
            last = next_free(last)
            give(opcode, last)
    if max(table) > _HIGHEST_OPCODE:
        raise ToolError(f"vdbe.c: {len(table)} instructions do not fit a byte")
    return OpcodeTable(table)


def opcodes_header(table: OpcodeTable) -> str:
    """Returns the text of opcodes.h."""
    lines = [_HEADER_TOP]
    for number in range(table.highest + 1):
        opcode = table.opcodes.get(number) or Opcode(f"OP_NotUsed_{number}")
        lines.append(f"#define {opcode.name:<16} {number:3}")
        remarks = [flag for flag in ("jump0", "jump") if flag in opcode.flags][:1]
        if opcode.token:
            remarks.append(f"same as {opcode.token}")
        if opcode.synopsis:
            remarks.append(f"synopsis: {opcode.synopsis}")
        if remarks:
            lines.append(f" /* {', '.join(remarks):<42} */")
        lines.append("\n")
    lines.append(_HEADER_FLAGS)
    for number in range(table.highest + 1):
        flags = table.opcodes[number].flags if number in table.opcodes else set()
        bits = sum(1 << bit for bit, flag in enumerate(_FLAGS) if flag in flags)
        if number % 8 == 0:
            lines.append(f"/* {number:3} */")
        lines.append(f" 0x{bits:02x},")
        if number % 8 == 7:
            lines.append("\\\n")
    lines.append(_HEADER_HIGHEST_JUMP.format(table.highest_jump))
    return "".join(lines)


def opcodes_source(table: OpcodeTable) -> str:
    """Returns the text of opcodes.c."""
    lines = [_SOURCE_TOP]
    for number in range(table.highest + 1):
        opcode = table.opcodes.get(number) or Opcode(f"OP_NotUsed_{number}")
        name = '"' + opcode.name.removeprefix("OP_") + '"'
        lines.append(f'    /* {number:3} */ {name:<18} OpHelp("{opcode.synopsis}"),\n')
    lines.append(_SOURCE_BOTTOM)
    return "".join(lines)
