"""Comparisons of laws, provisions that differ by a fact, and what a deal points to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from core_kit import CASES, asks, book, changed, inferred, instrument, judged, rule, written
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.assessment.findings import Outcome
from checker.errors import Invalid
from checker.rulebook.load import load
from checker.truth import EITHER

ACT = """\
schema: checker/instrument/1
id: %s
name: The comparison
short: Comparison
kind: practice
jurisdiction: none
status: [{from: 2000-01-01, status: in_force}]
verified: {grade: primary, on: 2026-01-01}
"""
TABLE = "defaults/owners.yaml"
INFER = "derive/technology-default.yaml"
APART = "derive/technology-apart.yaml"
FILES = {
    "edition.yaml": 'schema: checker/edition/1\nedition: "2026.01"\nabout: A small edition.\n',
    "instruments/comparison.yaml": ACT % "comparison",
    TABLE: """\
schema: checker/defaults/1
id: owners
label: What an owner may do alone
instrument: comparison
for_each: technology
countries: technology.filing_countries
likely: parties.country
verified: {grade: primary, on: 2026-01-01}
questions:
  licence: Grant a licence
laws:
  - country: DE
    name: Germany
    says: a licence needs everyone who owns a share (the Act)
    answers: {licence: consent}
    sources: [{instrument: comparison, at: Germany}]
    verified: {grade: primary, on: 2026-01-01}
  - country: CN
    name: China
    says: each owner may grant a licence alone (the Law)
    answers: {licence: alone}
    sources: [{instrument: comparison, at: China}]
    verified: {grade: primary, on: 2026-01-01}
""",
    INFER: """\
id: technology-default
title: What the laws say
for_each: technology
fact: technology.default
derive:
  default_law: {table: owners, question: licence, countries: technology.filing_countries}
examples:
  - {name: Germany, facts: {technology: {filing_countries: [DE]}}, expect: {members: [consent]}}
""",
    APART: """\
id: technology-apart
title: Whether they differ
for_each: technology
fact: technology.apart
derive:
  laws_differ: {table: owners, questions: [licence], countries: technology.filing_countries}
examples:
  - {name: Germany, facts: {technology: {filing_countries: [DE]}}, expect: false}
""",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return written(tmp_path, FILES)


def told(folder: Path) -> list[str]:
    with pytest.raises(Invalid) as caught:
        load(folder, "rules")
    return [str(problem) for problem in caught.value.problems]


def test_the_small_comparison_is_right(folder: Path) -> None:
    (table,) = load(folder, "rules").defaults.values()
    assert dict(table.answers("licence")) == {"DE": "consent", "CN": "alone"}


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (TABLE, "country: CN", "country: DE", "DE stands here twice"),
        (TABLE, "country: CN", "country: XX", '"XX" is no country code'),
        (TABLE, "{licence: alone}", "{licence: alone, licences: consent}", 'no question "licences" - did you mean "licence"?'),
        (TABLE, "{licence: alone}", "{}", 'China gives no answer to "licence"'),
        (TABLE, "{licence: alone}", "{licence: allone}", '"allone" is not a word known here - did you mean "alone"?'),
        (TABLE, "instrument: comparison\nfor", "instrument: comparisom\nfor", 'did you mean "comparison"?'),
        (TABLE, "countries: technology.filing_countries", "countries: technology.name", '"technology.name" is not a list'),
        (INFER, "table: owners", "table: owner", 'no comparison of laws is called "owner" - did you mean "owners"?'),
        (INFER, "question: licence", "question: licences", 'did you mean "licence"?'),
        (APART, "[licence]", "[licence, use]", 'no question of it is called "use"'),
        (APART, "technology.filing_countries}\n", "technology.owner}\n", '"technology.owner" is not a list'),
    ],
)  # fmt: skip
def test_a_mistake_in_a_comparison_is_told_at_its_place(folder: Path, file: str, old: str, new: str, said: str) -> None:
    changed(folder / file, old, new)
    found = [line for line in told(folder) if said in line]
    assert found, told(folder)
    assert found[0].startswith(f"rules/{file}:")


@settings(max_examples=CASES, deadline=None)
@given(st.sets(st.sampled_from(["DE", "IN", "CN", "US", "FR"])), st.booleans())
def test_hiding_a_country_never_decides_more(countries: set[str], more: bool) -> None:
    listed: list[Any] = sorted(countries)
    named = {"named": {"word": "CN", "known": ["technology.filing_countries"]}}
    whole = inferred("technology.points", named, technology={"filing_countries": listed})
    hidden = inferred("technology.points", named, technology={"filing_countries": [*listed[1:], {"unknown": "why"}]})
    assert whole == ("CN" in countries,)
    assert hidden in ((True,), EITHER)
    assert hidden == EITHER or "CN" in countries
    also = {"named": {"word": "CN", "known": ["parties.country"], "also": ["technologies.filing_countries"]}}
    filing = [*listed, *([{"unknown": "why"}] if more else [])]
    found = inferred("deal.points", also, parties=[{"country": "DE"}], technologies=[{"filing_countries": filing}])
    assert found == ("CN" in countries,)


def test_what_has_to_be_known_keeps_it_open_and_what_was_never_asked_names_nothing() -> None:
    how = {
        "named": {"word": "CN", "known": ["parties.country"], "also": ["deal.governing_law", "deal.data.leaves_china"]}
    }
    assert inferred("deal.points", how, parties=[{"country": "DE"}]) == (False,)
    assert inferred("deal.points", how, parties=[{"country": "DE"}, {"name": "Partner"}]) == EITHER
    assert inferred("deal.points", how) == EITHER
    yes = {"data": {"leaves_china": True}}
    assert inferred("deal.points", how, deal=yes, parties=[{"country": "DE"}]) == (True,)
    assert inferred("deal.points", how, deal={"governing_law": "CN"}, parties=[{"country": "DE"}]) == (True,)


@settings(max_examples=CASES, deadline=None)
@given(*[st.sets(st.sampled_from(["merger", "eu_export", "german_investment"]))] * 2, st.booleans(), st.booleans())
def test_a_list_covers_another_whatever_else_may_stand_in_it(
    whole: set[str], part: set[str], more_whole: bool, more_part: bool
) -> None:
    def listed(words: set[str], more: bool) -> list[Any]:
        return [*sorted(words), *([{"unknown": "why"}] if more else [])]

    how = {"covers": {"whole": "deal.approvals.conditions", "part": "deal.approvals.needed"}}
    approvals = {"conditions": listed(whole, more_whole), "needed": listed(part, more_part)}
    found = inferred("deal.covered", how, deal={"approvals": approvals})
    if part <= whole:
        assert found == (EITHER if more_part else (True,))
    else:
        assert found == (EITHER if more_whole else (False,))


# Provisions that differ by a fact.


BY_STATUS = {
    "fact": "facility.status",
    "sources": {
        "planned": [{"instrument": "early", "at": "Art. 1"}],
        "operating": [{"instrument": "late", "at": "Art. 2"}],
    },
}


def by_status(status: Any, permit: bool) -> Any:
    late = instrument("late", {"from": "2030-01-01", "status": "in_force"})
    act = rule({"required": {"fact": "facility.permit"}}, sources=None, sources_by=BY_STATUS)
    facility = {"permit": permit} if status is None else {"permit": permit, "status": status}
    return judged(book(act, instruments=[instrument("early"), late]), facility=facility)


def test_the_provisions_that_count_are_those_of_the_fact() -> None:
    early, late = by_status("planned", permit=False), by_status("operating", permit=False)
    assert (early.outcome, [s.instrument for s in early.sources]) == (Outcome.failed, ["early"])
    assert (late.outcome, late.later, [s.instrument for s in late.sources]) == (
        Outcome.not_yet,
        Outcome.failed,
        ["late"],
    )


def test_where_the_fact_is_open_the_outcome_is_open_unless_all_agree() -> None:
    found = by_status(None, permit=False)
    assert found.outcome is Outcome.unknown
    assert "facility.status" in asks(found)
    assert [source.instrument for source in found.sources] == ["early", "late"]


def test_sources_stand_once() -> None:
    with pytest.raises(Exception, match="stand together"):
        rule({"required": {"fact": "facility.permit"}}, sources_by=BY_STATUS)
