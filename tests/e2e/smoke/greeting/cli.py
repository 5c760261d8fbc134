"""The command line, started by an entry point."""

from __future__ import annotations

import importlib.metadata
import os

import click

from greeting import greeting, sign


@click.command()
@click.option("--signed", is_flag=True)
@click.argument("name")
def main(signed: bool, name: str) -> None:
    """Greets somebody."""
    text = greeting(name)
    click.echo(sign(text) if signed else text)
    click.echo(f"mode {os.environ.get('GREETING_MODE')}")
    click.echo(f"click {importlib.metadata.version('click')}")
