"""The Flask application."""

from __future__ import annotations

import mimetypes

from flask import Flask, Response, abort, redirect, render_template, request, url_for
from jinja2 import FunctionLoader
from werkzeug.wrappers import Response as WerkzeugResponse

from guestbook import resources


def _template(name: str) -> str | None:
    content = resources.read("templates", name)
    return None if content is None else content.decode("utf-8")


def create_application() -> Flask:
    """A guest book without entries; it keeps them in memory."""
    # Flask's own static route serves files of the file system; the style sheet is package data.
    application = Flask(__name__, static_folder=None)
    application.jinja_env.loader = FunctionLoader(_template)
    entries: list[str] = []

    @application.get("/")
    def index() -> str:
        return render_template("index.html", entries=entries)

    @application.post("/")
    def sign() -> WerkzeugResponse:
        text = request.form.get("text", "").strip()
        if not text:
            abort(400, "the entry is empty")
        entries.append(text)
        return redirect(url_for("index"))

    @application.get("/static/<name>", endpoint="static")
    def static(name: str) -> Response:
        content = resources.read("static", name)
        if content is None:
            abort(404)
        return Response(content, mimetype=mimetypes.guess_type(name)[0])

    return application
