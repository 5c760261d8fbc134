"""Flask: templates and static files in the folders beside the module, which it finds by itself."""

import unittest
from pathlib import Path

import flask
import jinja2

application = flask.Flask(__name__)


@application.get("/<name>")
def _hello(name: str) -> str:
    return flask.render_template("hello.html", name=name)


class FlaskTest(unittest.TestCase):
    def setUp(self) -> None:
        self.client = application.test_client()

    def test_root_path(self) -> None:
        self.assertEqual(application.root_path, str(Path(__file__).parent))

    def test_template_extends_and_includes(self) -> None:
        text = self.client.get("/<Ada>").text
        self.assertEqual(text.split("\n")[0], "<title>Hello</title>")
        self.assertIn("<p>Hello, &lt;Ada&gt;!</p>", text)
        self.assertIn("Included for &lt;Ada&gt;.", text)

    def test_templates_are_listed(self) -> None:
        expected = ["hello.html", "shared/layout.html", "shared/note.html"]
        self.assertEqual(sorted(application.jinja_env.list_templates()), expected)

    def test_template_of_a_package(self) -> None:
        environment = jinja2.Environment(loader=jinja2.PackageLoader("data_checks"))
        template = environment.get_template("shared/note.html")
        self.assertEqual(template.render(name="Ada"), "Included for Ada.")
        with self.assertRaises(jinja2.TemplateNotFound):
            environment.get_template("missing.html")

    def test_unchanged_template_is_not_read_again(self) -> None:
        with application.app_context():
            template = application.jinja_env.get_template("hello.html")
            self.assertTrue(template.is_up_to_date)

    def test_static_file(self) -> None:
        answer = self.client.get("/static/style.css")
        self.assertEqual(answer.mimetype, "text/css")
        self.assertEqual(answer.data, b"body { color: green }\n")
        known = {"If-None-Match": answer.headers["ETag"]}
        again = self.client.get("/static/style.css", headers=known)
        self.assertEqual(again.status_code, 304)

    def test_part_of_a_static_file(self) -> None:
        answer = self.client.get("/static/style.css", headers={"Range": "bytes=2-4"})
        self.assertEqual((answer.status_code, answer.data), (206, b"dy "))

    def test_static_files_end_at_their_folder(self) -> None:
        for path in ("missing.css", "../templates/hello.html", ""):
            with self.subTest(path):
                self.assertEqual(self.client.get(f"/static/{path}").status_code, 404)

    def test_open_resource(self) -> None:
        with application.open_resource("static/style.css") as file:
            self.assertEqual(file.read(4), b"body")
