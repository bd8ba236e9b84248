"""Why an outcome changed: whatever is changed in a profile, the changed facts and no others are named."""

from __future__ import annotations

import functools
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import source
from checker.assessment.assess import Assessor
from checker.assessment.findings import Assessment
from checker.facts import Dossier
from checker.gate.causes import by_difference, by_time
from checker.gate.compare import Change, Comparison, compare
from checker.gate.edits import of_profiles
from checker.gate.trials import Side
from checker.grades import Grade
from checker.portfolio import Library, gather, load_all
from checker.profile.load import build
from checker.rulebook.load import load
from tests.conftest import ROOT

FULL = Path(__file__).parent.parent / "deals" / "full.yaml"
DAY = date(2028, 3, 1)
GRADES = {"terms#1": Grade.contract, "terms#2": Grade.audited, "terms#3": Grade.opinion}


@functools.cache
def assessor() -> Assessor:
    return Assessor(load(), "python")


@functools.cache
def deals() -> tuple[Dossier, ...]:
    """The full deal and those of the repository."""
    full = build(source.read(FULL), GRADES, FULL.name, "")
    paths = [path for path in gather([ROOT / "profiles"]) if "examples" not in path.parts]
    return full, *load_all(paths, Library())


@functools.cache
def assessed(number: int) -> Assessment:
    return assessor().assess_all([deals()[number]], DAY)


def compared(number: int, now: Dossier, day: date = DAY) -> Comparison:
    judged = frozenset(rule.id for rule in assessor().book.rules)
    return compare(assessed(number), assessor().assess_all([now], day), (judged, judged))


def explained(number: int, now: Dossier) -> list[Change]:
    side, before = Side(assessor().book, DAY), deals()[number]
    found = by_difference(compared(number, now), side, side, ({before.id: before}, {now.id: now}), {})
    return [change for pair in found.pairs for change in pair.changes]


Spot = tuple[str, str, str]


def spots(dossier: Dossier) -> list[Spot]:
    return [(kind, t.id, field) for kind, things in dossier.things.items() for t in things for field in t.facts]


def changed(dossier: Dossier, spot: Spot, how: str) -> Dossier:
    """The deal without a fact, or with one that is only an opinion or a plan."""
    kind, id, field = spot
    things = []
    for thing in dossier.things[kind]:
        if thing.id == id:
            fact = thing.facts[field]
            weak = replace(fact, plan=fact.domain, firm=fact.domain, grade=Grade.opinion)
            plan = replace(fact, firm=fact.domain, grade=Grade.planned)
            left = {name: known for name, known in thing.facts.items() if name != field}
            facts = left if how == "gone" else {**left, field: weak if how == "opinion" else plan}
            thing = replace(thing, facts=facts)
        things.append(thing)
    return replace(dossier, things={**dossier.things, kind: tuple(things)})


def named(change: Change) -> set[tuple[str, str | None]]:
    return {(cause.name, cause.of) for cause in change.causes}


HOW = st.sampled_from(["gone", "opinion", "plan"])


@settings(max_examples=15)
@given(st.data(), HOW)
def test_a_single_changed_fact_is_the_only_cause(data: st.DataObject, how: str) -> None:
    number = data.draw(st.sampled_from([0, *range(len(deals()))]))
    spot = data.draw(st.sampled_from(spots(deals()[number])))
    for change in explained(number, changed(deals()[number], spot, how)):
        assert change.sure
        assert named(change) == {(f"{spot[0]}.{spot[2]}", spot[1])}


@settings(max_examples=8)
@given(st.data(), HOW, HOW)
def test_of_two_changed_facts_those_named_make_the_change(data: st.DataObject, how: str, how_other: str) -> None:
    before = deals()[0]
    one, other = data.draw(st.lists(st.sampled_from(spots(before)), min_size=2, max_size=2, unique=True))
    halves = {one: changed(before, one, how), other: changed(before, other, how_other)}
    whole = changed(halves[one], other, how_other)
    alone = {
        (f"{spot[0]}.{spot[2]}", spot[1]): {change.key: change for change in compared(0, half).pairs[0].changes}
        for spot, half in halves.items()
    }
    for change in explained(0, whole):
        assert change.sure
        assert named(change) <= alone.keys()
        if len(named(change)) == 1:
            (cause,) = named(change)
            assert alone[cause][change.key].now is change.now


def test_a_deal_does_not_differ_from_itself() -> None:
    for number, deal in enumerate(deals()):
        assert list(of_profiles(deal, deal)) == []
        assert compared(number, deal).changed == ()


def entities() -> list[tuple[str, str]]:
    return [(kind, thing.id) for kind, things in deals()[0].things.items() for thing in things if kind != "deal"]


@pytest.mark.parametrize(("kind", "id"), entities())
def test_an_entity_that_goes_is_named_together_with_what_pointed_at_it(kind: str, id: str) -> None:
    before = deals()[0]
    things = {
        name: tuple(
            replace(t, facts={f: fact for f, fact in t.facts.items() if fact.plan != (id,)}) for t in all_ if t.id != id
        )
        for name, all_ in before.things.items()
    }
    possible = {(e.cause.name, e.cause.of) for e in of_profiles(before, replace(before, things=things))}
    assert (id, None) in possible
    for change in explained(0, replace(before, things=things)):
        assert named(change)
        assert named(change) <= possible
        if change.subject == id:
            assert (id, None) in named(change)


def test_between_two_days_every_change_has_a_day_on_which_it_turned() -> None:
    book, last = assessor().book, date(2034, 1, 1)
    found = 0
    for number, dossier in enumerate(deals()):
        told = by_time(compared(number, dossier, last), book, {dossier.id: dossier})
        for change in told.pairs[0].changes:
            assert change.sure, change.key
            assert all(cause.day is not None and DAY < cause.day <= last for cause in change.causes)
            found += 1
    assert found
