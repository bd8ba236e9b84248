"""A net in plain Python: the meaning of ``net``, and the engine where durable-rules cannot be had.

Facts enter one by one. A fact that passes the tests of a slot goes into that slot's store, and every tuple it completes
is found through the stores of the other slots, by the values that the joins demand. So a tuple is found once: when the
last of its facts enters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker.inference.net import EngineError, Fact, OnMatch, Pattern, Word, word
from checker.inference.plan import Plan, Step, Words
from checker.inference.rounds import Arrival, Numbers, fixpoint
from checker.inference.shape import reduce

Index = defaultdict[tuple[Word | None, ...], list[int]]


class PythonNet:
    """The interface ``Net``, in plain Python."""

    def __init__(self, patterns: Mapping[str, Sequence[Pattern]]) -> None:
        shapes, self._bearers = reduce(patterns)
        self._plan = Plan(shapes)
        self._closed = False

    def run(self, facts: Iterable[Fact], on_match: OnMatch) -> list[Fact]:
        """Fire all rules to a fixpoint."""
        if self._closed:
            raise EngineError("this net is closed")
        return fixpoint(self._bearers, _Session(self._plan).advance, facts, on_match)

    def close(self) -> None:
        """Do not run again."""
        self._closed = True


class _Session:
    """What the stores hold in one run."""

    def __init__(self, plan: Plan) -> None:
        self._gates = plan.gates
        self._words: dict[int, Words] = {}
        self._indexes: list[dict[tuple[str, ...], Index]] = [
            {key: defaultdict(list) for key in store.keys} for store in plan.stores
        ]

    def advance(self, fresh: Sequence[Arrival]) -> Iterator[tuple[int, Numbers]]:
        """Let facts in and give the tuples that they complete."""
        for number, kind, fact in fresh:
            gate = self._gates.get(kind)
            if gate is None:
                continue
            words = self._words[number] = {name: word(fact.get(name)) for name in gate.fields}
            entered = gate.stores(words)
            for store in entered:
                for fields, index in self._indexes[store.number].items():
                    index[tuple(words[name] for name in fields)].append(number)
            for store in entered:
                for seed in store.seeds:
                    numbers = [-1] * seed.size
                    numbers[seed.slot] = number
                    yield from self._fill(seed.shape, numbers, seed.steps)

    def _fill(self, shape: int, numbers: list[int], steps: Sequence[Step]) -> Iterator[tuple[int, Numbers]]:
        if not steps:
            yield shape, tuple(numbers)
            return
        step, rest = steps[0], steps[1:]
        key = tuple(self._words[numbers[slot]][name] for slot, name in step.sources)
        if None in key:
            return
        for number in self._indexes[step.store][step.fields].get(key, ()):
            if number not in numbers:
                numbers[step.slot] = number
                yield from self._fill(shape, numbers, rest)
        numbers[step.slot] = -1
