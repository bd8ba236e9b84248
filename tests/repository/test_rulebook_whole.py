"""The shipped rulebook: sound, proved by its examples, and wide enough to show everything the format can say."""

from __future__ import annotations

import functools
import json

import pytest

from checker import checks, derivations
from checker.checks.conditions import TESTS
from checker.checks.expression import Limit, Listed, Moment, Op, leaves
from checker.grades import Reason
from checker.proof.examples import test_derivation as failures_of_derivation
from checker.proof.examples import test_rule as failures_of_rule
from checker.rulebook.book import Rulebook
from checker.rulebook.common import Checked, Force, Severity, Theme
from checker.rulebook.instruments import Status
from checker.rulebook.lint import lint
from checker.rulebook.load import load


@functools.cache
def book() -> Rulebook:
    return load()


@pytest.mark.parametrize("theme", Theme)
def test_every_example_of_a_rule_comes_out_as_it_says(theme: Theme) -> None:
    rules = [rule for rule in book().rules if rule.theme is theme]
    assert rules
    assert [failure for rule in rules for failure in failures_of_rule(book(), rule)] == []


def test_every_example_of_an_inference_comes_out_as_it_says() -> None:
    assert [failure for item in book().derivations for failure in failures_of_derivation(book(), item)] == []


def test_nothing_stands_in_it_that_nothing_uses() -> None:
    assert list(lint(book())) == []


def test_it_shows_every_kind_outcome_and_force() -> None:
    rules = book().rules
    assert len(rules) >= 45
    assert {kind for rule in rules for kind in rule.check.kinds()} == set(checks.KINDS)
    assert {item.derive.kind for item in book().derivations} == set(derivations.KINDS)
    assert {rule.theme for rule in rules} == set(Theme)
    assert {rule.force for rule in rules} == set(Force)
    assert {rule.severity for rule in rules} == set(Severity)
    assert {rule.verified.grade for rule in rules} == set(Checked)
    examples = [example for rule in rules for example in rule.examples]
    assert {example.expect for example in examples} == {"pass", "fail", "unknown", "not_yet", "not_applicable"}


def test_it_shows_every_turn_of_time() -> None:
    assert [rule.id for rule in book().rules if rule.dated_by] != []
    statuses = {period.status for act in book().instruments.values() for period in act.status}
    assert {Status.awaited, Status.proposed, Status.suspended, Status.expired, Status.unknown} <= statuses
    waiting = {name for name in book().starts if book().start(name).waits_for}
    assert {name for rule in book().rules if "carbon-footprint" in rule.id for name in rule.start_names} <= waiting


def test_it_reads_every_kind_of_operand() -> None:
    found = [leaf for rule in book().rules if rule.applies_if for leaf in leaves(rule.applies_if)]
    operands = {type(leaf.operand) for leaf in found if hasattr(leaf, "operand")}
    assert {Listed, Moment, frozenset} <= operands
    ops = {leaf.op for rule in book().rules for leaf in leaves(rule.check.expression()) if hasattr(leaf, "op")}
    assert {Op.among, Op.includes, Op.at_most, Op.less_than, Op.present} <= ops
    limits = {
        leaf.operand for rule in book().rules for leaf in leaves(rule.check.expression()) if hasattr(leaf, "operand")
    }
    assert any(isinstance(limit, Limit) for limit in limits)


def test_the_suspended_announcements_hang_in_the_air_after_their_day() -> None:
    rule = book().rule("china-announcement-62")
    assert rule is not None
    reasons = {(str(example.facts.get("transfer", {}).get("date")), example.reason) for example in rule.examples}
    assert ("2026-11-11", Reason.status_unknown) in reasons


def test_every_test_word_is_in_the_schema() -> None:
    from checker.schemas import text

    names = json.loads(text("rule"))["properties"]["applies_if"]["anyOf"][0]["additionalProperties"]["anyOf"][1]
    assert names["propertyNames"]["enum"] == list(TESTS)
