"""Three truth values, and what can be said of a fact that is known only in part.

A truth is ``True``, ``False`` or ``None`` (cannot tell), combined by strong Kleene logic. A fact is known as the
set of values it may still have: a tuple of alternatives, each a single value, an interval, a set of members that
may be longer, or a breakdown into shares whose rest is undisclosed. The empty tuple means that nothing is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

Truth = bool | None
Scalar = str | bool | int | Fraction | date


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers or dates from ``low`` to ``high``, both included; None on a side is no bound."""

    low: Any
    high: Any


@dataclass(frozen=True, slots=True)
class Members:
    """A list whose known members are ``known``; with ``more`` it may hold others."""

    known: frozenset[Any]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Shares of a whole by holder, each 0 to 1; what is missing to 1 is undisclosed and may be anybody's."""

    parts: tuple[tuple[str, Interval], ...]

    @property
    def rest(self) -> Fraction:
        """What no holder is sure to have: 1 less the lower ends of all shares, 0 to 1."""
        return max(Fraction(0), 1 - sum((part.low for _, part in self.parts), Fraction(0)))


Alternative = Scalar | Interval | Members | Breakdown
Admissible = tuple[Alternative, ...]
ANYTHING: Admissible = ()
EITHER: Admissible = (True, False)
NEVER_SEEN = "\N{NULL}other"
"""Stands for a text that no rule names, when a free text is varied."""


def all_of(truths: Iterable[Truth]) -> Truth:
    """Kleene conjunction; True for none."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def any_of(truths: Iterable[Truth]) -> Truth:
    """Kleene disjunction; False for none."""
    result: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            result = None
    return result


def negate(truth: Truth) -> Truth:
    """Kleene negation."""
    return None if truth is None else not truth


def holds(admissible: Admissible, test: Callable[[Alternative], Truth]) -> Truth:
    """True or False if ``test`` says so of every alternative, else None."""
    if not admissible:
        return None
    first = test(admissible[0])
    for alternative in admissible[1:]:
        if first is None or test(alternative) is not first:
            return None
    return first


def settled(admissible: Admissible) -> bool:
    """Whether exactly one value is left."""
    if len(admissible) != 1:
        return False
    match admissible[0]:
        case Interval(low, high):
            return low is not None and low == high
        case Members(_, more):
            return not more
        case Breakdown():
            return False
        case _:
            return True


def bounds(admissible: Admissible) -> Interval:
    """The smallest interval that holds every admissible number or date."""
    lows, highs = [], []
    for alternative in admissible:
        interval = alternative if isinstance(alternative, Interval) else Interval(alternative, alternative)
        lows.append(interval.low)
        highs.append(interval.high)
    if not lows:
        return Interval(None, None)
    return Interval(None if None in lows else min(lows), None if None in highs else max(highs))


def at_most(limit: Any) -> Callable[[Alternative], Truth]:
    """Test: the value is ``limit`` or less."""

    def test(value: Alternative) -> Truth:
        if isinstance(value, Interval):
            if value.high is not None and value.high <= limit:
                return True
            return False if value.low is not None and value.low > limit else None
        return bool(value <= limit)

    return test


def less_than(limit: Any) -> Callable[[Alternative], Truth]:
    """Test: the value is under ``limit``."""

    def test(value: Alternative) -> Truth:
        if isinstance(value, Interval):
            if value.high is not None and value.high < limit:
                return True
            return False if value.low is not None and value.low >= limit else None
        return bool(value < limit)

    return test


def among(wanted: frozenset[Any]) -> Callable[[Alternative], Truth]:
    """Test: the value is one of ``wanted``."""

    def test(value: Alternative) -> Truth:
        if isinstance(value, Interval):
            if value.low is not None and value.low == value.high:
                return value.low in wanted
            inside = any(
                (value.low is None or value.low <= w) and (value.high is None or w <= value.high) for w in wanted
            )
            return None if inside else False
        return value in wanted

    return test


def has_some(of: Callable[[Any], bool]) -> Callable[[Alternative], Truth]:
    """Test on a list: some member satisfies ``of``."""

    def test(value: Alternative) -> Truth:
        if not isinstance(value, Members):
            return of(value)
        if any(of(member) for member in value.known):
            return True
        return None if value.more else False

    return test


def shifted(day: date, days: int) -> date:
    """The day so many days later, or the last or first day of the calendar if that lies beyond it."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def neighbours(limit: Any) -> tuple[Any, ...]:
    """Values just below, at and just above a limit: enough to see both sides of any comparison with it."""
    if isinstance(limit, date):
        return (shifted(limit, -1), limit, shifted(limit, 1))
    hair = Fraction(1, 10**9)
    return (limit - hair, limit, limit + hair)


def contains(admissible: Admissible, value: Any) -> bool:
    """Whether ``value``, a single value, is one that the fact may have."""
    for alternative in admissible:
        match alternative:
            case Interval(low, high):
                if (low is None or low <= value) and (high is None or value <= high):
                    return True
            case Members(known, more):
                if isinstance(value, Members) and known <= value.known and (more or known == value.known):
                    return True
            case _:
                if alternative == value:
                    return True
    return not admissible
