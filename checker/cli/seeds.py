"""``checker seeds``: the fact sheets."""

from __future__ import annotations

from pathlib import Path

import click

from checker.errors import Invalid
from checker.gate.exits import Exit


@click.group("seeds")
def command() -> None:
    """The fact sheets that profiles cite."""


@command.command("verify")
@click.argument("documents", type=click.Path(path_type=Path))
@click.option(
    "--sheets", type=click.Path(path_type=Path), default=Path("seeds"), show_default=True, help="Folder of the sheets."
)
def verify_command(documents: Path, sheets: Path) -> int:
    """Recompute every paragraph's digest from the folder DOCUMENTS and compare it with the sheets.

    Repairs of the text are listed; a changed paragraph is an error that names it (exit 3).
    """
    from checker.seeds.sheet import load_sheets
    from checker.seeds.verify import verify

    known = load_sheets(sheets)
    report = verify(known, documents)
    for verified in report.sheets:
        sheet = known[verified.sheet]
        click.echo(f"{sheet.id}  {sheet.title}")
        count = f"{verified.agreeing} of {len(sheet.paragraphs)} paragraphs agree"
        click.echo(f"     {count}, {len(sheet.statements)} statements rest on them")
        for words in (*verified.log, *verified.notes):
            click.echo(f"     {words}")
    for name in report.without_sheet:
        click.echo(f"{name} has no sheet", err=True)
    if report.problems:
        raise Invalid(report.problems)
    return Exit.clean
