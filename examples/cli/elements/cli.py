"""The command line: ``list``, ``show`` and ``mass``."""

from __future__ import annotations

from importlib.metadata import version

import click
from rich.console import Console
from rich.table import Table

from elements.formula import parse
from elements.table import elements


@click.group()
@click.version_option(
    version("click"), prog_name="elements", message="%(prog)s (click %(version)s)"
)
def main() -> None:
    """Look up the chemical elements."""


@main.command("list")
@click.option("--heavier-than", type=float, default=0.0, metavar="MASS", help="Leave out the rest.")
def list_elements(heavier_than: float) -> None:
    """Print the elements as a table."""
    table = Table(title="Elements")
    table.add_column("No.", justify="right")
    table.add_column("Symbol", style="bold")
    table.add_column("Name")
    table.add_column("g/mol", justify="right")
    for element in elements().values():
        if element.mass > heavier_than:
            table.add_row(str(element.number), element.symbol, element.name, f"{element.mass:g}")
    Console().print(table)


@main.command()
@click.argument("symbol")
def show(symbol: str) -> None:
    """Print one element."""
    element = elements().get(symbol)
    if element is None:
        raise click.BadParameter(f"no element has the symbol {symbol!r}")
    click.echo(f"{element.name} ({element.symbol}), no. {element.number}, {element.mass:g} g/mol")


@main.command()
@click.argument("formula")
def mass(formula: str) -> None:
    """Print the molar mass of a FORMULA such as Ca(OH)2."""
    try:
        atoms = parse(formula)
        total = sum(elements()[symbol].mass * count for symbol, count in atoms.items())
    except ValueError as error:
        raise click.BadParameter(str(error)) from None
    except KeyError as error:
        raise click.BadParameter(f"no element has the symbol {error.args[0]!r}") from None
    click.echo(f"{formula}: {total:.3f} g/mol")
