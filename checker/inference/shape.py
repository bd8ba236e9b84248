"""Rules reduced to the shape of their patterns, so that rules which wait for the same facts are matched together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.inference.net import EngineError, Pattern, Test


@dataclass(frozen=True, slots=True)
class Link:
    """A join, with the earlier pattern named by its position."""

    field: str
    """The field of this slot's fact."""
    slot: int
    """Position of the earlier slot."""
    other: str
    """The field of the earlier slot's fact."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A pattern without its alias."""

    type: str
    """The type of the fact."""
    tests: frozenset[Test]
    """Comparisons with constants."""
    links: frozenset[Link]
    """Equalities with earlier slots."""


Shape = tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Bearer:
    """A rule and the shape it has."""

    rule: str
    """Name of the rule."""
    shape: int
    """Number of its shape."""
    aliases: tuple[str, ...]
    """The rule's own name for each slot."""


def reduce(patterns: Mapping[str, Sequence[Pattern]]) -> tuple[list[Shape], list[Bearer]]:
    """The distinct shapes, numbered in order of appearance, and the rules that bear them, in the order given."""
    numbers: dict[Shape, int] = {}
    bearers = []
    for rule, sequence in patterns.items():
        shape = _shape(rule, sequence)
        number = numbers.setdefault(shape, len(numbers))
        bearers.append(Bearer(rule, number, tuple(pattern.alias for pattern in sequence)))
    return list(numbers), bearers


def _shape(rule: str, patterns: Sequence[Pattern]) -> Shape:
    if not patterns:
        raise EngineError(f"rule {rule!r} has no pattern")
    slots: dict[str, Slot] = {}
    for pattern in patterns:
        if pattern.alias in slots:
            raise EngineError(f"rule {rule!r} has two patterns with the alias {pattern.alias!r}")
        positions = {alias: position for position, alias in enumerate(slots)}
        for join in pattern.joins:
            if join.alias not in positions:
                raise EngineError(
                    f"rule {rule!r}: pattern {pattern.alias!r} joins {join.alias!r}, which is no earlier pattern"
                )
        links = frozenset(Link(join.field, positions[join.alias], join.other) for join in pattern.joins)
        slots[pattern.alias] = Slot(pattern.type, frozenset(pattern.tests), links)
    return tuple(slots.values())
