"""``checker ask``: the questions that would settle most."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from checker.cli import options
from checker.gate.exits import Exit


@click.command("ask")
@options.profiles
@options.judging
@options.form
@options.output
def command(
    paths: tuple[Path, ...], as_of: date, rules: Path | None, engine: str | None, form: str, output: Path | None
) -> int:
    """List the questions that would settle most, by addressee, the one on which most hangs first."""
    from checker import files
    from checker.assessment.assess import Assessor
    from checker.assessment.questions import ranked
    from checker.portfolio import Library, load_all
    from checker.report import questions, screen

    settings = options.house()
    found = options.found(paths, settings)
    if not found:
        return Exit.nothing
    book = options.judged_by(rules, settings)
    assessment = Assessor(book, engine).assess_all(load_all(found, Library()), as_of)
    asked = ranked(assessment.deals)
    if form == "json":
        rendered = questions.as_json(asked, as_of)
    else:
        console = screen.console(to_file=output is not None)
        questions.render(asked, console)
        rendered = console.file.getvalue() if output is not None else ""  # type: ignore[attr-defined]
    if output is not None:
        files.write(output, rendered)
    elif form == "json":
        click.echo(rendered, nl=False)
    return Exit.clean
