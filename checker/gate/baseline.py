"""The baseline: what failed or was undecided on the day a house began to gate. It holds no prose."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from checker import source
from checker.assessment.findings import DealAssessment, FactLine, Finding, Outcome
from checker.checks.expression import Atom, Op, leaves
from checker.errors import Invalid, Problem
from checker.models import Closed, validate
from checker.rulebook.common import Severity

FORMAT = "checker/baseline/1"
MAX_BYTES = 50_000_000
"""A thousand deals with a few hundred open rules each take less than a fifth of it."""

Measure = int | float | str
"""What was measured against a limit, the worse end of a range: a number, or a day as YYYY-MM-DD."""


class Known(Closed):
    """One rule with one outcome: its subjects, and what was measured of each."""

    rule: str = Field(description="Id of the rule.")
    outcome: Literal["fail", "unknown"]
    severity: Severity
    subjects: dict[str, dict[str, Measure]] = Field(description="Measured values by fact, by id of the subject.")


class Baseline(Closed):
    """What was known of each deal."""

    format: Literal["checker/baseline/1"] = Field(alias="schema", description="Format of this file.")
    deals: dict[str, tuple[Known, ...]] = Field(description="Rules that failed or were undecided, by id of the deal.")


class Change(StrEnum):
    """How a finding stands against the baseline."""

    new = "new"
    """It was not there."""
    worsened = "worsened"
    """It was undecided and fails, its rule became graver, or its value moved away from the limit or out of compare."""
    same = "same"


@dataclass(frozen=True, slots=True)
class Was:
    """What a baseline holds of one finding."""

    outcome: Outcome
    severity: Severity
    measured: Mapping[str, Measure]


Past = Mapping[str, Mapping[tuple[str, str], Was]]
"""By deal, then by rule and subject."""


def read(path: Path, shown: str) -> Past:
    """A baseline. Raises Invalid with every mistake."""
    try:
        raw = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError as error:
        todo = "Check the path, or write it with --write-baseline."
        raise Invalid([Problem(shown, 1, 1, f"cannot be read ({error.strerror})", todo)]) from None
    if raw is None:
        raise Invalid([Problem(shown, 1, 1, f"the file is larger than {MAX_BYTES:,} bytes", "Write it anew.")])
    baseline = _checked(raw, shown)
    return {
        deal: {
            (item.rule, subject): Was(Outcome(item.outcome), item.severity, measured)
            for item in known
            for subject, measured in item.subjects.items()
        }
        for deal, known in baseline.deals.items()
    }


def _checked(raw: bytes, shown: str) -> Baseline:
    todo = "Write it anew with --write-baseline."
    try:
        data = json.loads(raw.decode("utf-8"), object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        what = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise Invalid([Problem(shown, error.lineno, error.colno, what, todo)]) from None
    except UnicodeDecodeError:
        raise Invalid([Problem(shown, 1, 1, "the text is not UTF-8", todo)]) from None
    except (_Twice, RecursionError) as error:
        what = str(error) if isinstance(error, _Twice) else "it is nested too deep"
        raise Invalid([Problem(shown, 1, 1, what, todo)]) from None
    try:
        return Baseline.model_validate(data)
    except ValidationError:
        return validate(Baseline, source.parse_bytes(raw, shown), shown)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [key for key, _ in pairs]
        raise _Twice(f'the key "{next(key for key in names if names.count(key) > 1)}" stands here twice')
    return found


class _Twice(Exception):
    pass


def render(deals: Iterable[DealAssessment]) -> Iterator[str]:
    """The baseline of these deals as text: a line for each rule and outcome of a deal, so that changes can be read."""
    yield f'{{"schema": "{FORMAT}", "deals": {{'
    for number, deal in enumerate(deals):
        yield (",\n" if number else "\n") + json.dumps(deal.id) + ": ["
        yield ",".join("\n" + json.dumps(item, ensure_ascii=False) for item in _known(deal))
        yield "\n]"
    yield "\n}}\n"


def _known(deal: DealAssessment) -> Iterator[dict[str, Any]]:
    lines: dict[tuple[str, str], dict[str, Any]] = {}
    for finding in deal.findings:
        if finding.outcome in (Outcome.failed, Outcome.unknown):
            key = (finding.rule.id, finding.outcome.value)
            line = lines.setdefault(
                key, {"rule": key[0], "outcome": key[1], "severity": finding.severity.value, "subjects": {}}
            )
            line["subjects"][finding.subject] = measured(finding)
    return iter(lines[key] for key in sorted(lines))


def measured(finding: Finding) -> dict[str, Measure]:
    """What a failing finding was measured by: the value of each fact that is held against a limit."""
    if finding.outcome is not Outcome.failed:
        return {}
    lines = {fact.path: fact for fact in finding.facts}
    found = {}
    for path, high_is_worse in _sides(finding).items():
        value = _worse_end(lines[path], high_is_worse) if path in lines else None
        if value is not None:
            found[path] = value
    return found


def _sides(finding: Finding) -> dict[str, bool]:
    """The facts that the check holds against a limit, and whether more is worse."""
    return {
        leaf.path: not leaf.negated
        for leaf in leaves(finding.rule.check.expression())
        if isinstance(leaf, Atom) and leaf.op in (Op.at_most, Op.less_than)
    }


def _worse_end(fact: FactLine, high_is_worse: bool) -> Measure | None:
    value = fact.value
    if isinstance(value, tuple):
        value = value[-1 if high_is_worse else 0] if len(value) == 2 else None
    return None if isinstance(value, bool) else value


def change(finding: Finding, was: Was | None) -> Change:
    """How a finding that fails or is undecided stands against what was known of it."""
    if was is None:
        return Change.new
    if finding.outcome is Outcome.failed and was.outcome is Outcome.unknown:
        return Change.worsened
    if finding.severity.rank > was.severity.rank:
        return Change.worsened
    now = measured(finding)
    for path, high_is_worse in _sides(finding).items():
        before, after = was.measured.get(path), now.get(path)
        if before is None:
            continue
        if after is None or isinstance(before, str) is not isinstance(after, str):
            return Change.worsened
        if (after > before) if high_is_worse else (after < before):  # type: ignore[operator]
            return Change.worsened
    return Change.same
