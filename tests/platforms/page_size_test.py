"""Executables for aarch64 run with pages of every size that its kernels use.

qemu maps a program, and tells it, pages of the size it is asked for.
"""

from __future__ import annotations

import unittest

from tests.emulators import emulators
from tests.skipping import skip

_PROGRAM = """
import mmap
print(mmap.PAGESIZE)

# Packed modules, compressed ones among them; memory that is mapped; a thread; a fork.
import decimal, os, pydoc, threading
with mmap.mmap(-1, 3 * mmap.PAGESIZE) as memory:
    memory[2 * mmap.PAGESIZE] = 1
thread = threading.Thread(target=decimal.Decimal(2).sqrt)
thread.start()
thread.join()
child = os.fork()
if child == 0:
    os._exit(7)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


class PageSizeTest(unittest.TestCase):
    """4, 16 and 64 KiB."""

    def test_runs(self) -> None:
        for size in (4096, 16384, 65536):
            with self.subTest(size):
                result = emulators.under_test("-c", _PROGRAM, env={"QEMU_PAGESIZE": str(size)})
                self.assertEqual((0, ""), (result.returncode, result.stderr))
                shown, exit_code = result.stdout.split()
                if shown != str(size):
                    skip(f"this qemu-aarch64 has pages of {shown} only: use version 7 or 8")
                self.assertEqual("7", exit_code)


if __name__ == "__main__":
    unittest.main()
