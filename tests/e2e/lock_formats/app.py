"""Prints what of its packages it has, and a word that each of them made."""

from importlib import metadata

import click
import idna
import markupsafe
import markupsafe._speedups

for name in ("click", "idna", "markupsafe"):
    metadata.version(name)
assert markupsafe._escape_inner is markupsafe._speedups._escape_inner
click.echo(f"{idna.encode('bücher').decode()} {markupsafe.escape('<a>')}")
