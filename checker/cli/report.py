"""``checker report``: the risk summary."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import options
from checker.cli.check import chosen
from checker.cli.progress import progress
from checker.errors import Misuse, all_of
from checker.gate.exits import Exit
from checker.summary.language import LANGUAGES

if TYPE_CHECKING:
    from checker.summary.deal import Deal
    from checker.summary.document import Document


@click.command("report")
@options.profiles
@options.judging
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File to write; its suffix chooses the form: .md .html .docx .pdf .xlsx .json.",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Words of rules and documents stay English.",
)
@click.option("--redact", is_flag=True, help="Hide who supplies, prices and people, for a copy that leaves the house.")
@click.option("--no-waivers", is_flag=True, help="Leave waivers.yaml aside, for a reviewer.")
def command(
    paths: tuple[Path, ...], as_of: date, rules: Path | None, engine: str | None, output: Path, language: str,
    redact: bool, no_waivers: bool,
) -> int:  # fmt: skip
    """Write the risk summary of a deal, or of several deals in one.

    Exit codes: 0 written, 2 wrong usage or a file that cannot be written, 3 something is invalid, 4 no profiles.
    """
    from checker import files
    from checker.assessment.assess import Assessor
    from checker.assessment.findings import Assessment
    from checker.gate.gate import gated
    from checker.paper import formats
    from checker.portfolio import Library, load_all
    from checker.summary.deal import Deal
    from checker.summary.language import words
    from checker.summary.redact import hidden, redacted

    suffix = formats.chosen(output)
    if not output.parent.is_dir():
        raise Misuse(f"Cannot write {output}: there is no folder {output.parent}.")
    settings = options.house()
    found = options.found(paths, settings)
    if not found:
        return Exit.nothing
    waivers = options.waivers(no_waivers)
    library = Library()
    whole, dossiers, entries = all_of(
        lambda: options.judged_by(rules, settings),
        lambda: load_all(progress(found, "reading"), library),
        lambda: options.read_waivers(waivers, as_of),
    )
    book = chosen(whole, (), (), settings)
    assessor = Assessor(book, engine, {entry.waiver.rule for entry in entries})
    studied = sorted(
        (
            (*assessor.study(dossier, as_of), path)
            for dossier, path in zip(progress(dossiers, "judging"), found, strict=True)
        ),
        key=lambda each: (each[0].id, each[0].path),
    )
    run = Assessment(as_of, assessor.engine, book.edition, book.digest, tuple(deal for deal, _, _ in studied))
    at_gate = gated(
        run,
        settings.policy,
        frozenset(rule.id for rule in book.rules),
        whole=not paths,
        entries=entries,
        themes_off=settings.themes_off,
        off=settings.remarks,
    )
    frame = words(language)
    deals = [
        Deal(at_gate, deal, lookup, book, library.sheets(path), frame, notes=not redact)
        for deal, lookup, path in studied
    ]
    document = _document(deals, language, listing=suffix in formats.LISTING)
    if redact:
        document = redacted(document, hidden(dossiers, {entry.waiver.approved_by for entry in entries}))
    files.write(output, formats.render(suffix, document))
    click.echo(f"checker: {output} written, law as of {as_of}.", err=True)
    return Exit.clean


def _document(deals: list[Deal], language: str, *, listing: bool) -> Document:
    """The summary of one deal, or that of several."""
    from checker.summary.build import summary
    from checker.summary.portfolio import portfolio

    if len(deals) == 1:
        return summary(deals[0], language, listing=listing)
    return portfolio(deals, deals[0].words, language, listing=listing)
