"""``checker schema``: JSON Schemas."""

from __future__ import annotations

import click

from checker.schemas import MODELS, text


@click.command("schema")
@click.argument("name", type=click.Choice(list(MODELS)))
def command(name: str) -> None:
    """Print the JSON Schema (2020-12) of a kind of file, for editors and other programs."""
    click.echo(text(name), nl=False)
