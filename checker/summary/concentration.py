"""Concentration of supply: what the deal states of each line, and what is published of its materials."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from checker.checks.expression import Atom, Limit, leaves
from checker.facts import Fact, Thing
from checker.summary.deal import Deal
from checker.summary.document import Bars, Block, Cell, Column, Paragraph, Table, Text, Threshold
from checker.summary.shares import bars_of, index_of, largest_of, percent_of
from checker.truth import Breakdown, Interval, settled

if TYPE_CHECKING:
    from checker.rulebook.figures import Series

STATED = ("supply.largest_third_country_share",)
"""Facts that are read off the bars of what a deal states."""
PUBLISHED = ("supply.plant_country_share",)
"""Facts that are read off the bars of published production."""
KINDS: tuple[Literal["production", "sourcing"], ...] = ("production", "sourcing")
Line = tuple[str, str]
"""A material and its stage."""


def concentration(deal: Deal) -> tuple[Block, ...]:
    """Each supply line: material, stage, of what and which year the shares are, the largest country, the index."""
    words = deal.words
    supplies = deal.things("supply")
    if not supplies:
        return (Paragraph(deal.unlisted("supply")),)
    titles = ("supply", "material", "stage", "base", "year", "largest", "index")
    columns = tuple(Column(words[title]) for title in titles)
    rows = tuple(_supply(deal, supply) for supply in supplies)
    table = Table("concentration", words["concentration-table"], columns, rows)
    return (table, *(chart for supply in supplies for chart in _stated(deal, supply)), *_published(deal, supplies))


def _supply(deal: Deal, supply: Thing) -> tuple[Cell, ...]:
    sources = deal.fact(supply, "supply.sources")
    shares = _breakdown(sources)
    mark = deal.mark(sources)
    said = (f"{largest_of(shares)}{mark}", f"{index_of(shares)}{mark}") if shares else (deal.words["not-stated"],) * 2
    largest, index = said
    refs = sources.evidence if shares else ()
    return (
        Cell(Text(deal.names[supply.id])),
        deal.cell(supply, "supply.material"),
        deal.cell(supply, "supply.stage"),
        Cell(_base(deal, supply)),
        deal.cell(supply, "supply.year"),
        Cell(Text(largest, refs)),
        Cell(Text(index, refs)),
    )


def _breakdown(sources: Fact) -> Breakdown | None:
    return next((value for value in sources.lean if isinstance(value, Breakdown) and value.parts), None)


def _base(deal: Deal, supply: Thing) -> Text:
    """Of what the shares are, and of which place, as far as either is stated."""
    facts = [deal.fact(supply, f"supply.{end}") for end in ("denominator", "geography")]
    stated = [deal.said(fact) for fact in facts if fact.stated and fact.lean != fact.domain]
    if not stated:
        return deal.said(facts[0])
    refs = tuple(sorted({ref for text in stated for ref in text.refs}))
    return deal.english(", ".join(text.words for text in stated), refs)


def _stated(deal: Deal, supply: Thing) -> Iterator[Bars]:
    sources = deal.fact(supply, "supply.sources")
    shares = _breakdown(sources)
    if shares is not None:
        title = f"{deal.words['shares-by-country'].format(name=deal.name(supply))}{deal.mark(sources)}"
        yield _chart(deal, f"chart-{supply.id}", title, shares, _thresholds(deal, [supply.id], STATED))


def _chart(deal: Deal, id: str, title: str, shares: Breakdown, limits: Iterable[Threshold]) -> Bars:
    bars = bars_of(shares, deal.words)
    alt = ", ".join(f"{bar.label} {percent_of(Interval(bar.low, bar.high))}" for bar in bars)
    return Bars(id, title, alt, bars, tuple(limits))


def _published(deal: Deal, supplies: Iterable[Thing]) -> Iterator[Block]:
    """What is published of the materials of the lines: world production and sourcing of the Union, newest year."""
    words = deal.words
    lines: dict[Line, list[str]] = {}
    for supply in supplies:
        ends = [deal.fact(supply, f"supply.{end}").lean for end in ("material", "stage")]
        if all(settled(end) for end in ends):
            lines.setdefault((str(ends[0][0]), str(ends[1][0])), []).append(supply.id)
    found = [(line, kind, item) for line in lines for kind in KINDS for item in deal.book.reference.newest(kind, *line)]
    if not found:
        return
    columns = (
        Column(words["material"], width=3),
        Column(words["counted"], width=6),
        Column(words["year"], width=2),
        Column(words["largest"], width=3),
        Column(words["index"], width=2),
        Column(words["source"], width=6),
    )
    yield Table("published", words["published"], columns, tuple(_series(deal, line, item) for line, _, item in found))
    for number, (line, kind, item) in enumerate(found, 1):
        if kind == "production":
            title = words["production-by-country"].format(line=_named(line), year=item.period or item.year)
            limits = _thresholds(deal, lines[line], PUBLISHED)
            yield _chart(deal, f"published-{number}", title, item.breakdown, limits)


def _series(deal: Deal, line: Line, item: Series) -> tuple[Cell, ...]:
    source = deal.book.reference.sources[item.source]
    return (
        Cell(deal.english(_named(line))),
        Cell(deal.english(item.definition)),
        Cell(Text(str(item.period or item.year))),
        Cell(Text(largest_of(item.breakdown))),
        Cell(Text(index_of(item.breakdown))),
        Cell(deal.english(f"{source.publisher}, {source.title} ({source.licence})", (f"figures {item.source}",))),
    )


def _named(line: Line) -> str:
    return ", ".join(line).replace("_", " ")


def _thresholds(deal: Deal, supplies: list[str], paths: tuple[str, ...]) -> Iterator[Threshold]:
    """The limits against which rules on these lines hold the facts, each with its name."""
    names: set[str] = set()
    for finding in deal.assessment.findings:
        if finding.rule.for_each == "supply" and finding.subject in supplies:
            for leaf in leaves(finding.rule.check.expression()):
                if isinstance(leaf, Atom) and isinstance(leaf.operand, Limit) and leaf.path in paths:
                    names.add(leaf.operand.parameter)
    for name in sorted(names):
        parameter = deal.book.parameters[name]
        value = parameter.on(deal.gated.assessment.as_of)
        if value is not None and parameter.unit == "share" and isinstance(value.limit, Fraction):
            yield Threshold(deal.book.label(name), value.limit)
