"""How plain Python looks for the facts of each shape, worked out once per net."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.inference.net import Test, Word
from checker.inference.shape import Shape

Words = dict[str, Word | None]
"""The fields of a fact that matter to its type, as words."""


@dataclass(frozen=True, slots=True)
class Step:
    """How to find facts for one more slot of a tuple."""

    slot: int
    """The slot to fill."""
    store: int
    """Number of the store that holds its facts."""
    fields: tuple[str, ...]
    """Fields of the fact sought that joins tie to facts already in the tuple."""
    sources: tuple[tuple[int, str], ...]
    """For each of these, the slot and field that it must equal."""


@dataclass(frozen=True, slots=True)
class Seed:
    """A slot that an entering fact may fill, and the way from there to whole tuples."""

    shape: int
    """Number of the shape."""
    size: int
    """How many slots the shape has."""
    slot: int
    """The slot that the entering fact fills."""
    steps: tuple[Step, ...]
    """How to fill the others, in this order."""


@dataclass(slots=True)
class Store:
    """One type with one set of tests; all slots with these share it."""

    number: int
    """Its place among the stores of the plan."""
    tests: frozenset[Test]
    """What a fact must pass to enter."""
    keys: set[tuple[str, ...]] = field(default_factory=set)
    """The combinations of fields by which its facts are looked up."""
    seeds: list[Seed] = field(default_factory=list)
    """What an entering fact may complete."""


@dataclass(slots=True)
class Gate:
    """The stores of one type, arranged so that a fact is tested for few of them."""

    fields: set[str] = field(default_factory=set)
    """The fields that tests and joins of this type read."""
    plain: list[Store] = field(default_factory=list)
    """Stores without an equality test."""
    by_field: dict[str, dict[Word, list[Store]]] = field(default_factory=dict)
    """Stores with one, by the field and word of that test."""

    def stores(self, words: Words) -> list[Store]:
        """The stores that a fact enters."""
        candidates = list(self.plain)
        for name, by_word in self.by_field.items():
            found = words[name]
            if found is not None:
                candidates += by_word.get(found, ())
        return [store for store in candidates if all(test.holds(words[test.field]) for test in store.tests)]


class Plan:
    """Gates for all types, stores for all slots."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self.gates: dict[str, Gate] = {}
        self.stores: list[Store] = []
        self._known: dict[tuple[str, frozenset[Test]], Store] = {}
        for number, shape in enumerate(shapes):
            self._add(number, shape)

    def _add(self, number: int, shape: Shape) -> None:
        stores = [self._store(slot.type, slot.tests) for slot in shape]
        ties: list[set[tuple[str, int, str]]] = [set() for _ in shape]
        for position, slot in enumerate(shape):
            for link in slot.links:
                ties[position].add((link.field, link.slot, link.other))
                ties[link.slot].add((link.other, position, link.field))
                self.gates[slot.type].fields.add(link.field)
                self.gates[shape[link.slot].type].fields.add(link.other)
        for position, store in enumerate(stores):
            store.seeds.append(Seed(number, len(shape), position, _steps(position, stores, ties)))

    def _store(self, kind: str, tests: frozenset[Test]) -> Store:
        known = self._known.get((kind, tests))
        if known is not None:
            return known
        store = self._known[kind, tests] = Store(len(self.stores), tests)
        self.stores.append(store)
        gate = self.gates.setdefault(kind, Gate())
        gate.fields.update(test.field for test in tests)
        equality = min((test for test in tests if test.op == "=="), key=lambda test: test.field, default=None)
        if equality is None:
            gate.plain.append(store)
        else:
            gate.by_field.setdefault(equality.field, {}).setdefault(equality.word, []).append(store)
        return store


def _steps(start: int, stores: Sequence[Store], ties: Sequence[set[tuple[str, int, str]]]) -> tuple[Step, ...]:
    """The other slots, each time the one that is tied most to those before it."""
    filled = {start}
    steps = []
    while len(filled) < len(stores):
        known = {
            slot: sorted(tie for tie in ties[slot] if tie[1] in filled)
            for slot in range(len(stores))
            if slot not in filled
        }
        slot = max(known, key=lambda candidate: len(known[candidate]))
        fields = tuple(name for name, _, _ in known[slot])
        steps.append(Step(slot, stores[slot].number, fields, tuple((other, name) for _, other, name in known[slot])))
        stores[slot].keys.add(fields)
        filled.add(slot)
    return tuple(steps)
