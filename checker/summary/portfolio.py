"""Several deals in one summary: a row a deal, what they share, the calendar of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from checker.assessment.findings import GRAVEST, Finding, Outcome
from checker.report.said import percent
from checker.rulebook.common import Theme
from checker.summary.calendar import entries
from checker.summary.closing import limits
from checker.summary.deal import Deal, rule_ref
from checker.summary.document import (
    Align,
    Bullets,
    Cell,
    Column,
    Document,
    Paragraph,
    Part,
    Section,
    Table,
    Text,
)
from checker.summary.findings import listed
from checker.truth import Breakdown, Members

FAIL = (("name-of-deal", 4), ("theme", 3), ("severity", 2), ("problem", 6), ("subject", 3), ("said", 6))
"""Columns of what fails, with their widths."""


def portfolio(deals: Sequence[Deal], words: Mapping[str, str], language: str, *, listing: bool = False) -> Document:
    """The summary of several deals. ``listing`` adds every finding on a line."""
    run = deals[0].gated.assessment
    sections = (
        _overview(deals, words),
        _themes(deals, words),
        _fails(deals, words),
        _shared(deals, words),
        _calendar(deals, words),
        limits(deals, words),
    )
    foot = (
        f"{words['as-of']} {run.as_of}. {words['rulebook']} {run.edition} ({run.digest[:12]}). "
        f"{words['deals-counted'].format(number=len(deals))} {words['no-advice']}"
    )
    every = listed(deals, words) if listing else None
    return Document(
        "portfolio", words["portfolio"], "", language, run.as_of, sections, foot, dict(words), findings=every
    )


def _overview(deals: Sequence[Deal], words: Mapping[str, str]) -> Section:
    columns = (
        Column(words["name-of-deal"], width=5),
        Column(words["kind"], width=3),
        *(Column(words[outcome.value], Align.right, 2, outcome) for outcome in Outcome),
        Column(words["complete"], Align.right, 2),
        Column(words["gravest"], width=6),
    )
    rows = tuple(
        (
            Cell(Text(f"{deal.assessment.name} ({deal.assessment.id})")),
            Cell(Text((deal.assessment.kind or words["not-stated"]).replace("_", " "))),
            *_counts([finding.outcome for finding in deal.assessment.findings]),
            Cell(Text(percent(deal.assessment.completeness)), number=deal.assessment.completeness),
            Cell(_gravest(deal)),
        )
        for deal in deals
    )
    fails = sum(deal.assessment.counts[Outcome.failed.value] for deal in deals)
    undecided = sum(deal.assessment.counts[Outcome.unknown.value] for deal in deals)
    none = sum(deal.assessment.is_transaction is False for deal in deals)
    points = [Text(words["sum"].format(deals=len(deals), fail=fails, unknown=undecided))]
    if none:
        points.append(Text(words["no-deals-yet"].format(number=none)))
    table = Table("overview", words["portfolio"], columns, rows, sortable=True)
    return Section("overview", words["bottom-line"], (Bullets(tuple(points)), table))


def _counts(found: list[Outcome]) -> list[Cell]:
    return [Cell(Text(str(found.count(o))), o if o in found else None, found.count(o)) for o in Outcome]


def _gravest(deal: Deal) -> Text:
    first = next(iter([*deal.fails, *deal.outcomes(Outcome.unknown)]), None)
    if first is None:
        return Text("")
    said = {"outcome": deal.words[first.outcome.value], "severity": deal.words[first.severity.value]}
    return Text(deal.words["gravest-point"].format(title=first.rule.title, **said), (rule_ref(first),))


def _themes(deals: Sequence[Deal], words: Mapping[str, str]) -> Section:
    """For each deal and theme the worst that was found, with how often."""
    columns = (Column(words["name-of-deal"], width=3), *(Column(words[theme.value], width=2) for theme in Theme))
    rows = tuple((Cell(Text(deal.assessment.id)), *(_worst(deal, theme) for theme in Theme)) for deal in deals)
    return Section("themes", words["heat"], (Table("themes", words["heat"], columns, rows, sortable=True),))


def _worst(deal: Deal, theme: Theme) -> Cell:
    found = [finding.outcome for finding in deal.assessment.findings if finding.rule.theme is theme]
    worst = next((outcome for outcome in GRAVEST if outcome in found), None)
    if worst is None:
        return Cell(Text(""))
    return Cell(Text(f"{found.count(worst)} {deal.words[worst.value]}"), worst, found.count(worst))


def _fails(deals: Sequence[Deal], words: Mapping[str, str]) -> Section:
    found = [(deal, finding) for deal in deals for finding in deal.fails]
    found.sort(key=lambda pair: (-pair[1].severity.rank, pair[0].assessment.id, pair[1].rule.id, pair[1].subject))
    if not found:
        text = Text(words["no-fail-anywhere"])
        return Section("findings", words["findings"], (Paragraph(text),))
    columns = tuple(Column(words[title], width=width) for title, width in FAIL)
    rows = tuple(_fail(deal, finding) for deal, finding in found)
    table = Table("fails", words["findings"], columns, rows, sortable=True)
    return Section("findings", words["findings"], (table,))


def _fail(deal: Deal, finding: Finding) -> tuple[Cell, ...]:
    said = (
        Text(deal.assessment.id),
        Text(deal.words[finding.rule.theme.value]),
        Text(deal.words[finding.severity.value]),
        deal.english(finding.rule.title, (rule_ref(finding),)),
        Text(deal.subject(finding)),
        deal.english(finding.message),
    )
    return tuple(Cell(text) for text in said)


def _shared(deals: Sequence[Deal], words: Mapping[str, str]) -> Section:
    """Parties named alike, and countries of supply, of more than one deal."""
    found: dict[tuple[str, str], set[str]] = {}
    for deal in deals:
        for key in _named(deal):
            found.setdefault(key, set()).add(deal.assessment.id)
    rows = tuple(
        (Cell(Text(kind)), Cell(Text(name)), Cell(Text(", ".join(sorted(ids)))))
        for (kind, name), ids in sorted(found.items())
        if len(ids) > 1
    )
    if not rows:
        text = Text(words["nothing-shared"])
        return Section("shared", words["shared"], (Paragraph(text),))
    columns = (Column(words["kind"]), Column(words["name"], width=2), Column(words["name-of-deal"], width=5))
    return Section("shared", words["shared"], (Table("shared", words["shared"], columns, rows, sortable=True),))


def _named(deal: Deal) -> Iterator[tuple[str, str]]:
    for party in deal.things("party"):
        yield deal.words["party"], deal.name(party)
    for supply in deal.things("supply"):
        for value in deal.fact(supply, "supply.sources").lean:
            if isinstance(value, Breakdown):
                yield from ((deal.words["country-of-supply"], country) for country, _ in value.parts)
        for value in deal.fact(supply, "supply.origins").lean:
            if isinstance(value, Members):
                yield from ((deal.words["country-of-supply"], str(country)) for country in value.known)


def _calendar(deals: Sequence[Deal], words: Mapping[str, str]) -> Section:
    found: dict[tuple[date, Text], list[str]] = {}
    for deal in deals:
        for entry in entries(deal):
            found.setdefault(entry, []).append(deal.assessment.id)
    ordered = sorted(found.items(), key=lambda pair: (pair[0][0], pair[1], pair[0][1].words))
    columns = (Column(words["day"], width=2), Column(words["name-of-deal"], width=3), Column(words["event"], width=7))
    rows = tuple(
        (Cell(Text(day.isoformat()), day=day), Cell(Text(", ".join(ids))), Cell(text)) for (day, text), ids in ordered
    )
    table = Table("calendar", words["calendar"], columns, rows, sortable=True)
    return Section("calendar", words["calendar"], (table,) if rows else (), Part.annex)
