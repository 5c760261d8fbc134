"""Tests of the private apt, with a recorder in place of apt's programs."""

import os
import stat
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from tools.bazelw.apt import Apt, SourceFile, read_source_files, stanzas
from tools.bazelw.mirrors import Mirrors

SOURCES = """\
Package: zlib
Version: 1:1.3.1-1
Files:
 00 10 zlib_1.3.1-1.dsc
Checksums-Sha256:
 aa 10 zlib_1.3.1-1.dsc
 bb 2000 zlib_1.3.1.orig.tar.gz
Directory: pool/main/z/zlib

Package: broken
Version: 1
"""

DUMP = """\
APT::Architecture "riscv64";
Dir::Etc::parts "apt.conf.d";
Acquire::cdrom::mount "/media/cdrom/";
Acquire::http::Proxy "http://proxy.example:3142";
Acquire::https::CAInfo "/etc/ca.pem";
Acquire::Retries "5";
Acquire::Languages:: "de";
Acquire::IndexTargets::deb::x "y";
"""


class ReadTest(unittest.TestCase):
    def test_stanzas_keep_first_lines(self) -> None:
        text = "Package: a\nDescription: one\n two\n\nPackage: b\n\n\n"
        self.assertEqual(
            list(stanzas(text)), [{"Package": "a", "Description": "one"}, {"Package": "b"}]
        )

    def test_source_files(self) -> None:
        files = list(read_source_files(SOURCES))
        self.assertEqual(
            files[1], SourceFile("zlib", "1:1.3.1-1", "zlib_1.3.1.orig.tar.gz", 2000, "bb")
        )
        self.assertEqual(len(files), 2)


class AptTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        programs = self.folder / "bin"
        programs.mkdir()
        (self.folder / "dump").write_text(DUMP)
        self.script(programs / "apt-config", f"cat {self.folder}/dump")
        self.script(programs / "apt-cache", "echo 'E: No packages found' >&2; exit 100")
        self.script(
            programs / "apt-get",
            f"echo $* in $PWD with $APT_CONFIG >> {self.folder}/calls; [ ! -e {self.folder}/fail ]"
            " || { echo 'W: one'; echo 'E: two' >&2; exit 100; }",
        )
        patch = mock.patch.dict(os.environ, {"PATH": f"{programs}:/usr/bin:/bin"})
        patch.start()
        self.addCleanup(patch.stop)
        mirrors = Mirrors("http://m/debian", "http://m/security", Path("/k.gpg"))
        self.apt = Apt(self.folder / "apt", mirrors, "amd64")

    def script(self, file: Path, body: str) -> None:
        file.write_text(f"#!/bin/sh\n{body}\n")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)

    def test_takes_over_only_how_to_reach_mirrors(self) -> None:
        configuration = (self.folder / "apt/apt.conf").read_text()
        for line in ("http::Proxy", "https::CAInfo", 'Acquire::Retries "5"'):
            self.assertIn(line, configuration)
        for line in ("cdrom", "riscv64", '"de"', "deb::x", "apt.conf.d"):
            self.assertNotIn(line, configuration)
        self.assertIn('APT::Architecture "amd64";', configuration)

    def test_update_names_suites(self) -> None:
        self.assertIsNone(self.apt.update(["forky"], ["trixie", "sid"]))
        self.assertEqual(
            (self.folder / "apt/sources.list").read_text().splitlines(),
            [
                "deb [signed-by=/k.gpg] http://m/debian forky main",
                "deb-src [signed-by=/k.gpg] http://m/debian trixie main",
                "deb-src [signed-by=/k.gpg] http://m/debian trixie-updates main",
                "deb-src [signed-by=/k.gpg] http://m/security trixie-security main",
                "deb-src [signed-by=/k.gpg] http://m/debian sid main",
            ],
        )
        self.assertIn(f"with {self.folder}/apt/apt.conf", (self.folder / "calls").read_text())

    def test_complaints_are_given(self) -> None:
        (self.folder / "fail").touch()
        self.assertEqual(self.apt.update(["forky"], []), "E: two")
        self.assertEqual(self.apt.download(["a=1"], self.folder / "d"), "E: two")

    def test_downloads_from_the_pool(self) -> None:
        file = self.folder / "d" / "a.tar.gz"
        helper = self.folder / "bin" / "apt-helper"
        self.script(helper, f"echo $* with $APT_CONFIG > {self.folder}/calls; [ $4 != SHA256:bad ]")
        with mock.patch("tools.bazelw.apt._HELPER", str(helper)):
            self.assertIsNone(self.apt.download_from_pool("pool/a.tar.gz", "aa", file))
            self.assertEqual(
                (self.folder / "calls").read_text(),
                f"download-file http://m/debian/pool/a.tar.gz {file} SHA256:aa "
                f"with {self.folder}/apt/apt.conf\n",
            )
            complaint = self.apt.download_from_pool("pool/a.tar.gz", "bad", file)
            self.assertEqual(complaint, "it says nothing")

    def test_downloads_only_upstreams_tarballs(self) -> None:
        self.assertIsNone(self.apt.download_sources(["a=1"], self.folder / "d"))
        self.assertIn(
            f"source --download-only --tar-only a=1 in {self.folder}/d",
            (self.folder / "calls").read_text(),
        )

    def test_unknown_packages(self) -> None:
        self.assertEqual(self.apt.show(["nothing"]), {})
        self.assertEqual(self.apt.source_files(["nothing"]), [])


if __name__ == "__main__":
    unittest.main()
