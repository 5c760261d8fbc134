"""Tests of the cache of shared libraries: what Windows refuses. The rest is in tests/e2e."""

from __future__ import annotations

import os
import tempfile
import unittest
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from _packed_importlib import library_cache


@dataclass
class _File:
    path: str
    data: bytes

    def content(self) -> memoryview:
        return memoryview(self.data)


class LibraryCacheTest(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.cache = Path(temporary.name, "cache")
        environment = {library_cache.CACHE_VARIABLE: str(self.cache)}
        self.enterContext(mock.patch.dict(os.environ, environment))
        self.files = [_File("a.dll", b"a"), _File("p/b.pyd", b"b")]

    def _fill(self) -> Path:
        return Path(library_cache.cached_folder("set", self.files))

    def _names(self) -> list[str]:
        return sorted(path.name for path in self.cache.rglob("*") if path.is_file())

    def _on_windows(self, sleeps: list[float]) -> None:
        self.enterContext(mock.patch.object(library_cache, "_DELAYS", (0.5, 1.5)))
        self.enterContext(mock.patch.object(library_cache.time, "sleep", sleeps.append))
        self.enterContext(mock.patch.object(library_cache.sys, "platform", "win32"))
        self.enterContext(
            mock.patch.object(library_cache, "_is_running_on_windows", lambda process: True)
        )

    def test_files(self) -> None:
        folder = self._fill()
        self.assertEqual(folder, self.cache / "set")
        self.assertEqual((folder / "p" / "b.pyd").read_bytes(), b"b")
        self.assertEqual(self._names(), ["a.dll", "b.pyd", "stamps"])

    def test_folder_is_named_when_nobody_looks_at_it(self) -> None:
        sleeps: list[float] = []
        self._on_windows(sleeps)
        with mock.patch.object(os, "rename", _refusing(os.rename, times=2)):
            self.assertEqual((self._fill() / "a.dll").read_bytes(), b"a")
        self.assertEqual(sleeps, [0.5, 1.5])

    def test_refused_for_good(self) -> None:
        sleeps: list[float] = []
        self._on_windows(sleeps)
        with (
            mock.patch.object(os, "rename", _refusing(os.rename, times=99)),
            self.assertRaisesRegex(library_cache.CacheError, "in use"),
        ):
            self._fill()
        self.assertEqual(sleeps, [0.5, 1.5])
        self.assertEqual(self._names(), [])

    def test_loaded_library_is_put_aside(self) -> None:
        library = self._fill() / "a.dll"
        library.write_bytes(b"damaged")
        self._on_windows([])
        remove = os.unlink

        def unlink(path: str) -> None:
            if ".old." in os.fspath(path):
                raise PermissionError(13, "in use", path)
            remove(path)

        with (
            mock.patch.object(os, "replace", _refusing(os.replace, times=1)),
            mock.patch.object(os, "unlink", unlink),
        ):
            self._fill()
        self.assertEqual(library.read_bytes(), b"a")
        (aside,) = library.parent.glob("*.tmp")
        self.assertEqual(aside.read_bytes(), b"damaged")

        # It goes when its process has ended, and something else is repaired.
        library.write_bytes(b"damaged again")
        with mock.patch.object(library_cache, "_is_running_on_windows", lambda process: False):
            self._fill()
        self.assertEqual(self._names(), ["a.dll", "b.pyd", "stamps"])

    def test_elsewhere_nothing_is_put_aside(self) -> None:
        library = self._fill() / "a.dll"
        library.write_bytes(b"damaged")
        with (
            mock.patch.object(os, "replace", _refusing(os.replace, times=1)),
            self.assertRaises(library_cache.CacheError),
        ):
            self._fill()


def _refusing(function, times: int):  # type: ignore[no-untyped-def]
    """Returns a function that refuses some times, and then does what `function` does."""
    left = times

    def call(source: str, target: str) -> None:
        nonlocal left
        if left:
            left -= 1
            raise PermissionError(13, "in use", target)
        function(source, target)

    return call


if __name__ == "__main__":
    unittest.main()
