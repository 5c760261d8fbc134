"""Tests of the numbers of the virtual machine's instructions."""

from __future__ import annotations

import unittest

from tools.common.errors import ToolError
from tools.sqlite_amalgamation.opcodes import number_opcodes, opcodes_header, opcodes_source

PARSER_HEADER = "#define TK_SEMI                            1\n#define TK_EQ                   4\n"

MACHINE = """\
/* Opcode:  Goto * P2 * * *
**
** Jumps.
*/
case OP_Goto: {             /* jump */
/* Opcode: Add P1 P2 P3 * *
** Synopsis: r[P3]=r[P1]+r[P2]
*/
case OP_Add:                   /* same as TK_SEMI, in1, in2, out3 */
case OP_First:                 /* group */
case OP_Second:                /* group, jump0, in1 */
case OP_Init: {          /* jump0 */
case OP_Eq:               /* same as TK_EQ, jump, in1, in3 */
case OP_Abortable: {
  case OP_Nested:
"""


class OpcodesTest(unittest.TestCase):
    def setUp(self) -> None:
        self.table = number_opcodes(PARSER_HEADER, MACHINE)
        self.numbers = {opcode.name: number for number, opcode in self.table.opcodes.items()}

    def test_tokens_give_their_number(self) -> None:
        self.assertEqual(self.numbers["OP_Add"], 1)
        self.assertEqual(self.numbers["OP_Eq"], 4)

    def test_special_instructions_come_first_then_jumps_then_the_rest(self) -> None:
        self.assertEqual(self.numbers["OP_Init"], 0)
        self.assertEqual(self.numbers["OP_Goto"], 2)
        self.assertEqual(self.numbers["OP_Second"], 3)
        self.assertEqual(self.table.highest_jump, 4)
        self.assertEqual(self.numbers["OP_First"], 5)

    def test_instructions_without_a_case_come_last(self) -> None:
        self.assertEqual(
            [self.numbers[name] for name in ("OP_Noop", "OP_Explain", "OP_Abortable")], [6, 7, 8]
        )
        self.assertNotIn("OP_Nested", self.numbers)

    def test_header(self) -> None:
        header = opcodes_header(self.table)
        self.assertIn(
            "#define OP_Add             1 /* same as TK_SEMI, synopsis: r[P3]=r[P1]+r[P2] */\n",
            header,
        )
        self.assertIn(
            "#define OP_Init            0 /* jump0                                      */\n",
            header,
        )
        self.assertIn("/*   0 */ 0x81, 0x26, 0x01, 0x83, 0x0b, 0x00, 0x00, 0x00,\\\n", header)
        self.assertIn("#define SQLITE_MX_JUMP_OPCODE  4  ", header)

    def test_source_names_all(self) -> None:
        source = opcodes_source(self.table)
        self.assertIn('    /*   1 */ "Add"              OpHelp("r[P3]=r[P1]+r[P2]"),\n', source)
        self.assertEqual(source.count("OpHelp("), len(self.table.opcodes) + 2)

    def test_number_without_instruction(self) -> None:
        table = number_opcodes("#define TK_A 9\n", "case OP_A: /* same as TK_A */\n")
        self.assertIn("#define OP_NotUsed_3       3\n", opcodes_header(table))
        self.assertIn('"NotUsed_3"', opcodes_source(table))

    def test_unknown_token(self) -> None:
        with self.assertRaisesRegex(ToolError, "unknown token 'TK_X'"):
            number_opcodes("", "case OP_A: /* same as TK_X */\n")

    def test_no_instruction(self) -> None:
        with self.assertRaisesRegex(ToolError, "has no line"):
            number_opcodes(PARSER_HEADER, "int main(void){}\n")

    def test_too_many(self) -> None:
        machine = "".join(f"case OP_X{number}:\n" for number in range(254))
        with self.assertRaisesRegex(ToolError, "257 instructions do not fit a byte"):
            number_opcodes("", machine)


if __name__ == "__main__":
    unittest.main()
