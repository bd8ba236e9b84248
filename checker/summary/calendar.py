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
    words = deal.words
    columns = (Column(words["day"], width=2), Column(words["event"], width=8), Column("", width=1))
    as_of = deal.gated.assessment.as_of
    rows = tuple(
        (
            Cell(Text(day.isoformat()), day=day),
            Cell(text),
            Cell(Text(words["past"] if day < as_of else "")),
        )
        for day, text in entries(deal)
    )
    undated = [
        finding for finding in deal.assessment.findings if finding.outcome is Outcome.not_yet and not finding.since
    ]
    blocks: list[Table | Paragraph] = [Table("calendar", words["calendar"], columns, rows)] if rows else []
    if undated:
        refs = tuple(sorted({rule_ref(finding) for finding in undated}))[:NAMED]
        count = len({finding.rule.id for finding in undated})
        blocks.append(Paragraph(Text(f"{count} rules wait for acts that have no date yet.", refs)))
    if not blocks:
        blocks.append(Paragraph(Text("No rule date lies ahead and the profile names no day.")))
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
        named = "; ".join(
            f"{finding.rule.title} (then: {deal.words[(finding.later or finding.outcome).value]})"
            for finding in gravest[:NAMED]
        )
        more = f"; and {len(gravest) - NAMED} more" if len(gravest) > NAMED else ""
        yield day, Text(f"{named}{more}", tuple(rule_ref(finding) for finding in gravest[:NAMED]))


def _own(deal: Deal) -> Iterator[tuple[date, Text]]:
    root = deal.lookup.dossier.deal
    for field in OWN:
        fact = deal.fact(root, f"deal.{field}")
        day = bounds(fact.lean).low if fact.stated else None
        if isinstance(day, date):
            planned = " (planned)" if fact.firm != fact.plan else ""
            yield day, Text(f"{field.replace('_', ' ')}{planned}", fact.evidence)


def _milestones(deal: Deal) -> Iterator[tuple[date, Text]]:
    for milestone in deal.things("milestone"):
        fact = deal.fact(milestone, "milestone.due")
        day = bounds(fact.lean).high if fact.stated else None
        if isinstance(day, date):
            met = deal.fact(milestone, "milestone.met")
            state = "not stated whether reached" if len(met.firm) != 1 else "reached" if met.firm[0] else "not reached"
            yield day, Text(f"Milestone: {deal.name(milestone)} ({state})", fact.evidence)
