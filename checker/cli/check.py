"""``checker check``: judge profiles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import options
from checker.cli.progress import progress
from checker.errors import Misuse, nearest
from checker.gate.exits import Exit
from checker.rulebook.book import Rulebook
from checker.rulebook.common import Severity, Theme

if TYPE_CHECKING:
    from checker.assessment.findings import Assessment


@click.command("check")
@options.profiles
@options.judging
@options.form
@click.option(
    "--fail-on",
    type=click.Choice([s.value for s in Severity]),
    default="high",
    show_default=True,
    help="Least severity that stops the gate.",
)
@click.option("--strict", is_flag=True, help="Undecided rules stop the gate too (exit 5).")
@click.option(
    "--theme", "themes", multiple=True, type=click.Choice([t.value for t in Theme]), help="Only rules of this theme."
)
@click.option("--rule", "rule_ids", multiple=True, help="Only this rule.")
@click.option("--all", "everything", is_flag=True, help="List every finding (text).")
@click.option("--together", "joined", is_flag=True, help="Judge concentration over all deals together, too.")
@options.output
def command(
    paths: tuple[Path, ...], as_of: date, rules: Path | None, engine: str | None, form: str,
    fail_on: str, strict: bool, themes: tuple[str, ...], rule_ids: tuple[str, ...], everything: bool,
    joined: bool, output: Path | None,
) -> int:  # fmt: skip
    """Judge profiles (default: the folder profiles) and print what was found.

    Exit codes: 0 nothing at or above the level, 1 a rule fails there, 2 wrong usage, 3 something is invalid,
    4 nothing to check, 5 undecided (with --strict).
    """
    from checker.assessment.assess import Assessor
    from checker.gate.policy import verdict
    from checker.portfolio import Library, load_all
    from checker.together import across, together

    if everything and form != "text":
        raise Misuse("--all has no effect on json, which always holds every finding. Leave it out.")
    files = options.found(paths)
    if not files:
        return Exit.nothing
    book = chosen(options.judged_by(rules), themes, rule_ids)
    dossiers = load_all(progress(files, "reading"), Library())
    if joined and len(dossiers) < 2:
        raise Misuse("--together has no effect on a single deal. Name two or more profiles.")
    assessment = Assessor(book, engine).assess_all(progress(dossiers, "judging"), as_of)
    if joined:
        of_all = Assessor(across(book), engine).assess(together(dossiers), as_of)
        deals = sorted((*assessment.deals, of_all), key=lambda deal: (deal.id, deal.path))
        assessment = replace(assessment, deals=tuple(deals))
    write(assessment, book, form, everything, output)
    findings = [finding for deal in assessment.deals for finding in deal.findings]
    return verdict(findings, Severity(fail_on), strict=strict)


def write(assessment: Assessment, book: Rulebook, form: str, everything: bool, output: Path | None) -> None:
    """Render an assessment and print it or write it to a file."""
    from checker import files

    if form == "json":
        from checker.report import json_

        rendered = json_.render(assessment)
        if output is None:
            for piece in rendered:
                click.echo(piece, nl=False)
        else:
            files.write(output, rendered)
        return
    from checker.report import screen, text

    console = screen.console(to_file=output is not None)
    text.render(assessment, book, console, everything=everything)
    if output is not None:
        files.write(output, console.file.getvalue())  # type: ignore[attr-defined]


def chosen(book: Rulebook, themes: tuple[str, ...], ids: tuple[str, ...]) -> Rulebook:
    """The rulebook with only the rules asked for. Raises Misuse if a rule does not exist or none is left."""
    known = {rule.id for rule in book.rules}
    for id in ids:
        if id not in known:
            near = nearest(id, known)
            hint = f' Did you mean "{near}"?' if near else ' List them with "checker rules list".'
            raise Misuse(f'There is no rule "{id}".{hint}')
    rules = tuple(
        rule for rule in book.rules if (not ids or rule.id in ids) and (not themes or rule.theme.value in themes)
    )
    if not rules:
        raise Misuse(f"None of the rules {', '.join(ids)} is of the theme {', '.join(themes)}.")
    return replace(book, rules=rules)
