"""What a net is asked and what it answers, the same for every engine.

A net is built once from the patterns of all rules and run over the facts of one deal after another.

Facts are flat mappings with a text under ``type``. They are values: two facts with equal fields are one fact, so a
thing that may exist twice needs an id among its fields. A fact must not be changed while a net runs.

A rule fires for a tuple of facts, one per pattern, in which
* each fact has its pattern's type,
* every test of each pattern holds for its fact,
* every join of each pattern holds: its own field equals the named field of the earlier pattern's fact,
* no fact fills two patterns.

Equality is typed. A text equals only a text, a truth value only a truth value, a number only a number; integers and
decimals compare by value. So 1 equals 1.0, and neither ``True`` nor ``"1"`` equals 1. Texts are compared code point by
code point, without normalising. ``<``, ``<=``, ``>`` and ``>=`` hold between two numbers or two texts (code point
order, right for ISO dates); ``!=`` holds between two different values of the same kind.
A field that is absent, or holds anything else than these (None, a list, a ``Fraction``, a ``Decimal``, not-a-number),
satisfies no test and no join, ``!=`` included. A value of a subclass counts as its base.

``run`` works in rounds: it finds all tuples that the facts known so far complete, calls ``on_match`` for each, and
takes what the calls infer as the new facts of the next round, until a round brings none. Over the whole run, every rule
fires exactly once for every tuple. Nothing is ever retracted, and there is no negation: ask for the absence of a fact
after the run. The same net and facts give the same order of calls, but no caller may depend on which order it is. What
``on_match`` raises ends the run and reaches the caller; the net stays usable.

Engines give the same result, or raise ``EngineError``. ``python`` takes everything described here. ``durable`` refuses
texts of more than some 60,000 characters in fields that rules read, texts with half a character in them (a lone
surrogate), rules of more than 16 patterns or 200 fields of one type, more than 28 joins in a pattern, and running a net
from within its own run.
"""

from __future__ import annotations

import dataclasses
import math
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal, Protocol

Value = str | bool | int | float
Fact = Mapping[str, Value]
OnMatch = Callable[[str, dict[str, Fact]], Iterable[Fact] | None]
Op = Literal["==", "!=", "<", "<=", ">", ">="]


class EngineError(Exception):
    """A net cannot be built or cannot go on. Its results so far are void; nothing is ever skipped instead."""


class Flag(Enum):
    """A truth value that no number equals."""

    YES = True
    NO = False


Word = str | int | float | Flag

_ORDER: dict[Op, Callable[..., bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def word(value: object) -> Word | None:
    """The value as a net compares it, or None where a net sees no value. Two values match if their words are equal.

    >>> word(1) == word(1.0), word(1) == word(True), word(1) == word("1")
    (True, False, False)
    """
    match value:
        case bool():
            return Flag.YES if value else Flag.NO
        case str():
            return str.__str__(value)
        case int():
            return int.__int__(value)
        case float():
            return None if math.isnan(value) else float.__float__(value)
        case _:
            return None


def _kind(found: Word) -> type[str] | type[float] | type[Flag]:
    match found:
        case str():
            return str
        case Flag():
            return Flag
        case int() | float():
            return float


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison of one field of a fact with a constant."""

    __test__ = False  # not a test case, whatever its name tells pytest

    field: str
    """The field of the fact."""
    value: Value = dataclasses.field(compare=False)
    """What the field is compared with."""
    op: Op = "=="
    """How the field, on the left, is compared with the value."""
    word: Word = dataclasses.field(init=False, repr=False)
    """The value as a net compares it; keeps a test for ``True`` apart from a test for 1."""

    def __post_init__(self) -> None:
        found = word(self.value)
        if found is None:
            raise ValueError(f"a test compares with a text, a truth value or a number, not with {self.value!r}")
        if self.op in _ORDER and isinstance(found, Flag):
            raise ValueError(f"truth values have no order: {self.field} {self.op} {self.value!r}")
        object.__setattr__(self, "word", found)

    def holds(self, found: Word | None) -> bool:
        """Whether a field with this word passes."""
        if found is None or _kind(found) is not _kind(self.word):
            return False
        match self.op:
            case "==":
                return found == self.word
            case "!=":
                return found != self.word
            case "<" | "<=" | ">" | ">=":
                return _ORDER[self.op](found, self.word)


@dataclass(frozen=True, slots=True)
class Join:
    """An equality between a field of this pattern's fact and a field of an earlier pattern's fact."""

    field: str
    """The field of this pattern's fact."""
    alias: str
    """The earlier pattern of the same rule."""
    other: str
    """The field of the earlier pattern's fact."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What one of the facts of a rule must look like."""

    alias: str
    """The name under which ``on_match`` gets the fact; unique in its rule."""
    type: str
    """The ``type`` of the fact."""
    tests: tuple[Test, ...] = ()
    """Comparisons with constants; all must hold."""
    joins: tuple[Join, ...] = ()
    """Equalities with facts of earlier patterns; all must hold."""


class Net(Protocol):
    """Rules waiting for facts. Built from ``{rule: its patterns}``; a wrong pattern raises ``EngineError``."""

    def __init__(self, patterns: Mapping[str, Sequence[Pattern]]) -> None: ...

    def run(self, facts: Iterable[Fact], on_match: OnMatch) -> list[Fact]:
        """Fire all rules to a fixpoint. Gives every fact once: the given ones, then the inferred ones.

        ``on_match(rule, {alias: fact})`` may return inferred facts. It must not run the same net.
        """
        ...

    def close(self) -> None:
        """Give back what the engine holds. A second call does nothing; a run afterwards raises ``EngineError``."""
        ...
