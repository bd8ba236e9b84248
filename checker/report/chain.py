"""The chain of one rule, for a person."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console

from checker.assessment.chain import Chain, Link
from checker.assessment.findings import Outcome
from checker.facts import Dossier
from checker.report import supply_table
from checker.report.screen import SYMBOLS, say
from checker.rulebook.book import Rulebook
from checker.seeds.model import Sheet


def render(chain: Chain, dossier: Dossier, book: Rulebook, sheets: Mapping[str, Sheet], console: Console) -> None:
    """Print everything from the outcome down to the paragraph of the document."""
    finding, rule = chain.finding, chain.finding.rule
    symbol, words, colour = SYMBOLS[finding.outcome]
    console.print()
    say(console, 0, (f"{symbol} {words}  ", colour), (f"{rule.id}  {finding.subject}", "bold"))
    say(console, 0, f"{rule.title} ({rule.force.value.replace('_', ' ')}, {rule.severity.value}; binds {rule.binds})")
    say(console, 0, finding.message)
    for source in finding.sources:
        instrument = book.instruments[source.instrument]
        say(console, 2, f"provision  {instrument.name}, {source.at}")
        for period in instrument.status:
            note = f": {period.note}" if period.note else ""
            say(console, 13, f"{period.status.value.replace('_', ' ')} from {period.since}{note}")
    for name in rule.start_names:
        start, found = book.starts[name], book.start(name)
        when = found.day.isoformat() if found.day else f"no date: waits for {', '.join(found.waits_for)}"
        say(console, 2, f"starts     {start.label}: {when} ({start.at})")
    note = f"; {rule.verified.note}" if rule.verified.note else ""
    say(console, 2, f"checked    {rule.verified.grade.value}, {rule.verified.on}{note}")
    for link in chain.links:
        _link(link, dossier, book, sheets, console)
    if finding.questions:
        title = (
            "would change with another answer to"
            if finding.outcome is Outcome.not_applicable
            else "would be decided by"
        )
        say(console, 2, f"{title}")
        for question in finding.questions:
            say(console, 4, f"ask {question.to}: {question.question}")
    if finding.outcome in (Outcome.failed, Outcome.unknown):
        say(console, 2, f"why it matters  {rule.why}")
        say(console, 2, f"cure            {rule.fix}")


def _link(link: Link, dossier: Dossier, book: Rulebook, sheets: Mapping[str, Sheet], console: Console) -> None:
    indent = 2 * link.depth + 2
    truth = "" if link.truth == "" else {True: "  yes", False: "  no", None: "  cannot tell"}[link.truth]  # type: ignore[index]
    say(console, indent, f"{link.kind}  {link.words}".rstrip(), (truth, "bold"), hang=2)
    fact = link.fact
    if fact is None:
        return
    if fact.why:
        say(console, indent + 2, f"not known: {fact.why}", hang=2)
    supply_table.render(fact, book, indent + 2, console)
    if fact.stated and not fact.roots:
        say(console, indent + 2, f"stated at {dossier.path}:{fact.line}:{fact.column}, grade {fact.grade}", hang=2)
        for reference in fact.evidence:
            say(console, indent + 2, f"[{reference}] {_statement(reference, sheets)}", hang=2)


def _statement(reference: str, sheets: Mapping[str, Sheet]) -> str:
    sheet_id, _, number = reference.partition("#")
    sheet = sheets.get(sheet_id)
    statement = sheet.statement(int(number)) if sheet and number.isdigit() else None
    if sheet is None or statement is None:
        return "an assumption; no document"
    return f"{statement.says} ({sheet.title}, paragraph {_paragraphs(statement.paragraph)}; {statement.grade})"


def _paragraphs(paragraph: object) -> str:
    return ", ".join(map(str, paragraph)) if isinstance(paragraph, tuple | list) else str(paragraph)
