"""What the rules on supply concentration must show."""

from __future__ import annotations

import functools
import re
import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from checker.assessment.assess import Assessor
from checker.assessment.findings import Finding, Outcome
from checker.derivations.hhi import hhi
from checker.grades import Reason
from checker.proof.examples import dossier
from checker.rulebook.book import Rulebook
from checker.rulebook.load import load
from checker.truth import Interval
from tests.conftest import ROOT, Run

DAY = date(2026, 11, 22)
BENCHMARK = "single-third-country-dependence"


@functools.cache
def book() -> Rulebook:
    return load()


def _shares(**shares: str) -> list[dict[str, Any]]:
    return [{"country": country, "share": Fraction(share)} for country, share in shares.items()]


def _judged(rule: str, rulebook: Rulebook | None = None, **facts: Any) -> Finding:
    findings = Assessor(rulebook or book(), "python").assess(dossier(facts), DAY).findings
    (found,) = [finding for finding in findings if finding.rule.id == rule]
    return found


def _union(**shares: str) -> dict[str, Any]:
    base = {"material": "cobalt", "stage": "processing", "geography": "EU", "denominator": "consumption", "year": 2024}
    return {**base, "sources": _shares(**shares)}


def test_mined_and_refined_cobalt_have_different_leaders() -> None:
    for stage, leader in (("extraction", "CD"), ("processing", "CN")):
        for series in book().reference.newest("production", "cobalt", stage):
            assert max(series.shares, key=lambda country: series.shares[country].low) == leader


def _with_limit(folder: Path, name: str, old: str, new: str) -> Rulebook:
    rules = folder / "rules"
    shutil.copytree(ROOT / "rules", rules)
    (path,) = [path for path in (rules / "parameters").glob("*.yaml") if f"id: {name}\n" in path.read_text("utf-8")]
    before, found, after = path.read_text("utf-8").partition(f"id: {name}\n")
    assert old in after
    path.write_text(before + found + after.replace(old, new, 1), "utf-8")
    return load(rules)


def test_a_residual_that_straddles_a_class_leaves_it_open(tmp_path: Path) -> None:
    (series,) = book().reference.newest("production", "copper", "extraction")
    index = hhi(series.breakdown)
    assert isinstance(index, Interval)
    assert (round(float(index.low), 4), round(float(index.high), 4)) == (0.1036, 0.1206)
    changed = _with_limit(tmp_path, "dera.high_concentration", "value: 0.25", "value: 0.11")
    supply = {"material": "copper", "stage": "extraction"}
    found = _judged("published-production-concentrated", changed, deal={"kind": "supply_agreement"}, supply=supply)
    assert (found.outcome, found.reason) == (Outcome.unknown, Reason.range_straddles_limit)


def test_an_undisclosed_rest_may_be_the_leader_s() -> None:
    assert _judged(BENCHMARK, supply=_union(CN="0.40", AU="0.35")).outcome is Outcome.passed
    found = _judged(BENCHMARK, supply=_union(CN="0.60"))
    assert found.outcome is Outcome.unknown
    assert {question.fact for question in found.questions} == {"supply.largest_third_country_share"}


def test_the_share_of_the_seed_gives_no_verdict() -> None:
    supply = {"material": "rare_earths", "geography": "DE", "denominator": "imports", "sources": _shares(CN="0.70")}
    findings = Assessor(book(), "python").assess(dossier({"supply": supply}), DAY).findings
    about = [f for f in findings if f.subject == "supply" and f.rule.theme in ("concentration", "trade")]
    assert len(about) > 10
    assert {f.outcome for f in about}.isdisjoint({Outcome.passed, Outcome.failed})
    assert Reason.fact_conflict not in {f.reason for f in about}


def test_shares_of_different_wholes_do_not_contradict_each_other(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    wholes = [("DE", 2023, "0.691"), ("DE", 2024, "0.655"), ("EU", 2024, "0.463")]
    supplies = [
        {"id": f"line-{number}", "material": "rare_earths", "stage": "separation", "geography": geography}
        | {"denominator": "imports", "year": year, "sources": _shares(CN=share)}
        for number, (geography, year, share) in enumerate(wholes)
    ]
    findings = Assessor(book(), "python").assess(dossier({"supplies": supplies}), DAY).findings
    about = [f for f in findings if f.subject in {supply["id"] for supply in supplies}]
    assert Reason.fact_conflict not in {f.reason for f in about}
    assert {f.outcome for f in about if f.rule.id == "share-without-base"} == {Outcome.passed}
    assert {f.outcome for f in about if f.rule.id == BENCHMARK}.isdisjoint({Outcome.passed, Outcome.failed})
    monkeypatch.chdir(ROOT)
    words = ["explain", "profiles/china-germany-rare-earth-proposal.yaml", "share-without-base"]
    printed = " ".join(run(*words, "--as-of", "2026-11-22").out.split())
    assert "supply.denominator = imports" in printed
    assert "69.1 % of German imports by weight in 2023, 65.5 % in 2024 and 46.3 % of the Union's" in printed


def test_eighteen_points_turn_the_benchmark_and_print_the_new_index() -> None:
    move = {"diverts_from": "CN", "diverts_to": "MY", "diverted_share": Fraction("0.18")}
    supply = {**_union(CN="0.80", AU="0.12", US="0.08"), **move}
    assert _judged(BENCHMARK, supply=supply).outcome is Outcome.failed
    assert _judged("third-country-dependence-after-deal", supply=supply).outcome is Outcome.passed
    after = _judged("concentration-after-deal", supply=supply)
    assert "0.4376" in after.message
    assert {fact.path: fact.value for fact in after.facts}["supply.index_after"] == 0.4376


def test_another_limit_changes_verdicts_and_is_named(tmp_path: Path) -> None:
    changed = _with_limit(tmp_path, "critical_materials.single_third_country", "value: 0.65", "value: 0.50")
    supply = _union(CN="0.60", FI="0.40")
    assert _judged(BENCHMARK, supply=supply).outcome is Outcome.passed
    found = _judged(BENCHMARK, changed, supply=supply)
    assert found.outcome is Outcome.failed
    assert re.search(r"0\.6, where at most 0\.5 is asked", found.message)


def test_place_and_owner_of_a_plant_are_two_answers() -> None:
    facts = {
        "deal": {"kind": "supply_agreement"},
        "parties": [{"id": "op", "country": "HU", "ultimate_owner_countries": ["CN"]}],
        "facilities": [{"id": "plant", "country": "HU", "operator": "op"}],
        "supply": {"material": "cobalt", "stage": "processing", "plant": "plant"},
    }
    assert _judged("plant-in-leading-country", **facts).outcome is Outcome.passed
    assert _judged("plant-owned-from-leading-country", **facts).outcome is Outcome.failed


def test_the_table_behind_a_verdict_names_its_publisher(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    words = ["explain", "profiles/examples/cell-plant.yaml", "published-production-concentrated"]
    printed = " ".join(run(*words, "--as-of", "2026-11-22").out.split())
    assert "2024: International Energy Agency, Critical Minerals Dataset, edition of May 2025 (CC BY 4.0" in printed
    assert re.search(r"CN 78\.4 % █+ FI 8\.0 %", printed)
    assert re.search(r"undisclosed 9\.4 %", printed)
    assert "at most 0.25 (Index of concentration above which the list calls" in printed
    assert "index of concentration 0.6220 to 0.6309 (6,220 to 6,309 points), as concentrated as 1.6 equal" in printed
    assert "three largest 88.7 % to 98.2 %" in printed
    assert "weighted country risk -0.06 on a scale from -2.5, weak, to 2.5, over the 90.6 %" in printed
    assert "scored for the Union in 2023 as Cobalt: supply risk 2.8, economic importance 6.8" in printed
