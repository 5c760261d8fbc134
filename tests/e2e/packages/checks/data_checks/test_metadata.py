"""What importlib.metadata knows of the packages."""

import importlib.metadata
import unittest


class MetadataTest(unittest.TestCase):
    def test_version_is_what_the_package_says(self) -> None:
        import docutils

        self.assertEqual(importlib.metadata.version("Docutils"), docutils.__version__)

    def test_files(self) -> None:
        files = importlib.metadata.files("docutils") or []
        (style_sheet,) = [file for file in files if file.match("html5_polyglot/minimal.css")]
        self.assertIn("Minimal style sheet", style_sheet.read_text())
        self.assertTrue(style_sheet.locate().is_file())

    def test_entry_point(self) -> None:
        (command,) = importlib.metadata.entry_points(group="console_scripts", name="flask")
        self.assertEqual(command.load().__module__, "flask.cli")
        self.assertEqual(command.dist.name.lower(), "flask")

    def test_distributions_of_packages(self) -> None:
        distributions = importlib.metadata.packages_distributions()
        self.assertEqual(distributions["jinja2"], ["Jinja2"])
        self.assertIn("jsonschema", distributions)

    def test_requirements(self) -> None:
        requirements = importlib.metadata.requires("flask") or []
        self.assertTrue(any(text.startswith("werkzeug") for text in requirements), requirements)
