"""Tests of the names of files and modules."""

import unittest

from tools.common.errors import ToolError
from tools.common.import_roots import ImportRoots, ModuleName, module_name


class RelativePathsTest(unittest.TestCase):
    def test_repository_is_a_root_of_its_own(self) -> None:
        self.assertEqual(ImportRoots([]).relative_paths("_main/a/b.py"), ["a/b.py"])

    def test_explicit_roots_come_before_the_repository(self) -> None:
        roots = ImportRoots(["_main/src"])
        self.assertEqual(roots.relative_paths("_main/src/a.py"), ["a.py", "src/a.py"])

    def test_order_of_explicit_roots_is_kept(self) -> None:
        roots = ImportRoots(["_main/x", "_main/x/y"])
        self.assertEqual(roots.relative_paths("_main/x/y/a.py"), ["y/a.py", "a.py", "x/y/a.py"])

    def test_repository_given_explicitly_counts_once(self) -> None:
        roots = ImportRoots(["_main", "_main/src"])
        self.assertEqual(roots.relative_paths("_main/src/a.py"), ["src/a.py", "a.py"])

    def test_roots_of_other_folders_do_not_matter(self) -> None:
        roots = ImportRoots(["other", "_main/sr", "_main/src/a.py"])
        self.assertEqual(roots.relative_paths("_main/src/a.py"), ["src/a.py"])

    def test_folders_that_are_no_identifiers_hide_the_outer_root(self) -> None:
        roots = ImportRoots(["click/site-packages"])
        self.assertEqual(
            roots.relative_paths("click/site-packages/click/core.py"), ["click/core.py"]
        )

    def test_folders_below_the_innermost_root_may_have_any_name(self) -> None:
        roots = ImportRoots(["click/site-packages"])
        self.assertEqual(
            roots.relative_paths("click/site-packages/click-8.1.dist-info/METADATA"),
            ["click-8.1.dist-info/METADATA"],
        )

    def test_roots_are_normalized(self) -> None:
        roots = ImportRoots(["_main/lib/../src/", "_main/./src"])
        self.assertEqual(roots.relative_paths("_main/src/a.py"), ["a.py", "src/a.py"])

    def test_runfiles_root_as_a_root(self) -> None:
        roots = ImportRoots(["."])
        self.assertEqual(roots.relative_paths("_main/a.py"), ["_main/a.py", "a.py"])

    def test_root_outside_of_the_runfiles_is_an_error(self) -> None:
        for root in ("../x", "/x", "_main/../../x"):
            with self.subTest(root), self.assertRaisesRegex(ToolError, "runfiles tree"):
                ImportRoots([root])

    def test_file_without_repository_is_an_error(self) -> None:
        with self.assertRaisesRegex(ToolError, "not in the folder of a repository"):
            ImportRoots([]).relative_paths("a.py")


class ModuleNameTest(unittest.TestCase):
    def test_modules_and_packages(self) -> None:
        self.assertEqual(module_name("a"), ModuleName("a", False))
        self.assertEqual(module_name("a/b"), ModuleName("a.b", False))
        self.assertEqual(module_name("a/b/__init__"), ModuleName("a.b", True))
        self.assertEqual(module_name("a/__main__"), ModuleName("a.__main__", False))

    def test_parts_need_not_be_identifiers(self) -> None:
        self.assertEqual(
            module_name("shop/migrations/0001_initial"),
            ModuleName("shop.migrations.0001_initial", False),
        )

    def test_what_no_import_can_name(self) -> None:
        for path in ("a.b", "x-1.0/a", "__init__", "a//b"):
            with self.subTest(path):
                self.assertIsNone(module_name(path))


if __name__ == "__main__":
    unittest.main()
