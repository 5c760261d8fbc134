"""Runs the fuzz target of the reader with libFuzzer and AddressSanitizer for a bounded time.

Needs a clang with its fuzzer runtime (Debian's packages clang and libclang-rt-14-dev); where there
is none the test is skipped, and says so. What runs everywhere is the target `fuzz_test`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from tests.skipping import skip

SECONDS = 20

SOURCES = [
    "tests/loader/packed_resources_fuzzer.c",
    "loader/checksum.c",
    "loader/config_fields.c",
    "loader/packed_resources.c",
    "loader/packed_tree.c",
    "loader/run_configuration.c",
    "loader/system_posix.c",
]

FLAGS = [
    "-std=c11",
    "-O1",
    "-g",
    "-DFUZZER_WITHOUT_ZLIB",
    "-DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION",
    "-fsanitize=fuzzer,address,undefined",
    "-fno-sanitize-recover=undefined",
    "-I.",
]


class LibFuzzerTest(unittest.TestCase):
    """The fuzz target under libFuzzer."""

    def test_fuzz_target(self) -> None:
        clang = shutil.which("clang", path="/usr/bin:/usr/local/bin")
        if clang is None:
            skip("no clang on this machine")
        with tempfile.TemporaryDirectory() as folder:
            fuzzer = Path(folder) / "fuzzer"
            compiled = subprocess.run(
                [clang, *FLAGS, *SOURCES, "-o", str(fuzzer)],
                capture_output=True,
                text=True,
                check=False,
            )
            if "libclang_rt" in compiled.stderr:
                skip("clang's fuzzer runtime is not installed")
            self.assertEqual(compiled.returncode, 0, compiled.stderr)
            corpus = Path(folder) / "corpus"
            corpus.mkdir()
            subprocess.run([*SEED_COMMAND, str(corpus / "sample")], check=True)
            ran = subprocess.run(
                [
                    str(fuzzer),
                    f"-max_total_time={SECONDS}",
                    "-seed=1",
                    "-max_len=8192",
                    str(corpus),
                ],
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
            )
            self.assertEqual(ran.returncode, 0, ran.stderr[-4000:])


if __name__ == "__main__":
    SEED_COMMAND = [sys.argv.pop(1)]
    unittest.main(verbosity=2)
