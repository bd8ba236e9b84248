"""Documents to be written: one with every kind of block, and those of the repository's own profiles."""

from __future__ import annotations

import functools
from dataclasses import fields, is_dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from checker.assessment.assess import Assessor
from checker.assessment.findings import Assessment, Outcome
from checker.gate.gate import gated
from checker.gate.policy import Policy
from checker.portfolio import Library, load_all
from checker.rulebook.common import Severity, Theme
from checker.rulebook.load import load
from checker.summary.build import summary
from checker.summary.deal import Deal
from checker.summary.document import (
    Align,
    Bar,
    Bars,
    Block,
    Bullets,
    Card,
    Cell,
    Column,
    Document,
    Paragraph,
    Part,
    Section,
    Table,
    Text,
    Threshold,
)
from checker.summary.language import words
from tests.conftest import ROOT

HOSTILE = (
    "<script>alert(1)</script>", "</style></title>-->", "<img src=https://example.org/x onerror=alert(1)>", '"\'><b x="',
    "=cmd()", "#set page", "\\", "{{ words }}", "{% raw %}", "$x$", "@someone", "#1", "https://example.org/a", "www.a.org",
    "a@example.org", "[a](javascript:alert(1))", "![i](x.png)", "| a | b |", "- a", "1. a", "2) a", "+ a", "===", "---",
    "# a", "> a", "```", "~~~", "<!--", "&lt;&#60;", "*/ } body {", "\u202eabc", "\u200f\u05d0\u05d1", "\x00\x1b[31m\x9b",
    "\u6c34\u7d20", "\U0001f50b", "a\nb", "\t", "    a", "W" * 10_000,
)  # fmt: skip
"""Words that mean something to some format."""


def every_block(said: str = "said", language: str = "en", *, charts: int = 0) -> Document:
    """A document with every kind of block, in which whatever may come from a profile is ``said``."""
    frame = dict(words(language))
    text = Text(said, ("demo#1", said))
    counts = Table(
        "counts",
        "Counts",
        (Column(frame["theme"], width=3), *(Column(frame[o.value], Align.right, outcome=o) for o in Outcome)),
        ((Cell(text), *(Cell(Text(str(n)), o if n else None, n) for n, o in enumerate(Outcome))),),
    )
    about = Table(
        "about",
        f"About {said[:25]}",
        (Column("", width=1), Column("", width=3)),
        ((Cell(Text("Kind")), Cell(text)),),
        head=False,
    )
    rows = tuple((Cell(Text(frame[o.value]), o), Cell(text), Cell(Text(""))) for o in Outcome)
    plant = Table("plant", "Findings", (Column("Outcome"), Column(said), Column("")), rows)
    bars = (Bar(said, Fraction(1, 2), Fraction(3, 4)), Bar("undisclosed", Fraction(1, 4), Fraction(1, 4), rest=True))
    drawn = [Bars(f"chart-{n}", said, said, bars, (Threshold(said, Fraction(13, 20)),)) for n in range(charts)]
    lines = (("What was found", text), ("Evidence", Text(f"{said} {said}", ("demo#2",))), ("Owner", Text("")))
    main: list[Block] = [about, Paragraph(text), Paragraph(text, strong=True), Bullets((text, text))]
    main += [Bullets((text, text), numbered=True, first=7), counts]
    for theme, outcome in ((Theme.plant, Outcome.failed), (Theme.ip, Outcome.unknown)):
        main.append(Card("some-rule", "works", theme, outcome, Severity.high, text, lines))
    statements = Table("statements", "Statements", (Column("#"), Column("Statement")), tuple(
        (Cell(Text(f"demo#{n}")), Cell(Text(said))) for n in (1, 2)
    ))  # fmt: skip
    sections = (
        Section("evidence", "Statements", (statements,), Part.evidence),
        Section("annex-plant", "Annex: Plant", (plant, Paragraph(text)), Part.annex, Theme.plant),
        Section("main", said, (*main, *drawn)),
    )
    return Document("demo", said, said, language, date(2026, 11, 22), sections, said, frame, redacted=True)


def foreign(part: Any, language: str = "en") -> Any:
    """A document, or what it consists of, with the language named at every text."""
    if isinstance(part, Text):
        return replace(part, language=language)
    if isinstance(part, tuple):
        return tuple(foreign(each, language) for each in part)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{field.name: foreign(getattr(part, field.name), language) for field in fields(part)})
    return part


@functools.cache
def real(path: str, language: str = "en") -> Document:
    """The risk summary of a profile of the repository."""
    profile, day = ROOT / "profiles" / path, date(2026, 11, 22)
    book, library = load(), Library()
    assessor = Assessor(book)
    deal, lookup = assessor.study(load_all([profile], library)[0], day)
    judged = Assessment(day, assessor.engine, book.edition, book.digest, (deal,))
    ruled = gated(judged, Policy(), frozenset(rule.id for rule in book.rules))
    return summary(Deal(ruled, deal, lookup, book, library.sheets(profile), words(language)), language)


def short(document: Document, most: int = 6) -> Document:
    """The document with the first rows of each table and the first items of each list."""

    def cut(block: Block) -> Block:
        match block:
            case Table():
                return replace(block, rows=block.rows[:most])
            case Bullets():
                return replace(block, items=block.items[:most])
            case _:
                return block

    sections = (replace(section, blocks=tuple(map(cut, section.blocks))) for section in document.sections)
    return replace(document, sections=tuple(sections))
