"""Conditions and checks as trees of tests on facts, and their value in three-valued logic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, assert_never

from checker import truth
from checker.grades import Grade
from checker.truth import Truth


class Op(Enum):
    """What is asked of a fact."""

    among = "is one of"
    """A single value out of a set."""
    includes = "includes one of"
    """A list that has a member out of a set."""
    includes_outside = "includes one outside"
    """A list that has a member out of none of a set."""
    at_most = "is at most"
    less_than = "is less than"
    present = "is there"
    """Something is there: a list with members, a text, a yes."""


class Moment(Enum):
    """An operand known only when a rule is judged."""

    test_date = "the test date"
    subject = "the subject's own id"


@dataclass(frozen=True, slots=True)
class Limit:
    """Operand: the value of a parameter on the test date."""

    parameter: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Operand: the members of a list on the test date."""

    id: str


Operand = frozenset[Any] | Limit | Listed | Moment | None


@dataclass(frozen=True, slots=True)
class Atom:
    """One test on one fact."""

    path: str
    """The fact."""
    op: Op
    operand: Operand = None
    negated: bool = False
    floor: Grade | None = None
    """Weakest grade that may decide, if the check asks for better than usual."""
    code: int = field(init=False, repr=False, compare=False, default=0)
    """The hash, worked out once: leaves are looked up for every rule and subject."""

    def __post_init__(self) -> None:
        parts = (self.path, self.op.value, self.operand, self.negated, self.floor)
        object.__setattr__(self, "code", hash(parts))

    def __hash__(self) -> int:
        return self.code


@dataclass(frozen=True, slots=True)
class Compare:
    """One date before another."""

    path: str
    other: str
    strictly_after: bool
    """True: ``path`` is after ``other``; False: it is before."""
    floor: Grade | None = None


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds."""

    parts: tuple[Expression, ...]


Leaf = Atom | Compare
Expression = Atom | Compare | All | Some


def evaluate(expression: Expression, truth_of: Callable[[Leaf], Truth]) -> Truth:
    """The truth of a tree, given the truth of its leaves."""
    if isinstance(expression, Atom | Compare):
        return truth_of(expression)
    join = truth.all_of if isinstance(expression, All) else truth.any_of
    return join(truth_of(part) if isinstance(part, Atom) else evaluate(part, truth_of) for part in expression.parts)


def leaves(expression: Expression) -> Iterator[Leaf]:
    """Every test of a tree, in the order written."""
    match expression:
        case Atom() | Compare():
            yield expression
        case All(parts) | Some(parts):
            for part in parts:
                yield from leaves(part)
        case _:
            assert_never(expression)


def paths(expression: Expression) -> Iterator[str]:
    """Every fact that a tree reads, in the order written."""
    for leaf in leaves(expression):
        yield leaf.path
        if isinstance(leaf, Compare):
            yield leaf.other


def with_floor(expression: Expression, floor: Grade) -> Expression:
    """The same tree, each test asking for evidence of at least ``floor``."""
    return mapped(expression, lambda leaf: replace(leaf, floor=floor))


def mapped(expression: Expression, change: Callable[[Leaf], Leaf]) -> Expression:
    """The same tree with each leaf changed."""
    match expression:
        case Atom() | Compare():
            return change(expression)
        case All(parts):
            return All(tuple(mapped(part, change) for part in parts))
        case Some(parts):
            return Some(tuple(mapped(part, change) for part in parts))
        case _:
            assert_never(expression)
