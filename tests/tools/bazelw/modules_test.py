"""Tests of resolving modules from the disk."""

import json
import tempfile
import unittest
from pathlib import Path

from tools.bazelw import modules
from tools.bazelw.failure import Failure


class ModulesTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.base = self.folder / "base"
        for name in modules.ALWAYS_IN_GRAPH:
            self.module(f"rules/{name}", f'module(name = "{name}", version = "1.0")\n')

    def module(self, folder: str, text: str) -> None:
        (self.base / folder).mkdir(parents=True)
        (self.base / folder / "MODULE.bazel").write_text(text)

    def write(self) -> list:
        return modules.write_modules(
            self.base,
            self.folder / "stubs",
            self.folder / "registry",
            {"bazel-lib": "3.7.2", "bazel-rules-pkg": "0.9.1"},
        )

    def test_options(self) -> None:
        options = self.write()
        self.assertEqual(options[0], f"--registry=file://{self.folder}/registry")
        self.assertIn(f"--override_module=rules_cc={self.base}/rules/rules_cc", options)
        self.assertIn(f"--override_module=zlib={self.folder}/stubs/zlib", options)
        names = {option.split("=")[1] for option in options[1:]}
        self.assertEqual(names, modules.ALWAYS_IN_GRAPH | set(modules.STUBS))
        registry = json.loads((self.folder / "registry/bazel_registry.json").read_text())
        self.assertEqual(registry, {"module_base_path": str(self.base)})

    def test_optional_module_is_registered_under_all_asked_versions(self) -> None:
        self.module(
            "rules/pkg", 'module(\n    name = "rules_pkg",\n    compatibility_level = 1,\n)\n'
        )
        self.module(
            "tools/lib",
            'module(name = "bazel_lib", version = "0.0.0")\n'
            'bazel_dep(name = "rules_pkg", version = "9.9")\n',
        )
        self.write()
        pkg = self.folder / "registry/modules/rules_pkg"
        versions = {entry.name for entry in pkg.iterdir() if entry.is_dir()}
        self.assertEqual(versions, {"0.9.1", "9.9", *modules.ALIASES["rules_pkg"]})
        metadata = json.loads((pkg / "metadata.json").read_text())
        self.assertEqual(set(metadata["versions"]), versions)
        text = (pkg / "9.9/MODULE.bazel").read_text()
        self.assertIn('version = "9.9"', text)
        self.assertIn("compatibility_level = 1", text)
        source = json.loads((pkg / "9.9/source.json").read_text())
        self.assertEqual(source, {"type": "local_path", "path": "rules/pkg"})
        # The module's own file must agree with the registry's.
        self.assertIn('version = "0.9.1"', (self.base / "rules/pkg/MODULE.bazel").read_text())
        self.assertIn('version = "3.7.2"', (self.base / "tools/lib/MODULE.bazel").read_text())

    def test_missing_module(self) -> None:
        (self.base / "rules/rules_cc/MODULE.bazel").unlink()
        with self.assertRaisesRegex(Failure, "lack the modules rules_cc"):
            self.write()

    def test_with_version(self) -> None:
        for text in (
            'module(name = "m")\n',
            'module(name = "m", version = "1")\n',
            "module(\n    name = \"m\",\n    version = '1',\n)\n",
            'module(\n    name = "m",\n)\n',
        ):
            changed = modules.with_version(text, "2")
            self.assertEqual(modules.module_name(changed), "m")
            self.assertEqual(changed.count("version"), 1)
            self.assertIn('version = "2"', changed)
            scope = {"module": lambda **arguments: self.assertEqual(arguments["version"], "2")}
            exec(changed, scope)


if __name__ == "__main__":
    unittest.main()
