"""The command line: ``serve`` answers on a port, ``check`` asks the application itself."""

from __future__ import annotations

import click

from guestbook.application import create_application


@click.group()
def main() -> None:
    """A guest book in one executable."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, help="0 takes a free one.")
def serve(host: str, port: int) -> None:
    """Serve the guest book until interrupted."""
    from werkzeug.serving import make_server

    server = make_server(host, port, create_application(), threaded=True)
    click.echo(f"http://{host}:{server.server_port}/")
    server.serve_forever()  # returns when interrupted
    click.echo("stopped", err=True)


@main.command()
def check() -> None:
    """Request every page of the guest book and say whether all is well."""
    client = create_application().test_client()
    answers = {
        "empty": "Nobody yet." in client.get("/").text,
        "signed": client.post("/", data={"text": "<Ada>"}).status_code == 302,
        "listed": "&lt;Ada&gt;" in client.get("/").text,
        "style sheet": client.get("/static/style.css").mimetype == "text/css",
        "refused": client.post("/", data={"text": " "}).status_code == 400,
        "not found": client.get("/static/none.css").status_code == 404,
    }
    for what, well in answers.items():
        click.echo(f"{'ok' if well else 'FAILED':6} {what}")
    if not all(answers.values()):
        raise SystemExit(1)
