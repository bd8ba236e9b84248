"""A comparison as JSON for other programs. Keys are always present; null where there is nothing."""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import Field

from checker.assessment.findings import DealAssessment
from checker.gate.compare import Cause, Change, Pair
from checker.models import Closed
from checker.report.difference import Compared
from checker.report.json_ import JsonLocation, JsonRulebook, Outcome


class JsonCause(Closed):
    """A difference between the two sides that moves an outcome."""

    about: str
    name: str
    of: str | None = Field(description="For a fact, the id of its entity.")
    day: str | None = Field(description="For what turns with time, its day.")
    words: str


class JsonLaw(Closed):
    """What differs between the rulebooks, or happens to the law between the days."""

    cause: JsonCause
    moves: int = Field(description="How many changes it brought about.")
    note: str | None


class JsonChange(Closed):
    """One rule that is judged differently for one subject."""

    rule: str
    theme: str
    subject: str
    was: Outcome | None = Field(description="Null if there was no such finding.")
    now: Outcome | None = Field(description="Null if there is no such finding.")
    severity: str
    severity_was: str | None
    force: str
    comes_to_fail: bool = Field(description="Whether it comes to fail at the level, so that it would stop the gate.")
    message: str
    location: JsonLocation
    sure: bool = Field(description="Whether the causes made it; if not, they are what differs of all the rule reads.")
    causes: list[JsonCause]


class JsonPair(Closed):
    """One deal on both sides, or on one."""

    id: str
    path_was: str | None
    path: str | None
    counts_was: dict[Outcome, int] | None
    counts: dict[Outcome, int] | None
    changes: list[JsonChange]


class JsonSide(Closed):
    """What was judged on one side."""

    name: str
    as_of: str
    rulebook: JsonRulebook


class JsonDifference(Closed):
    """The outcome of one comparison, sorted by deal, the worst change first."""

    format: Literal["checker/difference/1"] = Field(alias="schema")
    compares: Literal["profiles", "days", "rulebooks"]
    engine: str
    was: JsonSide
    now: JsonSide
    compared: int = Field(description="Profiles on both sides.")
    changed: int = Field(description="Those of them of which an outcome changed.")
    fail_on: str
    comes_to_fail: int = Field(
        description="Findings that come to fail at that level, those of new profiles among them."
    )
    law: list[JsonLaw] = Field(description="What differs in the law; empty if profiles are compared.")
    deals: list[JsonPair]


def render(compared: Compared) -> str:
    """The comparison as text."""
    return json.dumps(_difference(compared), indent=1, ensure_ascii=False) + "\n"


def _difference(compared: Compared) -> dict[str, Any]:
    comparison, moves = compared.comparison, compared.moves
    return {
        "schema": "checker/difference/1",
        "compares": compared.kind,
        "engine": comparison.after.engine,
        **{
            key: {
                "name": name,
                "as_of": side.as_of.isoformat(),
                "rulebook": {"edition": side.edition, "digest": side.digest},
            }
            for key, name, side in zip(
                ("was", "now"), compared.names, (comparison.before, comparison.after), strict=True
            )
        },
        "compared": len(comparison.common),
        "changed": len(comparison.changed),
        "fail_on": compared.policy.level.value,
        "comes_to_fail": sum(pair.comes_to_stop(compared.policy) for pair in comparison.pairs),
        "law": [
            {"cause": _cause(cause), "moves": moves[cause], "note": note or None}
            for cause, note in compared.law.items()
        ],
        "deals": [_pair(pair, compared) for pair in comparison.pairs],
    }


def _pair(pair: Pair, compared: Compared) -> dict[str, Any]:
    return {
        "id": pair.deal.id,
        "path_was": pair.before.path if pair.before else None,
        "path": pair.after.path if pair.after else None,
        "counts_was": _counts(pair.before),
        "counts": _counts(pair.after),
        "changes": [_change(change, pair, compared) for change in pair.changes],
    }


def _counts(deal: DealAssessment | None) -> dict[str, int] | None:
    return dict(deal.counts) if deal else None


def _change(change: Change, pair: Pair, compared: Compared) -> dict[str, Any]:
    finding = change.finding
    deal = pair.after if change.after else pair.before
    assert deal is not None
    return {
        "rule": finding.rule.id,
        "theme": finding.rule.theme.value,
        "subject": change.subject,
        "was": change.was.value if change.was else None,
        "now": change.now.value if change.now else None,
        "severity": finding.severity.value,
        "severity_was": change.before.severity.value if change.before else None,
        "force": finding.force.value,
        "comes_to_fail": change.comes_to_stop(compared.policy),
        "message": finding.message,
        "location": {"path": deal.path, "line": finding.line, "column": finding.column},
        "sure": change.sure,
        "causes": [_cause(cause) for cause in change.causes],
    }


def _cause(cause: Cause) -> dict[str, Any]:
    return {
        "about": cause.about.value,
        "name": cause.name,
        "of": cause.of,
        "day": cause.day.isoformat() if cause.day else None,
        "words": cause.words,
    }
