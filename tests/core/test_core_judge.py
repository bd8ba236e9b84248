"""The outcome table: held to every completion of the facts, and each line of it by example."""

from __future__ import annotations

from typing import Any

import core_worlds as worlds
import pytest
from core_kit import CASES, asks, book, deal, derivation, findings, instrument, judged, named_list, parameter, rule, start
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from checker.assessment.findings import Outcome
from checker.rulebook.book import Rulebook

RANDOM = settings(
    max_examples=CASES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def _book(applies: worlds.Part | None, check: worlds.Part) -> Rulebook:
    limits = [parameter(name, ("2000-01-01", value)) for name, value in worlds.LIMITS.items()]
    limits += [parameter(name, ("2000-01-01", day), unit="date") for name, day in worlds.DAY_LIMITS.items()]
    lists = [named_list(name, *members) for name, members in worlds.LISTS.items()]
    made = rule(check.written, applies.written if applies else None)
    return book(made, parameters=limits, lists=lists)


@RANDOM
@given(worlds.rules(), st.data())
def test_outcome_and_questions_are_those_of_every_completion(
    written: tuple[worlds.Part | None, worlds.Part], data: st.DataObject
) -> None:
    applies, check = written
    facts = {path: data.draw(st.sampled_from(worlds.KNOWN[path]), path) for path in worlds.paths_read(applies, check)}
    note(f"applies_if: {applies.written if applies else None}\ncheck: {check.written}")
    expected = worlds.brute_force(applies, check, facts)
    found = judged(_book(applies, check), worlds.TODAY, **worlds.written(facts))
    assert found.outcome == expected.outcome
    if found.outcome is Outcome.unknown:
        assert asks(found) == expected.pivotal
        assert found.reason is not None


@RANDOM
@given(worlds.rules(), st.data())
def test_knowing_more_never_turns_a_decision_round(
    written: tuple[worlds.Part | None, worlds.Part], data: st.DataObject
) -> None:
    applies, check = written
    paths = worlds.paths_read(applies, check)
    before = {path: data.draw(st.sampled_from(worlds.KNOWN[path]), path) for path in paths}
    after = {
        path: data.draw(st.sampled_from([k for k in worlds.KNOWN[path] if k.narrows(before[path])]), f"{path}, later")
        for path in paths
    }
    note(f"applies_if: {applies.written if applies else None}\ncheck: {check.written}")
    rulebook = _book(applies, check)
    first = judged(rulebook, worlds.TODAY, **worlds.written(before)).outcome
    then = judged(rulebook, worlds.TODAY, **worlds.written(after)).outcome
    allowed = {
        Outcome.passed: {Outcome.passed, Outcome.not_applicable},
        Outcome.failed: {Outcome.failed},
        Outcome.not_applicable: {Outcome.not_applicable},
        Outcome.unknown: set(Outcome) - {Outcome.not_yet},
    }
    assert then in allowed[first]
