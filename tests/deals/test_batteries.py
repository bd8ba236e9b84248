"""What the rules on the Batteries Regulation must show, on the illustrations and on small deals."""

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
from checker.assessment.findings import DealAssessment, Finding, Outcome
from checker.assessment.standing import Timeline
from checker.grades import Reason
from checker.portfolio import Library, load_all
from checker.proof.examples import dossier
from checker.rulebook.book import Rulebook
from checker.rulebook.load import load
from checker.seeds.sheet import load_sheets
from checker.seeds.verify import verify
from tests.conftest import ROOT, Run

DAY = date(2026, 11, 22)
EXAMPLES = ROOT / "profiles" / "examples"
MAKER = {"id": "maker", "country": "DE", "turnover_eur": 900000000}


@functools.cache
def book() -> Rulebook:
    return load()


@functools.cache
def illustration(name: str) -> DealAssessment:
    return Assessor(book(), "python").assess(load_all([EXAMPLES / f"{name}.yaml"], Library())[0], DAY)


def findings(as_of: date = DAY, rulebook: Rulebook | None = None, **facts: Any) -> tuple[Finding, ...]:
    return Assessor(rulebook or book(), "python").assess(dossier({"parties": [MAKER], **facts}), as_of).findings


def of(found: tuple[Finding, ...], *rules: str) -> dict[str, Outcome]:
    return {f.rule.id: f.outcome for f in found if f.rule.id in rules}


# The illustrations.


def test_the_illustrations_reach_every_outcome() -> None:
    for name in ("cell-plant", "recycler"):
        found = {f.outcome for f in illustration(name).findings if f.rule.theme == "batteries"}
        assert found == set(Outcome), name


def test_the_illustrations_say_that_they_are_invented() -> None:
    for path in EXAMPLES.glob("*.yaml"):
        text = path.read_text("utf-8")
        assert text.startswith("# An illustration, not a real deal")
        assert 'name: "illustration: ' in text


def test_their_fact_sheets_fit_their_documents() -> None:
    report = verify(load_sheets(EXAMPLES / "seeds"), EXAMPLES / "documents")
    assert report.problems == ()
    assert report.without_sheet == ()


def test_fact_sheets_below_a_folder_are_not_taken_for_profiles(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    printed = run("check", "profiles/examples", "--as-of", "2026-11-22")
    assert printed.code == 0, printed.err
    assert "4 deals" in printed.out


# Materials.


def _battery(*elements: str, **more: Any) -> dict[str, Any]:
    base = {"kind": "battery", "category": "ev", "markets": ["DE"], "second_life": False, "maker": "maker",
            "placed_by": "maker", "placed_on_market": "2032-05-01", "active_elements": list(elements)}  # fmt: skip
    return {**base, **more}


def test_an_iron_phosphate_deal_triggers_no_cobalt_or_nickel_duty() -> None:
    supplies = [{"material": material, "consumer": "maker"} for material in ("cobalt", "nickel", "lithium")]
    found = findings(
        date(2027, 8, 18), parties=[MAKER], products=[_battery("lithium", "iron", "phosphorus")], supplies=supplies
    )
    content = of(found, "recycled-cobalt-in-batteries", "recycled-nickel-in-batteries")
    assert set(content.values()) == {Outcome.not_applicable}
    by_supply = {f.subject: f.outcome for f in found if f.rule.id == "due-diligence-traceability"}
    assert [by_supply[f"supply-{n}"] for n in (1, 2)] == [Outcome.not_applicable] * 2
    assert by_supply["supply-3"] is Outcome.unknown


@pytest.mark.parametrize("material", ["manganese", "synthetic_graphite", "copper", "aluminium", "rare_earths"])
def test_other_materials_never_enter_due_diligence(material: str) -> None:
    supply = {"material": material, "consumer": "maker", "into_union_batteries": True, "conflict_affected": True}
    party = {**MAKER, "places_batteries_on_eu_market": True, "due_diligence": {"policy": False}}
    found = findings(date(2030, 1, 1), facilities=[], parties=[party], products=[_battery(material)], supplies=[supply])
    about = [f for f in found if f.rule.id.startswith("due-diligence") and f.subject in ("supply", "maker")]
    assert len(about) > 10
    assert {f.outcome for f in about} == {Outcome.not_applicable}


def test_a_battery_sold_in_2032_is_held_against_the_shares_of_2031_although_signed_for_in_2026() -> None:
    share = {"cobalt": {"value": Fraction("0.15"), "evidence": ["audited"]}}
    found = findings(deal={"signed_on": "2026-03-01"}, products=[_battery("cobalt", recycled_content=share)])
    assert of(found, "recycled-cobalt-in-batteries") == {"recycled-cobalt-in-batteries": Outcome.failed}


# Norway.


def test_norway_is_no_member_state_but_in_the_european_economic_area() -> None:
    lists = book().lists
    assert "NO" not in lists["eu-member-states"].on(DAY)
    assert "NO" in lists["eea-efta-states"].on(DAY)
    found = findings(products=[_battery(markets=["NO"], placed_on_market="2027-03-01")])
    passport = next(f for f in found if f.rule.id == "battery-passport")
    assert passport.outcome is Outcome.unknown
    assert "product.on_union_market" in {question.fact for question in passport.questions}


# Claims of recyclers.


def test_up_to_95_percent_without_metal_basis_and_method_decides_nothing() -> None:
    claim = {"value": [0, Fraction("0.95")], "evidence": ["company"]}
    metals = ("cobalt", "copper", "lithium", "nickel")
    plant = {"country": "DE", "activities": ["recycling", "hydrometallurgy"], "treats": ["lithium_based"],
             "feedstock": ["waste_batteries"], "feed_metals": list(metals), "recovers": list(metals),
             "final_products": ["sulphate"], "recovery": dict.fromkeys(metals, claim),
             "efficiency": {"lithium_based": claim}}  # fmt: skip
    found = of(
        findings(date(2028, 1, 1), facilities=[plant]),
        "recycling-efficiency-lithium",
        *(f"recycling-{metal}-recovery" for metal in metals),
    )
    assert set(found.values()) == {Outcome.unknown}
    assert len(found) == 5


def test_a_shredder_alone_neither_passes_nor_fails() -> None:
    plant = {"country": "DE", "activities": ["black_mass"], "treats": ["lithium_based"], "feedstock": ["waste_batteries"],
             "feed_metals": ["lithium", "nickel"], "final_products": ["black_mass"], "recovery": {"lithium": Fraction("0.99"), "nickel": Fraction("0.1")},
             "efficiency": {"lithium_based": Fraction("0.9")}}  # fmt: skip
    found = findings(date(2028, 1, 1), facilities=[plant])
    rates = [f for f in found if re.fullmatch(r"recycling-(efficiency-\w+|\w+-recovery)", f.rule.id)]
    assert rates
    assert {f.outcome for f in rates} <= {Outcome.unknown, Outcome.not_applicable}


def test_a_plant_that_treats_nothing_gets_a_question_and_no_verdict() -> None:
    plant = {
        "country": "DE",
        "activities": ["recycling"],
        "treats": [],
        "efficiency": {"lithium_based": Fraction("0.1")},
    }
    found = [f for f in findings(date(2028, 1, 1), facilities=[plant]) if f.rule.id.startswith("recycling-")]
    assert {f.outcome for f in found} <= {Outcome.unknown, Outcome.not_applicable}
    assert all(f.questions for f in found)


# Days.


@pytest.mark.parametrize(
    ("first", "rule"),
    [
        (date(2027, 2, 18), "battery-passport"),
        (date(2027, 8, 18), "due-diligence-policy"),
        (date(2027, 12, 31), "recycling-lithium-recovery"),
    ],
)
def test_only_the_items_of_a_day_flip_on_it(first: date, rule: str, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    eve = date.fromordinal(first.toordinal() - 1)
    timeline = Timeline(book())
    flipped: set[str] = set()
    for path in sorted((tmp_path / "examples").glob("*.yaml")):
        text = path.read_text("utf-8")
        told = {}
        for day in (eve, first):
            path.write_text(text.replace("placed_on_market: 2027-03-01", f"placed_on_market: {day}"), "utf-8")
            deal = Assessor(book(), "python").assess(load_all([path], Library())[0], day)
            told[day] = {(f.rule.id, f.subject): (f.rule, f.outcome) for f in deal.findings}
        assert told[eve].keys() == told[first].keys()
        for key, (found, outcome) in told[first].items():
            if outcome is not told[eve][key][1]:
                assert first in timeline.of(found).changes or any(
                    first in timeline.of(other).changes for other, _ in told[first].values() if other.id == found.id
                ), key
                flipped.add(found.id)
    assert rule in flipped


def test_the_start_of_the_carbon_footprint_stays_open_until_its_acts_exist(tmp_path: Path) -> None:
    facts = {"products": [_battery(placed_on_market="2030-01-01", carbon_footprint={"declaration": False})]}
    (found,) = [f for f in findings(**facts) if f.rule.id == "carbon-footprint-declaration"]
    assert (found.outcome, found.later, found.since) == (Outcome.not_yet, Outcome.failed, None)
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", rules)
    for act, day in (("method", "2028-02-01"), ("format", "2028-05-10")):
        path = rules / "instruments" / f"eu-carbon-footprint-{act}-ev.yaml"
        status = f"status:\n  - {{from: 2023-08-17, status: awaited}}\n  - {{from: {day}, status: in_force}}\nverified"
        path.write_text(re.sub(r"status:\n.*?\nverified", status, path.read_text("utf-8"), flags=re.S), "utf-8")
    adopted = load(rules)
    for placed, outcome in (("2029-05-09", Outcome.not_yet), ("2029-05-10", Outcome.failed)):
        product = _battery(placed_on_market=placed, carbon_footprint={"declaration": False})
        (found,) = [
            f for f in findings(rulebook=adopted, products=[product]) if f.rule.id == "carbon-footprint-declaration"
        ]
        assert found.outcome is outcome
        if outcome is Outcome.not_yet:
            assert found.since == date(2029, 5, 10)


# Routing: each deal gets what concerns it.


def _concerned(found: tuple[Finding, ...]) -> set[str]:
    return {f.rule.id for f in found if f.rule.theme == "batteries" and f.outcome is not Outcome.not_applicable}


NOTHING: dict[str, Any] = {"first_supplies": [], "supplies": [], "shipments": []}


def test_a_magnet_deal_gets_nothing_of_the_batteries_regulation() -> None:
    magnets = {"products": [{"kind": "magnet"}], "facilities": [{"activities": ["magnet"], "treats": ["magnets"]}]}
    assert _concerned(findings(date(2028, 1, 1), **NOTHING, **magnets)) == set()


def test_a_recycling_plant_gets_no_product_duty_and_a_cell_plant_no_recycling_duty() -> None:
    recycler = {
        "products": [],
        "facilities": [{"country": "DE", "activities": ["recycling"], "treats": ["lithium_based"]}],
    }
    by_recycler = _concerned(findings(date(2028, 1, 1), **NOTHING, **recycler))
    cells = {"products": [_battery("lithium")], "facilities": [{"country": "DE", "activities": ["cell"], "treats": []}]}
    by_cells = _concerned(findings(date(2028, 1, 1), **NOTHING, **cells))
    assert {"treatment-permit", "recycling-efficiency-lithium"} <= by_recycler
    assert {"battery-passport", "battery-qr-code", "declaration-and-ce-mark"} <= by_cells
    assert by_recycler.isdisjoint({"battery-passport", "battery-qr-code", "declaration-and-ce-mark"})
    assert by_cells.isdisjoint({"treatment-permit", "recycling-efficiency-lithium", "first-recycler-report"})


def test_a_refinery_is_bound_through_the_contracts_of_its_customers() -> None:
    party = {"id": "mine", "country": "AU", "roles": ["miner"], "places_batteries_on_eu_market": False}
    supply = {"material": "lithium", "supplier": "mine", "into_union_batteries": True}
    deal = {"kind": "supply_agreement", "status": "signed", "contract": {"traceability_data": False}}
    found = findings(date(2027, 8, 18), deal=deal, parties=[party], supplies=[supply], products=[], facilities=[])
    told = of(found, "due-diligence-data-upstream", "due-diligence-policy")
    assert told == {"due-diligence-data-upstream": Outcome.failed, "due-diligence-policy": Outcome.not_applicable}
    assert "contract" in str(book().rule("due-diligence-data-upstream").binds)  # type: ignore[union-attr]


# Roles.


@pytest.mark.parametrize(
    ("party", "product", "manufacturer"),
    [
        ({"roles": ["manufacturer"]}, {}, True),
        ({"roles": ["importer"], "own_brand": True}, {}, True),
        ({"roles": ["distributor"], "changes_purpose": True}, {}, True),
        ({"roles": ["second_life_operator"]}, {"second_life": True, "prepared_by": "p"}, True),
    ],
)
def test_who_brands_changes_or_prepares_a_battery_anew_is_its_manufacturer(
    party: dict[str, Any], product: dict[str, Any], manufacturer: bool
) -> None:
    from checker.proof.examples import inferred

    facts = {
        "parties": [{"id": "p", "country": "DE", **party}],
        "products": [{**_battery(maker="p", placed_by="p"), **product}],
    }
    lookup = inferred(book(), dossier(facts), DAY)
    fact = lookup.get(lookup.subjects("party")[0], "party.is_battery_manufacturer")
    assert fact.plan == (manufacturer,)


# What is not in the text.


def test_a_value_that_nobody_could_read_decides_nothing() -> None:
    product = _battery(placed_on_market="2040-01-01", carbon_footprint={"value": 1})
    rule = book().rule("carbon-footprint-maximum")
    assert rule is not None
    reasons = {example.reason for example in rule.examples if example.adopted and example.expect == "unknown"}
    assert Reason.text_not_available in reasons
    found = of(findings(products=[product]), "carbon-footprint-maximum")
    assert found == {"carbon-footprint-maximum": Outcome.not_yet}
