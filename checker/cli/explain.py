"""``checker explain``: the whole chain for one rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from checker.cli import options
from checker.cli.check import chosen


@click.command("explain")
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("rule")
@options.judging
def command(path: Path, rule: str, as_of: date, rules: Path | None, engine: str | None) -> None:
    """Show the whole chain of RULE for the profile PATH, and what would change it."""
    from checker.assessment.assess import Assessor
    from checker.assessment.chain import chains
    from checker.portfolio import Library, gather, load_all
    from checker.report import chain as report
    from checker.report import screen

    settings = options.house()
    book = chosen(options.judged_by(rules, settings), (), (rule,))
    library = Library()
    console = screen.console()
    for file, dossier in zip(files := gather([path]), load_all(files, library), strict=True):
        for found in chains(Assessor(book, engine), dossier, book.rules[0], as_of):
            report.render(found, dossier, book, library.sheets(file), console)
