"""What the profiles of the five documents must show, as of 2026-11-22."""

from __future__ import annotations

import functools
import re
from datetime import date
from pathlib import Path

import pytest

from checker.assessment.assess import Assessor
from checker.assessment.findings import DealAssessment, Finding, Outcome
from checker.assessment.questions import ranked
from checker.inference import engine
from checker.portfolio import Library, load_all
from checker.rulebook.common import Theme
from checker.rulebook.load import load
from tests.conftest import ROOT, Run

DAY = date(2026, 11, 22)
NAMES = sorted(path.stem for path in (ROOT / "profiles").glob("*.yaml"))


@functools.cache
def assessor(name: str = "python") -> Assessor:
    return Assessor(load(), name)


@functools.cache
def judged(name: str, day: date = DAY) -> DealAssessment:
    return assessor().assess(load_all([ROOT / "profiles" / f"{name}.yaml"], Library())[0], day)


def of(name: str, rule: str, subject: str | None = None) -> Finding:
    found = [f for f in judged(name).findings if f.rule.id == rule and subject in (None, f.subject)]
    assert len(found) == 1, [f.subject for f in found]
    return found[0]


def asked(name: str) -> set[str]:
    return {question.fact for item in judged(name).findings for question in item.questions}


def outcomes(name: str, theme: Theme | None = None) -> set[Outcome]:
    return {f.outcome for f in judged(name).findings if theme in (None, f.rule.theme)}


@pytest.mark.parametrize("name", NAMES)
def test_no_seed_deal_fails_and_none_passes_but_by_naming_its_parties(name: str) -> None:
    assert Outcome.failed not in outcomes(name)
    assert {f.rule.id for f in judged(name).findings if f.outcome is Outcome.passed} <= {"counterparty-unnamed"}


@pytest.mark.parametrize(
    "name", ["china-germany-rare-earth-proposal", "materials-cluster-hub", "crocodile", "rhinoceros", "licorne"]
)
def test_what_is_no_deal_passes_nothing(name: str) -> None:
    assert outcomes(name).isdisjoint({Outcome.passed, Outcome.failed})


@pytest.mark.parametrize("name", NAMES)
def test_both_engines_judge_alike(name: str) -> None:
    dossier = load_all([ROOT / "profiles" / f"{name}.yaml"], Library())[0]
    for other in engine.available():
        findings = assessor(other).assess(dossier, DAY).findings
        pairs = zip(findings, judged(name).findings, strict=True)
        assert all((a.rule.id, a.subject, a.outcome, a.questions) == (b.rule.id, b.subject, b.outcome, b.questions) for a, b in pairs)  # fmt: skip


# revomet - CNGR


def test_revomet_no_equity_figure_anywhere(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "profiles" / "revomet-cngr.yaml").read_text()
    assert re.findall(r"share: (?!\{unknown)", text) == []
    monkeypatch.chdir(ROOT)
    printed = run("check", "profiles/revomet-cngr.yaml", "--all", "--as-of", "2026-11-22").out
    assert "50 %" not in printed
    assert "25 %" not in printed
    for fact in (line for f in judged("revomet-cngr").findings for line in f.facts if line.path.endswith("share")):
        assert fact.value is None
    assert of("revomet-cngr", "ownership-split-unknown").outcome is Outcome.unknown


@pytest.mark.parametrize(
    "rule", ["recycling-lithium-recovery", "recycling-cobalt-recovery", "recycling-nickel-recovery"]
)
def test_revomet_recovery_is_open_and_asks_for_rates(rule: str) -> None:
    found = of("revomet-cngr", rule)
    assert (found.outcome, found.later, found.since) == (Outcome.not_yet, Outcome.unknown, date(2027, 12, 31))
    metal = rule.split("-")[1]
    assert f"facility.recovery.{metal}" in {question.fact for question in found.questions}


def test_revomet_efficiency_is_unknown() -> None:
    found = of("revomet-cngr", "recycling-efficiency-lithium")
    assert found.outcome is Outcome.unknown
    assert "facility.efficiency.lithium_based" in {question.fact for question in found.questions}


def test_revomet_asks_for_feedstock_and_permit() -> None:
    assert {"facility.feedstock", "facility.permit"} <= asked("revomet-cngr")
    questions = [q.question for f in judged("revomet-cngr").findings for q in f.questions]
    assert any("waste batteries" in q and ("scrap" in q or "manufacturing" in q) for q in questions)


@pytest.mark.parametrize("rule", ["battery-passport", "carbon-footprint-declaration", "due-diligence-policy"])
def test_revomet_product_duties_are_not_failed(rule: str) -> None:
    found = [f for f in judged("revomet-cngr").findings if f.rule.id == rule]
    assert found
    assert {f.outcome for f in found} <= {Outcome.unknown, Outcome.not_yet, Outcome.not_applicable}
    assert Outcome.failed not in {f.later for f in found}


def test_revomet_asks_who_owns_background_and_improvements() -> None:
    questions = ranked([judged("revomet-cngr")])
    words = " ".join(question.question for question in questions)
    rules = {rule for question in questions for rule in question.rules}
    assert "own" in words
    assert "improvements-owner-unsettled" in rules
    assert "technology.listed_as_background" in asked("revomet-cngr")


def test_revomet_raises_the_partner_from_outside_the_union_without_a_claim_of_control() -> None:
    found = of("revomet-cngr", "non-union-partner")
    assert found.rule.theme is Theme.ownership
    assert found.outcome is Outcome.unknown
    assert "control" not in found.rule.title.lower()
    assert "deal.foreign_investment_filing" in {question.fact for question in found.questions}


# BatX - Rocklink


@pytest.mark.parametrize("name", ["batx-rocklink", "batx-rocklink-refinery"])
def test_batx_no_batteries_rule_applies_to_magnets(name: str) -> None:
    assert outcomes(name, Theme.batteries) == {Outcome.not_applicable}


@pytest.mark.parametrize("technology", ["joint-solvent-extraction", "joint-portfolio"])
def test_batx_joint_ownership_without_terms_is_raised(technology: str) -> None:
    found = of("batx-rocklink", "joint-ip-without-terms", technology)
    assert found.rule.theme is Theme.ip
    assert found.outcome is Outcome.unknown
    assert [question.fact for question in found.questions] == ["technology.joint_terms"]
    assert of("batx-rocklink", "coownership-laws-pull-apart", technology).outcome is Outcome.unknown


def test_batx_first_filing_in_india_is_asked_for() -> None:
    found = of("batx-rocklink", "first-filing-india", "joint-solvent-extraction")
    assert found.outcome is Outcome.unknown
    assert "technology.first_filing_permit" in {question.fact for question in found.questions}


@pytest.mark.parametrize("name", ["batx-rocklink", "batx-rocklink-refinery"])
def test_batx_pilot_is_past_due_and_unproven(name: str) -> None:
    pilot = of(name, "milestone-past-unproven", "pilot")
    assert pilot.outcome is Outcome.unknown
    assert [question.fact for question in pilot.questions] == ["milestone.met"]
    assert "2026-07-18" in pilot.questions[0].question
    assert of(name, "milestone-past-unproven", "commercial").outcome is Outcome.not_applicable


@pytest.mark.parametrize("name", ["batx-rocklink", "batx-rocklink-refinery"])
def test_batx_zero_discharge_and_export_standards_are_never_a_pass(name: str) -> None:
    discharge = of(name, "zero-liquid-discharge-unproven")
    assert (discharge.outcome, discharge.reason) == (Outcome.unknown, "planned-only")
    assert of(name, "export-standards-unnamed").outcome is Outcome.unknown


# China - Germany


def test_the_proposal_gets_no_concentration_verdict() -> None:
    name = "china-germany-rare-earth-proposal"
    assert outcomes(name, Theme.concentration) <= {Outcome.unknown, Outcome.not_applicable, Outcome.not_yet}
    benchmark = of(name, "single-third-country-dependence")
    assert benchmark.outcome is Outcome.not_applicable
    assert benchmark.pivot is not None
    assert benchmark.pivot.path == "supply.geography"
    assert {"supply.stage", "supply.has_recent_year"} & asked(name) or {"supply.stage", "supply.year"} <= asked(name)


def test_the_proposal_is_no_deal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    printed = run("check", "profiles/china-germany-rare-earth-proposal.yaml", "--as-of", "2026-11-22")
    assert printed.code == 0
    assert "Not a deal, not evaluable" in printed.out
    assert "65 %" not in printed.out
    assert "0.65" not in printed.out


def test_the_table_behind_a_share_shows_what_is_undisclosed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    words = ["explain", "profiles/china-germany-rare-earth-proposal.yaml", "single-third-country-dependence"]
    printed = run(*words, "--as-of", "2026-11-22").out
    assert re.search(r"CN +70\.0 %  █+\n", printed)
    assert re.search(r"undisclosed +30\.0 %  █+\n", printed)
    assert "0.65 (Largest part of the Union's yearly" in printed


# Volkswagen - CATL


def test_volkswagen_product_duties_do_not_apply_on_stated_facts() -> None:
    products = [
        f
        for f in judged("volkswagen-catl").findings
        if f.rule.for_each == "product" and f.rule.theme is Theme.batteries
    ]
    assert len(products) >= 10
    assert {f.outcome for f in products} == {Outcome.not_applicable}
    assert {f.pivot.path for f in products if f.pivot} == {"product.on_union_market", "product.kind"}
    assert len({question.question for f in products for question in f.questions}) == 2
    assert all(line.evidence == ("003#7",) for f in products for line in f.facts)


def test_volkswagen_the_one_question_is_printed_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    printed = run("check", "profiles/volkswagen-catl.yaml", "--as-of", "2026-11-22").out
    assert printed.count("product.on_union_market") == 1


# Cluster Hub


@pytest.mark.parametrize("name", ["materials-cluster-hub", "crocodile", "rhinoceros", "licorne"])
def test_a_cluster_is_no_deal(run: Run, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert judged(name).is_transaction is False
    monkeypatch.chdir(ROOT)
    assert "Not a deal, not evaluable" in run("check", f"profiles/{name}.yaml", "--as-of", "2026-11-22").out


# One share


SUPPLY = """\
schema: checker/profile/1
id: supply
deal: {name: Supply, kind: supply_agreement, evidence: ["demo#1"]}
supplies:
  - id: cobalt
    material: cobalt
    stage: processing
    geography: EU
    denominator: consumption
    year: 2025
    sources: [{country: CN, share: %s}, {country: FI, share: %s}]
    evidence: ["demo#1"]
"""


def test_one_share_changes_exactly_one_outcome(repo: Path) -> None:
    found = []
    for share, rest in (("0.64", "0.36"), ("0.66", "0.34")):
        (repo / "profiles" / "supply.yaml").write_text(SUPPLY % (share, rest))
        dossier = load_all([repo / "profiles" / "supply.yaml"], Library())[0]
        found.append(assessor().assess(dossier, DAY).findings)
    differing = [
        (one.rule.id, one.outcome.value, other.outcome.value)
        for one, other in zip(*found, strict=True)
        if one.outcome != other.outcome
    ]
    assert differing == [("single-third-country-dependence", "pass", "fail")]


# Dates


def changed(first: date, second: date) -> set[str]:
    found = set()
    for name in NAMES:
        for one, other in zip(judged(name, first).findings, judged(name, second).findings, strict=True):
            if (one.outcome, one.reason) != (other.outcome, other.reason):
                found.add(one.rule.id)
    return found


def test_on_9_december_2026_only_black_mass_turns() -> None:
    assert changed(date(2026, 12, 8), date(2026, 12, 9)) == {"black-mass-waste-code"}
    assert changed(date(2026, 11, 22), date(2026, 12, 8)) == set()


def test_nothing_turns_on_the_superseded_day() -> None:
    assert changed(date(2026, 11, 8), date(2026, 11, 9)) == set()


def test_the_state_of_the_suspended_announcements_is_unknown_after_their_day(tmp_path: Path) -> None:
    rule = load().rule("china-announcement-62")
    assert rule is not None
    statuses = {
        day: load().instruments[rule.sources[0].instrument].on(day) for day in (date(2026, 11, 10), date(2026, 11, 11))
    }
    assert [period.status for period in statuses.values() if period] == ["suspended", "unknown"]
