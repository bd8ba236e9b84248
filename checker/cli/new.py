"""``checker new``: templates."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli import options
from checker.errors import Misuse

TEMPLATES = Path(__file__).parent.parent / "templates"
KINDS = tuple(sorted(path.stem for path in TEMPLATES.glob("*.yaml")))


@click.command("new")
@click.argument("kind", type=click.Choice(KINDS))
@options.output
def command(kind: str, output: Path | None) -> None:
    """Print a commented template for a deal of KIND, or write it to a file that does not exist yet."""
    from checker import files

    template = (TEMPLATES / f"{kind}.yaml").read_text("utf-8")
    if output is None:
        click.echo(template, nl=False)
    elif output.exists():
        raise Misuse(f"{output} exists already. Name a new file.")
    else:
        files.write(output, template)
