"""Whatever a profile says: what is only planned, opined or assumed never becomes a pass, nor a fail."""

from __future__ import annotations

import functools
from datetime import date
from pathlib import Path

import pytest

from checker import source
from checker.assessment.assess import Assessor
from checker.assessment.findings import Outcome
from checker.grades import Grade
from checker.portfolio import gather
from checker.profile.load import build
from checker.rulebook.load import load
from tests.conftest import ROOT

FULL = Path(__file__).parent / "full.yaml"
PROFILES = [*gather([ROOT / "profiles"]), *sorted((ROOT / "checker" / "templates").glob("*.yaml")), FULL]
DAYS = [date(2026, 11, 22), date(2028, 3, 1), date(2032, 1, 1)]


class Every(dict[str, Grade]):
    """Every statement is of one grade."""

    def __init__(self, grade: Grade) -> None:
        super().__init__()
        self.grade = grade

    def __contains__(self, reference: object) -> bool:
        return True

    def __missing__(self, reference: str) -> Grade:
        return self.grade


@functools.cache
def assessor() -> Assessor:
    return Assessor(load(), "python")


def decided(path: Path, grade: Grade, day: date) -> set[str]:
    dossier = build(source.read(path), Every(grade), path.name, "")
    findings = assessor().assess(dossier, day).findings
    return {f.rule.id for f in findings if f.outcome in (Outcome.passed, Outcome.failed)}


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("grade", [Grade.planned, Grade.opinion, Grade.boilerplate, Grade.assumed])
def test_weak_evidence_decides_nothing(grade: Grade, day: date) -> None:
    assert {path.name: decided(path, grade, day) for path in PROFILES} == {path.name: set() for path in PROFILES}


def test_the_same_profile_is_decided_on_a_contract() -> None:
    assert len(decided(FULL, Grade.contract, DAYS[0])) > 20


def test_press_decides_no_rate() -> None:
    measured = {"recycling-efficiency-lithium", "recycling-lithium-recovery", "zero-liquid-discharge-unproven"}
    for day in DAYS:
        assert decided(FULL, Grade.reported, day).isdisjoint(measured)
    assert "recycling-efficiency-lithium" in decided(FULL, Grade.audited, DAYS[0])
