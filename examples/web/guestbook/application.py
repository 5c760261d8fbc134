"""The Flask application."""

from __future__ import annotations

from flask import Flask, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response


def create_application() -> Flask:
    """A guest book without entries; it keeps them in memory.

    Flask finds the folders `templates` and `static` beside this file, by its `__file__`.
    """
    application = Flask(__name__)
    entries: list[str] = []

    @application.get("/")
    def index() -> str:
        return render_template("index.html", entries=entries)

    @application.post("/")
    def sign() -> Response:
        text = request.form.get("text", "").strip()
        if not text:
            abort(400, "the entry is empty")
        entries.append(text)
        return redirect(url_for("index"))

    return application
