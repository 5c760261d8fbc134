"""Tests of fetching source distributions, from folders instead of an index."""

from __future__ import annotations

import hashlib
import io
import tarfile
import tempfile
import unittest
from collections.abc import Mapping
from pathlib import Path

from tests.tools.wheel.sample_wheels import ENVIRONMENTS, TARGET, candidate_of, make_wheel
from tools.common.errors import ToolError
from tools.wheel.candidates import Candidate
from tools.wheel.cli import find_source
from tools.wheel.metadata import Dependency
from tools.wheel.sdist import (
    SourceDistribution,
    build_dependencies,
    download_sdist,
    read_sdist,
)

_PKG_INFO = """\
Metadata-Version: 2.2
Name: sample
Version: 1.0
Requires-Dist: a
Requires-Dist: b; sys_platform == 'win32'
"""


def _make_sdist(folder: Path, files: Mapping[str, str]) -> Path:
    """Writes a source distribution; returns its path."""
    sdist = folder / "sample-1.0.tar.gz"
    with tarfile.open(sdist, "w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(f"sample-1.0/{name}")
            member.size = len(content.encode())
            archive.addfile(member, io.BytesIO(content.encode()))
    return sdist


def _candidate(sdist: Path) -> Candidate:
    return Candidate("1.0", ["sha256:" + hashlib.sha256(sdist.read_bytes()).hexdigest()])


class SdistTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.index = self.folder / "index"
        self.index.mkdir()
        self.options = ["--no-index", f"--find-links={self.index}"]

    def _download(self, candidate: Candidate) -> Path:
        folder = self.folder / "download"
        folder.mkdir()
        return download_sdist("sample", candidate, TARGET, self.options, folder)

    def _failure(self, candidate: Candidate) -> str:
        with self.assertRaises(ToolError) as caught:
            self._download(candidate)
        message = str(caught.exception)
        self.assertNotIn("\n", message)
        return message

    def test_runs_no_code(self) -> None:
        witness = self.folder / "witness"
        setup = f"open({str(witness)!r}, 'w').close()\n"
        sdist = _make_sdist(self.index, {"PKG-INFO": _PKG_INFO, "setup.py": setup})
        # Not taken, though pip would prefer it.
        make_wheel(self.index)
        self.assertEqual(self._download(_candidate(sdist)).read_bytes(), sdist.read_bytes())
        self.assertFalse(witness.exists())

    def test_wrong_hash(self) -> None:
        sdist = _make_sdist(self.index, {"PKG-INFO": _PKG_INFO})
        actual = hashlib.sha256(sdist.read_bytes()).hexdigest()
        message = self._failure(Candidate("1.0", ["sha256:" + "0" * 64]))
        self.assertIn("sample 1.0: wrong hash", message)
        self.assertIn(actual, message)

    def test_only_a_wheel(self) -> None:
        message = self._failure(candidate_of(make_wheel(self.index)))
        self.assertIn("sample 1.0: no source distribution in the index", message)

    def test_unusable_options_of_pip(self) -> None:
        self.options = ["--no-such-option"]
        message = self._failure(Candidate("1.0", ["sha256:" + "0" * 64]))
        self.assertIn("sample 1.0: pip could not download it", message)

    def test_build_requirements(self) -> None:
        project = "[build-system]\nrequires = ['Cython[x]', \"c; sys_platform == 'win32'\"]\n"
        files = {"PKG-INFO": _PKG_INFO, "pyproject.toml": project, "more/PKG-INFO": "Name: other"}
        source = read_sdist(_make_sdist(self.folder, files))
        self.assertEqual((source.metadata.name, source.metadata.version), ("sample", "1.0"))
        self.assertEqual(
            build_dependencies(source, ENVIRONMENTS, left_out=[]),
            [Dependency("c"), Dependency("cython"), Dependency("cython", "x")],
        )
        self.assertEqual(
            build_dependencies(source, ENVIRONMENTS, left_out=["cython"]), [Dependency("c")]
        )

    def test_setuptools_without_a_project_file(self) -> None:
        source = read_sdist(_make_sdist(self.folder, {"PKG-INFO": _PKG_INFO}))
        self.assertEqual(source.build_requirements, ["setuptools"])

    def test_backends(self) -> None:
        def source(system: str) -> SourceDistribution:
            project = f"[build-system]\nrequires = ['a']\n{system}\n"
            files = {"PKG-INFO": _PKG_INFO, "pyproject.toml": project}
            return read_sdist(_make_sdist(self.folder, files))

        meson = source("build-backend = 'mesonpy'")
        self.assertEqual(meson.backend.name, "meson-python")
        # It asks for these only when it is started.
        self.assertEqual(meson.build_requirements, ["a", "ninja"])
        scikit = source("build-backend = 'scikit_build_core.build'")
        self.assertEqual(scikit.backend.name, "scikit-build-core")
        self.assertEqual(scikit.build_requirements, ["a", "cmake", "ninja"])
        legacy = source("build-backend = 'setuptools.build_meta:__legacy__'")
        self.assertEqual((legacy.backend.name, legacy.build_requirements), ("setuptools", ["a"]))
        own = source("build-backend = 'own'\nbackend-path = ['.']")
        self.assertEqual(own.backend.name, "setuptools")
        with self.assertRaisesRegex(
            ToolError,
            "^sample 1.0: its build-backend is maturin; setuptools, meson-python and "
            "scikit-build-core can be built from source: take a wheel, without build_from_source$",
        ):
            source("build-backend = 'maturin'")
        with self.assertRaisesRegex(ToolError, "its build-backend is setuptools_rust.build"):
            source("build-backend = 'setuptools_rust.build'")

    def test_damaged(self) -> None:
        sdist = self.folder / "sample-1.0.tar.gz"
        sdist.write_bytes(b"no archive")
        with self.assertRaisesRegex(ToolError, "sample-1.0.tar.gz: damaged"):
            read_sdist(sdist)
        with self.assertRaisesRegex(ToolError, "no sample-1.0/PKG-INFO"):
            read_sdist(_make_sdist(self.folder, {"setup.py": ""}))
        with self.assertRaisesRegex(ToolError, "pyproject.toml: "):
            read_sdist(_make_sdist(self.folder, {"PKG-INFO": _PKG_INFO, "pyproject.toml": "?"}))

    def test_report(self) -> None:
        sdist = _make_sdist(self.index, {"PKG-INFO": _PKG_INFO})
        candidate = _candidate(sdist)
        request = {
            "candidates": [
                {
                    "version": "1.0",
                    "hashes": candidate.hashes,
                    "marker": "sys_platform == 'linux'",
                }
            ],
            "environments": ENVIRONMENTS,
            "lock_file": "lock.txt",
            "name": "sample",
            "pip_options": self.options,
            "targets": {name: vars(TARGET) for name in ENVIRONMENTS},
            "locked_packages": [],
            "without_dependencies": [],
        }
        report = find_source(request, self.folder)
        self.assertEqual(report["sharing"], ["linux"])
        self.assertEqual(list(report["missing"]), ["windows"])
        wheel = report["wheel"]
        self.assertEqual((wheel["version"], wheel["sdist"]), ("1.0", sdist.name))
        self.assertEqual((wheel["backend"], wheel["backend_programs"]), ("setuptools", []))
        self.assertEqual(wheel["build_requirements"], [{"name": "setuptools", "extra": ""}])
        self.assertEqual(wheel["dependencies"]["everywhere"], [{"name": "a", "extra": ""}])
        self.assertEqual((self.folder / sdist.name).read_bytes(), sdist.read_bytes())

        two = [
            {"version": version, "hashes": [], "marker": marker}
            for version, marker in (
                ("1.0", "sys_platform == 'linux'"),
                ("2.0", "sys_platform == 'win32'"),
            )
        ]
        with self.assertRaisesRegex(ToolError, "pins 1.0 and 2.0: what is built from source"):
            find_source({**request, "candidates": two}, self.folder)


if __name__ == "__main__":
    unittest.main()
