"""docutils: files that documents include, style sheets and templates of its writers."""

import tempfile
import unittest
import zipfile
from importlib.resources import files
from pathlib import Path

from docutils.core import publish_file, publish_string

_SETTINGS = {"_disable_config": True, "halt_level": 2}

# Without a word on what will be their defaults.
_LATEX = {"legacy_column_widths": False, "use_latex_citations": True}

_DOCUMENT = """\
Formula
=======

.. include:: <isonum.txt>

Copyright |copy| all
"""


def _text(*path: str) -> str:
    return files("docutils").joinpath(*path).read_text(encoding="utf-8")


def _published(writer: str, **settings: object) -> str:
    return publish_string(
        _DOCUMENT,
        writer=writer,
        settings_overrides={**_SETTINGS, "output_encoding": "unicode", **settings},
    )


class DocutilsTest(unittest.TestCase):
    def test_included_file(self) -> None:
        self.assertIn("Copyright \N{COPYRIGHT SIGN} all", _published("html5"))

    def test_missing_file(self) -> None:
        with self.assertRaisesRegex(Exception, "missing.txt"):
            publish_string(
                ".. include:: <missing.txt>\n",
                settings_overrides={**_SETTINGS, "warning_stream": False},
            )

    def test_style_sheets(self) -> None:
        html = _published("html5")
        for name in ("minimal.css", "plain.css"):
            with self.subTest(name):
                self.assertIn(_text("writers", "html5_polyglot", name).strip(), html)

    def test_template(self) -> None:
        latex = _published("latex", template="titlepage.tex", **_LATEX)
        end = _text("writers", "latex2e", "titlepage.tex").rpartition("\\thispagestyle")[2]
        self.assertIn("\\thispagestyle" + end.partition("$body")[0], latex)

    def test_slides_copy_their_theme(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "slides.txt").write_text(_DOCUMENT, encoding="utf-8")
            publish_file(
                source_path=str(folder / "slides.txt"),
                destination_path=str(folder / "slides.html"),
                writer="s5",
                settings_overrides={**_SETTINGS, "theme": "big-white"},
            )
            theme = folder / "ui" / "big-white"
            self.assertEqual(
                (theme / "pretty.css").read_text(encoding="utf-8"),
                _text("writers", "s5_html", "themes", "big-white", "pretty.css"),
            )
            # What this theme has not is the default one's.
            self.assertEqual(
                (theme / "slides.css").read_text(encoding="utf-8"),
                _text("writers", "s5_html", "themes", "default", "slides.css"),
            )

    def test_open_document_takes_its_styles_from_an_archive(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            document = Path(name, "document.odt")
            document.write_bytes(
                publish_string(_DOCUMENT, writer="odt", settings_overrides=_SETTINGS)
            )
            with zipfile.ZipFile(document) as archive:
                self.assertIn("Copyright", archive.read("content.xml").decode())
                self.assertIn("styles.xml", archive.namelist())
