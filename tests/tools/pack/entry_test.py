"""Tests of where the program starts."""

import importlib.util
import marshal
import unittest

from tools.common.errors import ToolError
from tools.common.import_roots import ImportRoots
from tools.pack.entry import add_script_of_entry_point, check_start, set_main
from tools.packed_resources.blob import stored
from tools.packed_resources.resources import Module, Resources


def _resources(*names: str) -> Resources:
    resources = Resources(0)
    for name in names:
        path = name.replace(".", "/") + ".py"
        resources.modules[name] = Module(path, True, stored(name.encode()))
    return resources


class SetMainTest(unittest.TestCase):
    def _main(self, resources: Resources, main: str, *roots: str) -> str:
        set_main(resources, ImportRoots(roots), main)
        self.assertEqual(next(iter(resources.modules)), "__main__")
        alias = resources.modules["__main__"]
        self.assertFalse(alias.is_package)
        (name,) = {
            name
            for name, module in resources.modules.items()
            if module.code is alias.code and name != "__main__"
        }
        return name

    def test_module_name(self) -> None:
        self.assertEqual(self._main(_resources("a", "b.c"), "b.c"), "b.c")

    def test_runfiles_path(self) -> None:
        self.assertEqual(self._main(_resources("a", "b.c"), "_main/b/c.py"), "b.c")

    def test_runfiles_path_takes_the_first_root(self) -> None:
        resources = _resources("app", "src.app")
        self.assertEqual(self._main(resources, "_main/src/app.py", "_main/src"), "app")

    def test_runfiles_path_takes_the_name_that_is_packed(self) -> None:
        resources = _resources("src.app")
        self.assertEqual(self._main(resources, "_main/src/app.py", "_main/src"), "src.app")

    def test_main_of_a_library_is_replaced(self) -> None:
        resources = _resources("__main__", "app")
        self.assertEqual(self._main(resources, "app"), "app")

    def test_not_packed(self) -> None:
        for main in ("x", "_main/x.py"):
            with self.subTest(main), self.assertRaisesRegex(ToolError, "list it in srcs or deps"):
                set_main(_resources("a"), ImportRoots([]), main)

    def test_not_a_source(self) -> None:
        with self.assertRaisesRegex(ToolError, r"not a \.py file"):
            set_main(_resources("a"), ImportRoots([]), "_main/a.sh")


class CheckStartTest(unittest.TestCase):
    def test_module_is_there(self) -> None:
        for config in (
            ("run_module", "a"),
            ("entry_point", "a:f.g"),
            ("arg", "x"),
            ("certificates", "certifi"),
        ):
            resources = _resources("a", "certifi")
            resources.config = [config]
            check_start(resources)

    def test_module_is_missing(self) -> None:
        for config in (("run_module", "b"), ("entry_point", "b:f")):
            resources = _resources("a")
            resources.config = [config]
            with self.subTest(config), self.assertRaisesRegex(ToolError, "no module b among"):
                check_start(resources)

    def test_certificates_are_missing(self) -> None:
        resources = _resources("a")
        resources.config = [("run_module", "a"), ("certificates", "certifi")]
        with self.assertRaisesRegex(
            ToolError, "certificates certifi: no module certifi .* to deps"
        ):
            check_start(resources)


class ScriptOfEntryPointTest(unittest.TestCase):
    def _resources(self, entry_point: str) -> Resources:
        resources = _resources("string", "__main__")
        resources.bytecode_magic = int.from_bytes(importlib.util.MAGIC_NUMBER, "little")
        resources.config = [("entry_point", entry_point), ("optimize", "1")]
        return resources

    def test_calls_the_entry_point_as_main_module_only(self) -> None:
        resources = self._resources("string:Formatter.vformat.__class__")
        add_script_of_entry_point(resources)
        script = resources.modules["__main__"]
        self.assertEqual((script.path, script.is_package), ("__main__.py", False))
        code = marshal.loads(b"".join(script.code.chunks()))
        namespace = {"__name__": "__mp_main__"}
        exec(code, namespace)
        self.assertIn("Formatter", namespace)
        with self.assertRaises(TypeError):  # a function's class needs arguments
            exec(code, {"__name__": "__main__"})

    def test_without_entry_point(self) -> None:
        resources = _resources("a")
        resources.config = [("run_module", "a")]
        add_script_of_entry_point(resources)
        self.assertNotIn("__main__", resources.modules)

    def test_other_python(self) -> None:
        resources = self._resources("string:capwords")
        resources.bytecode_magic += 1
        with self.assertRaisesRegex(ToolError, "another version of Python"):
            add_script_of_entry_point(resources)


if __name__ == "__main__":
    unittest.main()
