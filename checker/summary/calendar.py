"""Rule dates against the days of the deal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.assessment.findings import Finding, Outcome
from checker.summary.deal import Deal, rule_ref
from checker.summary.document import Cell, Column, Paragraph, Section, Table, Text
from checker.truth import bounds

OWN = ("announced", "signed_on", "effective_on", "closing_on")
"""Days of the deal itself."""
NAMED = 3
"""Rules named for one day; the rest are counted."""


def calendar(deal: Deal) -> Section:
    """Every day on which an outcome changes and every day the profile names, past ones marked."""
    words, as_of = deal.words, deal.gated.assessment.as_of
    columns = (Column(words["day"], width=3), Column(words["status"], width=3), Column(words["event"], width=20))
    rows = tuple(
        (
            Cell(Text(day.isoformat()), day=day),
            Cell(Text(words["past" if day < as_of else "ahead"])),
            Cell(text),
        )
        for day, text in entries(deal)
    )
    undated = [
        finding for finding in deal.assessment.findings if finding.outcome is Outcome.not_yet and not finding.since
    ]
    blocks: list[Table | Paragraph] = [Table("calendar", words["calendar"], columns, rows)] if rows else []
    if undated:
        refs = tuple(sorted({rule_ref(finding) for finding in undated}))
        blocks.append(Paragraph(Text(words["undated"].format(number=len(refs)), refs[:NAMED])))
    if not blocks:
        blocks.append(Paragraph(Text(words["no-days"])))
    return Section("calendar", words["calendar"], tuple(blocks))


def entries(deal: Deal) -> list[tuple[date, Text]]:
    """Days and what happens on them, sorted."""
    return sorted([*_rules(deal), *_own(deal), *_milestones(deal)], key=lambda entry: (entry[0], entry[1].words))


def _rules(deal: Deal) -> Iterator[tuple[date, Text]]:
    days: dict[date, dict[str, Finding]] = {}
    for finding in deal.assessment.findings:
        if finding.since is not None:
            days.setdefault(finding.since, {}).setdefault(finding.rule.id, finding)
    for day, found in days.items():
        gravest = sorted(found.values(), key=lambda f: (-f.severity.rank, f.rule.id))
        named = [
            deal.words["then"].format(
                title=finding.rule.title, outcome=deal.words[(finding.later or finding.outcome).value]
            )
            for finding in gravest
        ]
        yield day, Text(deal.some(named, NAMED), tuple(rule_ref(finding) for finding in gravest[:NAMED]))


def _own(deal: Deal) -> Iterator[tuple[date, Text]]:
    root = deal.lookup.dossier.deal
    for field in OWN:
        fact = deal.fact(root, f"deal.{field}")
        day = bounds(fact.lean).low if fact.stated else None
        if isinstance(day, date):
            yield day, Text(f"{deal.words[field]}{deal.mark(fact)}", fact.evidence)


def _milestones(deal: Deal) -> Iterator[tuple[date, Text]]:
    for milestone in deal.things("milestone"):
        fact = deal.fact(milestone, "milestone.due")
        day = bounds(fact.lean).high if fact.stated else None
        if isinstance(day, date):
            met = deal.fact(milestone, "milestone.met").firm
            state = "reach-not-stated" if len(met) != 1 else "reached" if met[0] else "not-reached"
            said = deal.words["milestone"].format(name=deal.name(milestone), state=deal.words[state])
            yield day, Text(said, fact.evidence)
