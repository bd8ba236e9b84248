"""The part of a run that is the same for every engine: rounds of matching and inferring, to a fixpoint."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from checker.inference.net import EngineError, Fact, OnMatch, word
from checker.inference.shape import Bearer

MAX_FACTS = 100_000
"""Beyond this many facts, inference is taken to be endless."""


class Arrival(NamedTuple):
    """A fact that has just become known."""

    number: int
    """Its place among the facts of the run."""
    type: str
    """Its type."""
    fact: Fact
    """The fact as it was given."""


Numbers = tuple[int, ...]
Advance = Callable[[Sequence[Arrival]], Iterable[tuple[int, Numbers]]]
"""Takes facts into one session of an engine; gives the tuples they complete, as (shape, fact numbers), each once."""


def fixpoint(bearers: Sequence[Bearer], advance: Advance, facts: Iterable[Fact], on_match: OnMatch) -> list[Fact]:
    """Run a session to its fixpoint; ``net`` says what that means."""
    waiting: defaultdict[int, list[tuple[int, Bearer]]] = defaultdict(list)
    for place, bearer in enumerate(bearers):
        waiting[bearer.shape].append((place, bearer))
    memory = _Memory()
    fresh = memory.add(facts)
    while fresh:
        tuples: defaultdict[int, list[Numbers]] = defaultdict(list)
        for shape, numbers in advance(fresh):
            tuples[shape].append(numbers)
        for found in tuples.values():
            found.sort()
        fresh = []
        for _, bearer in sorted(each for shape in tuples for each in waiting[shape]):
            for numbers in tuples[bearer.shape]:
                frame = {alias: memory.facts[number] for alias, number in zip(bearer.aliases, numbers, strict=True)}
                inferred = on_match(bearer.rule, frame)
                if inferred is not None:
                    fresh += memory.add(inferred)
    return memory.facts


class _Memory:
    """All facts of a run, each once, numbered in order of arrival."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self._known: set[Hashable] = set()

    def add(self, facts: Iterable[Fact]) -> list[Arrival]:
        """Take facts in; gives those that were not known before."""
        fresh = []
        for fact in facts:
            identity = frozenset((field, _distinct(value)) for field, value in fact.items())
            if identity in self._known:
                continue
            kind = word(fact.get("type"))
            if not isinstance(kind, str):
                raise EngineError(f"a fact has no text under 'type': {fact!r:.200}")
            if len(self.facts) == MAX_FACTS:
                raise EngineError(f"more than {MAX_FACTS} facts: inference seems not to end, the last is {fact!r:.200}")
            self._known.add(identity)
            fresh.append(Arrival(len(self.facts), kind, fact))
            self.facts.append(fact)
        return fresh


def _distinct(value: object) -> Hashable:
    """Something that is equal for values that a net takes for equal, and distinct for all others."""
    found = word(value)
    if found is not None:
        return found
    return type(value), repr(value)
