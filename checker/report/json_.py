"""The assessment as JSON: the contract other programs rely on. Keys are always present; null where there is nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from checker.assessment.findings import DealAssessment
from checker.gate.gate import OPEN, Gated, Ruling, State
from checker.models import Closed
from checker.rulebook.book import Rulebook

Outcome = Literal["pass", "fail", "unknown", "not_yet", "not_applicable"]


class JsonFact(Closed):
    """A fact that a finding rests on."""

    path: str
    value: str | int | float | bool | list[str | int | float | None] | None
    evidence: list[str]
    grade: str | None


class JsonQuestion(Closed):
    """A question that would decide."""

    fact: str
    question: str
    to: str


class JsonSource(Closed):
    """A provision and the state of its act on the law date."""

    instrument: str
    at: str
    status: str | None


class JsonLocation(Closed):
    """A place in a profile."""

    path: str
    line: int
    column: int


class JsonFinding(Closed):
    """One rule, judged for one subject."""

    rule: str
    theme: str
    subject: str
    outcome: Outcome
    later: Outcome | None
    from_: str | None = Field(alias="from")
    reason: str | None
    severity: str
    force: str
    binds: str
    message: str
    location: JsonLocation
    facts: list[JsonFact]
    questions: list[JsonQuestion]
    sources: list[JsonSource]
    waived: str | None
    fix: str


class JsonDeal(Closed):
    """One deal."""

    id: str
    path: str
    digest: str
    counts: dict[Outcome, int]
    completeness: int | None = Field(description="Percent of what concerns the deal that the stated facts decide.")
    findings: list[JsonFinding]


class JsonRemark(Closed):
    """What is to be said besides findings, and where."""

    about: str
    words: str
    location: JsonLocation


class JsonStop(Closed):
    """A finding that stops the gate."""

    deal: str
    rule: str
    subject: str


class JsonGate(Closed):
    """What the gate made of the findings."""

    fail_on: str
    strict: bool
    also_fail: list[str]
    exit: int
    stops: list[JsonStop]
    waived: int
    known: int | None = Field(description="Findings that stood in the baseline; null without one.")
    themes_off: dict[str, str]
    remarks: list[JsonRemark]


class JsonRulebook(Closed):
    """The rulebook used."""

    edition: str
    digest: str


class JsonAssessment(Closed):
    """The outcome of one run, sorted by deal, theme, rule, subject."""

    format: Literal["checker/assessment/1"] = Field(alias="schema")
    as_of: str
    engine: str
    rulebook: JsonRulebook
    gate: JsonGate
    deals: list[JsonDeal]


def _head(gated: Gated) -> dict[str, Any]:
    assessment = gated.assessment
    return {
        "schema": "checker/assessment/1",
        "as_of": assessment.as_of.isoformat(),
        "engine": assessment.engine,
        "rulebook": {"edition": assessment.edition, "digest": assessment.digest},
        "gate": _gate(gated),
    }


def _gate(gated: Gated) -> dict[str, Any]:
    rulings = gated.by_gravity(*OPEN)
    return {
        "fail_on": gated.policy.level.value,
        "strict": gated.policy.strict,
        "also_fail": sorted(gated.policy.also),
        "exit": int(gated.exit),
        "stops": [
            {"deal": ruling.deal.id, "rule": ruling.finding.rule.id, "subject": ruling.finding.subject}
            for ruling in rulings
            if ruling.state is State.stops
        ],
        "waived": sum(ruling.state is State.waived for ruling in rulings),
        "known": sum(ruling.state is State.known for ruling in rulings) if gated.past is not None else None,
        "themes_off": dict(gated.themes_off),
        "remarks": [
            {
                "about": remark.about.value,
                "words": remark.words,
                "location": {"path": remark.path, "line": remark.line, "column": remark.column},
            }
            for remark in gated.remarks
        ],
    }


def render(gated: Gated, book: Rulebook, *, everything: bool) -> Iterator[str]:  # noqa: ARG001
    """The assessment as text, one finding a line, in pieces small enough for any number of deals."""
    yield _opened(_head(gated), "deals")
    for number, deal in enumerate(gated.assessment.deals):
        yield (",\n" if number else "\n") + _opened(_deal(deal), "findings") + "\n"
        yield ",\n".join(json.dumps(finding(gated.ruling(deal, f)), ensure_ascii=False) for f in deal.findings)
        yield "\n]}"
    yield "\n]}\n"


def _opened(head: dict[str, Any], key: str) -> str:
    """A JSON object left open within its last key, a list."""
    return json.dumps({**head, key: []}, ensure_ascii=False).removesuffix("]}")


def _deal(deal: DealAssessment) -> dict[str, Any]:
    return {
        "id": deal.id,
        "path": deal.path,
        "digest": deal.digest,
        "counts": dict(deal.counts),
        "completeness": deal.completeness,
    }


def finding(ruling: Ruling) -> dict[str, Any]:
    """One finding as plain data."""
    item, path = ruling.finding, ruling.deal.path
    return {
        "rule": item.rule.id,
        "theme": item.rule.theme.value,
        "subject": item.subject,
        "outcome": item.outcome.value,
        "later": item.later.value if item.later else None,
        "from": item.since.isoformat() if item.since else None,
        "reason": item.reason.value if item.reason else None,
        "severity": item.severity.value,
        "force": item.force.value,
        "binds": item.rule.binds,
        "message": item.message,
        "location": {"path": path, "line": item.line, "column": item.column},
        "facts": [
            {
                "path": fact.path,
                "value": list(fact.value) if isinstance(fact.value, tuple) else fact.value,
                "evidence": list(fact.evidence),
                "grade": fact.grade.value if fact.grade else None,
            }
            for fact in item.facts
        ],
        "questions": [{"fact": q.fact, "question": q.question, "to": q.to} for q in item.questions],
        "sources": [{"instrument": s.instrument, "at": s.at, "status": s.status} for s in item.sources],
        "waived": ruling.why if ruling.state is State.waived else None,
        "fix": item.rule.fix,
    }
