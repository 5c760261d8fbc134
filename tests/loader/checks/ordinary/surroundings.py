"""What a package sees of the installation it is in."""

from __future__ import annotations

import builtins
import importlib
import os
import site
import sys
import sysconfig
import unittest

from ordinary.support import ROOT, folder_with


class Site(unittest.TestCase):
    """The module site, which has not been run (`python -I -S`)"""

    def test_nothing_is_added(self) -> None:
        path, prefixes = list(sys.path), list(site.PREFIXES)
        importlib.reload(site)
        self.assertEqual((sys.path, site.PREFIXES), (path, prefixes))
        self.assertFalse(site.ENABLE_USER_SITE)
        self.assertNotIn("sitecustomize", sys.modules)
        self.assertNotIn("usercustomize", sys.modules)
        self.assertEqual(sys.flags.no_site, 1)
        self.assertEqual(sys.flags.no_user_site, 1)
        self.assertEqual(sys.flags.isolated, 1)

    def test_folders(self) -> None:
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        if os.name == "nt":
            expected = [sys.prefix, os.path.join(sys.prefix, "Lib", "site-packages")]
        else:
            expected = [os.path.join(sys.prefix, "lib", version, "site-packages")]
        self.assertEqual(site.getsitepackages(), expected)
        self.assertIsInstance(site.getuserbase(), str)
        self.assertNotIn(site.getusersitepackages(), sys.path)

    def test_pth_files(self) -> None:
        files = {"a.pth": "import sys; sys.from_pth = True\n", "module.py": ""}
        with folder_with(files) as folder:
            sys.path.append(str(folder))
            importlib.import_module("module")
            self.assertFalse(hasattr(sys, "from_pth"))
            # Unless the program asks for it.
            site.addsitedir(str(folder))
            self.assertTrue(sys.from_pth)
            del sys.from_pth


class Prefixes(unittest.TestCase):
    """sys.prefix and its like, sysconfig"""

    def test_no_virtual_environment(self) -> None:
        self.assertEqual(sys.prefix, sys.base_prefix)
        self.assertEqual(sys.exec_prefix, sys.base_exec_prefix)
        self.assertTrue(os.path.isabs(sys.prefix))
        self.assertTrue(os.path.exists(sys.prefix))
        self.assertIsInstance(sys.platlibdir, str)
        self.assertTrue(os.path.isfile(sys.executable))

    def test_sysconfig(self) -> None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        self.assertEqual(sysconfig.get_python_version(), version)
        self.assertEqual(
            sysconfig.get_default_scheme(), "nt" if os.name == "nt" else "posix_prefix"
        )
        paths = sysconfig.get_paths()
        self.assertLessEqual(set(sysconfig.get_path_names()), set(paths))
        for name in ("stdlib", "platstdlib", "purelib", "platlib", "scripts", "data"):
            self.assertTrue(paths[name].startswith(sys.prefix), (name, paths[name]))
        self.assertEqual(paths["data"], sys.prefix)
        self.assertEqual(paths["purelib"], site.getsitepackages()[-1])
        variables = sysconfig.get_config_vars()
        self.assertEqual(variables["prefix"], sys.prefix)
        self.assertEqual(variables["exec_prefix"], sys.exec_prefix)
        self.assertEqual(variables["py_version_short"], version)
        self.assertEqual(variables["base"], sys.base_prefix)
        self.assertIn("EXT_SUFFIX", variables)
        self.assertIsInstance(sysconfig.get_platform(), str)
        self.assertIs(sysconfig.is_python_build(), False)

    def test_path(self) -> None:
        self.assertEqual(sys.path[0], ROOT)
        for entry in sys.path:
            self.assertIs(type(entry), str)
            self.assertTrue(os.path.isabs(entry))
        self.assertNotIn("", sys.path)


class Builtins(unittest.TestCase):
    """What site adds to the builtins"""

    @unittest.skipUnless(hasattr(builtins, "exit"), "an ordinary Python without site has none")
    def test_builtins(self) -> None:
        for name in ("exit", "quit", "copyright", "credits", "license", "help"):
            self.assertTrue(callable(getattr(builtins, name)), name)
        with self.assertRaises(SystemExit) as caught:
            exit("text")
        self.assertEqual(caught.exception.code, "text")
