"""Three values, and what a test says of a fact that is known only in part."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from core_kit import CASES
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import truth
from checker.truth import Admissible, Breakdown, Interval, Members, Truth

RANDOM = settings(max_examples=CASES, deadline=None)
TRUTHS: tuple[Truth, ...] = (True, False, None)


def _possible(value: Truth) -> tuple[bool, ...]:
    return (True, False) if value is None else (value,)


def _agreed(values: list[bool]) -> Truth:
    return values[0] if len(set(values)) == 1 else None


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_and_or_and_not_say_what_all_two_valued_cases_agree_on(size: int) -> None:
    for given_truths in product(TRUTHS, repeat=size):
        worlds = list(product(*map(_possible, given_truths)))
        assert truth.all_of(given_truths) is _agreed([all(world) for world in worlds])
        assert truth.any_of(given_truths) is _agreed([any(world) for world in worlds])
        if size == 1:
            assert truth.negate(given_truths[0]) is _agreed([not world[0] for world in worlds])


def test_the_tables_of_two() -> None:
    t, f, n = TRUTHS
    assert [truth.all_of(pair) for pair in product(TRUTHS, repeat=2)] == [t, f, n, f, f, f, n, f, n]
    assert [truth.any_of(pair) for pair in product(TRUTHS, repeat=2)] == [t, t, t, t, f, n, t, n, n]
    assert [truth.negate(one) for one in TRUTHS] == [f, t, n]


NUMBERS = tuple(Fraction(n, 4) for n in range(9))
DAYS = tuple(date(2026, 1, 1) + timedelta(days=n) for n in range(9))


@st.composite
def _ranges(draw: st.DrawFn, grid: tuple[Any, ...]) -> tuple[Interval, list[Any]]:
    """A range, perhaps open at an end, and the values of the grid in it."""
    first, last = sorted([draw(st.integers(0, 8)), draw(st.integers(0, 8))])
    low, high = draw(st.sampled_from([grid[first], None])), draw(st.sampled_from([grid[last], None]))
    inside = [g for g in grid if (low is None or g >= low) and (high is None or g <= high)]
    return Interval(low, high), inside


GRIDS = st.sampled_from([NUMBERS, DAYS])


@RANDOM
@given(st.data(), GRIDS, st.integers(1, 7))
def test_a_comparison_with_a_range_says_what_all_its_members_agree_on(
    data: st.DataObject, grid: tuple[Any, ...], position: int
) -> None:
    interval, members = data.draw(_ranges(grid))
    limit = grid[position]
    for made, holds in ((truth.at_most, lambda v: v <= limit), (truth.less_than, lambda v: v < limit)):
        test = made(limit)
        assert test(interval) is _agreed([holds(member) for member in members])
        assert all(test(member) is holds(member) for member in members)


@RANDOM
@given(st.data(), GRIDS, st.frozensets(st.integers(0, 8), max_size=3))
def test_membership_of_a_range_is_never_said_against_one_of_its_members(
    data: st.DataObject, grid: tuple[Any, ...], positions: frozenset[int]
) -> None:
    interval, members = data.draw(_ranges(grid))
    wanted = frozenset(grid[position] for position in positions)
    said = truth.among(wanted)(interval)
    if said is not None:
        assert {member in wanted for member in members} == {said}
    assert all(truth.among(wanted)(member) is (member in wanted) for member in members)


def test_a_range_of_one_value_is_that_value() -> None:
    half = Interval(Fraction(1, 2), Fraction(1, 2))
    assert truth.among(frozenset([Fraction(1, 2)]))(half) is True
    assert truth.among(frozenset([Fraction(1, 3)]))(half) is False
    assert truth.at_most(Fraction(1, 2))(half) is True
    assert truth.less_than(Fraction(1, 2))(half) is False


@RANDOM
@given(st.frozensets(st.sampled_from("abcd")), st.booleans(), st.frozensets(st.sampled_from("abc"), min_size=1))
def test_a_list_that_may_be_longer_has_what_every_longer_list_has(
    known: frozenset[str], more: bool, wanted: frozenset[str]
) -> None:
    lists = [known | frozenset(extra) for extra in ((), "a", "b", "c", "abcd")] if more else [known]
    said = truth.has_some(wanted.__contains__)(Members(known, more))
    assert said is _agreed([bool(members & wanted) for members in lists])


@RANDOM
@given(st.lists(st.sampled_from(NUMBERS), max_size=4), st.sampled_from(NUMBERS))
def test_alternatives_decide_only_together(values: list[Fraction], limit: Fraction) -> None:
    said = truth.holds(tuple(values), truth.at_most(limit))
    assert said is (_agreed([value <= limit for value in values]) if values else None)


def test_an_alternative_that_cannot_be_told_leaves_all_open() -> None:
    straddles = Interval(Fraction(0), Fraction(1))
    for admissible in ((Fraction(0), straddles), (straddles, Fraction(0)), (straddles, straddles)):
        assert truth.holds(admissible, truth.at_most(Fraction(1, 2))) is None


@pytest.mark.parametrize(
    ("admissible", "settled"),
    [
        ((), False),
        (("DE",), True),
        ((False,), True),
        (("DE", "FR"), False),
        ((Interval(1, 1),), True),
        ((Interval(1, 2),), False),
        ((Interval(None, None),), False),
        ((Members(frozenset()),), True),
        ((Members(frozenset(), more=True),), False),
        ((Breakdown(()),), False),
    ],
)
def test_settled_means_that_one_value_is_left(admissible: Admissible, settled: bool) -> None:
    assert truth.settled(admissible) is settled


@RANDOM
@given(st.lists(_ranges(NUMBERS), max_size=4))
def test_bounds_hold_every_alternative(ranges: list[tuple[Interval, list[Fraction]]]) -> None:
    found = truth.bounds(tuple(interval for interval, _ in ranges))
    assert all(truth.contains((found,), member) for _, members in ranges for member in members)
    if ranges and all(None not in (interval.low, interval.high) for interval, _ in ranges):
        assert found == Interval(min(i.low for i, _ in ranges), max(i.high for i, _ in ranges))
    if not ranges:
        assert found == Interval(None, None)


@pytest.mark.parametrize("limit", [Fraction(1, 2), Fraction(0), date(2026, 2, 28), date(2028, 2, 29)])
def test_neighbours_show_both_sides_of_any_comparison(limit: Any) -> None:
    below, at, above = truth.neighbours(limit)
    assert at == limit
    assert [truth.at_most(limit)(value) for value in (below, at, above)] == [True, True, False]
    assert [truth.less_than(limit)(value) for value in (below, at, above)] == [True, False, False]


@RANDOM
@given(_ranges(NUMBERS), st.sampled_from(NUMBERS))
def test_contains_is_membership_of_a_range(ranged: tuple[Interval, list[Fraction]], value: Fraction) -> None:
    interval, members = ranged
    assert truth.contains((interval,), value) is (value in members)
    assert truth.contains((interval, value), value)


def test_contains_is_membership_of_lists_and_words() -> None:
    short, long = Members(frozenset("a")), Members(frozenset("ab"))
    assert truth.contains((Members(frozenset("a"), more=True),), long)
    assert not truth.contains((short,), long)
    assert not truth.contains((Members(frozenset("b"), more=True),), short)
    assert truth.contains((), "anything"), "nothing known excludes nothing"
    assert truth.contains(("DE", "FR"), "FR")
    assert not truth.contains(("DE", "FR"), "CN")
