"""Several deals judged together: each keeps a limit that all of them pass."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from checker.assessment.assess import Assessor
from checker.assessment.findings import Outcome
from checker.facts import Dossier
from checker.proof.examples import dossier
from checker.rulebook.load import load
from checker.together import across, together
from tests.conftest import ROOT, Run

DAY = date(2026, 11, 22)


def _deal(number: int, share: str = "0.2", plant: str = "Kokkola refinery", **supply: Any) -> Dossier:
    contract = {"consumer": "maker", "plant": "refinery", "material": "cobalt", "stage": "processing"}
    facts = {
        "parties": [{"id": "maker", "name": "Maker AG", "country": "DE"}],
        "facilities": [{"id": "refinery", "name": plant, "country": "FI"}],
        "supplies": [{**contract, "share_of_need": Fraction(share), **supply}],
    }
    return replace(dossier(facts), id=f"deal-{number}", path=f"deal-{number}.yaml")


def _outcomes(dossiers: Sequence[Dossier]) -> dict[str, Outcome]:
    book = across(load())
    found = Assessor(book, "python").assess(together(dossiers), DAY).findings
    return {finding.subject: finding.outcome for finding in found if finding.rule.id == "one-plant-dependence"}


def test_four_deals_under_the_limit_hang_on_one_refinery_above_it() -> None:
    deals = [_deal(number) for number in range(1, 5)]
    rule = "one-plant-dependence"
    for deal in deals:
        (alone,) = [f for f in Assessor(load(), "python").assess(deal, DAY).findings if f.rule.id == rule]
        assert alone.outcome is Outcome.passed
    assert _outcomes(deals) == {"deal-1.maker": Outcome.failed}


def test_two_refineries_are_two() -> None:
    deals = [_deal(1), _deal(2), _deal(3, plant="Other refinery"), _deal(4, plant="Other refinery")]
    assert _outcomes(deals) == {"deal-1.maker": Outcome.passed}


def test_a_part_that_nobody_stated_leaves_all_of_them_open() -> None:
    assert _outcomes([_deal(1), _deal(2, share_of_need={"unknown": "not told"})]) == {"deal-1.maker": Outcome.unknown}


@pytest.mark.parametrize("gap", ["name", "country"])
@pytest.mark.parametrize("plural", ["facilities", "parties"])
def test_a_plant_or_buyer_that_cannot_be_told_apart_is_not_taken_for_another(plural: str, gap: str) -> None:
    def deal(number: int, share: str) -> Dossier:
        facts: dict[str, Any] = {
            "parties": [{"id": "maker", "name": "Maker AG", "country": "DE"}],
            "facilities": [{"id": "refinery", "name": "Kokkola refinery", "country": "FI"}],
            "supplies": [
                {"consumer": "maker", "plant": "refinery", "material": "cobalt", "stage": "processing"}
                | {"share_of_need": Fraction(share)}
            ],
        }
        if number == 2:
            del facts[plural][0][gap]
        return replace(dossier(facts), id=f"deal-{number}", path=f"deal-{number}.yaml")

    assert set(_outcomes([deal(1, "0.4"), deal(2, "0.4")]).values()) == {Outcome.unknown}
    assert _outcomes([deal(1, "0.1"), deal(2, "0.1")])["deal-1.maker"] is Outcome.passed
    assert _outcomes([deal(1, "0.9"), deal(2, "0.1")])["deal-1.maker"] is Outcome.failed


def test_supplies_never_asked_for_in_one_deal_leave_all_of_them_open() -> None:
    silent = replace(dossier({"parties": [{"id": "maker", "name": "Maker AG", "country": "DE"}]}), id="silent")
    assert _outcomes([_deal(1), silent]) == {"deal-1.maker": Outcome.unknown}


def test_entities_without_a_name_are_left_open() -> None:
    deals = [dossier({"parties": [{"id": "maker"}], "supplies": [], "facilities": []}) for _ in range(2)]
    joined = together([replace(deal, id=f"deal-{number}") for number, deal in enumerate(deals)])
    assert joined.things["party"] == ()
    assert joined.open_lists["party"].startswith("maker of deal-0, maker of deal-1: without name or country")


def test_the_command_adds_one_deal_for_all(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    words = ["check", "profiles/examples", "--as-of", "2026-11-22", "--format", "json"]
    alone, joined = (json.loads(run(*words, *more).out)["deals"] for more in ((), ("--together",)))
    assert [deal for deal in joined if deal["id"] != "together"] == alone
    (of_all,) = [deal for deal in joined if deal["id"] == "together"]
    assert {finding["theme"] for finding in of_all["findings"]} == {"concentration"}


def test_one_deal_alone_cannot_be_judged_together(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = run("check", str(Path("profiles") / "revomet-cngr.yaml"), "--together")
    assert found.code == 2
    assert "two or more" in found.err
