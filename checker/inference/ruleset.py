"""Shapes and facts in the words of the durable-rules engine.

What keeps the engine right, each point measured:
* It does equality only (see ``wire``). Other comparisons are worked out here, and a fact carries a mark for each that
  holds.
* The joins of a pattern come last and end with one that is always true; otherwise it reads beyond the last.
* A field that a later pattern reads is required of the earlier one; otherwise it refuses the fact.
* More than 64 patterns on one fact are refused, 512 types hang, 255 names in a fact crash, 17 facts in a rule are
  refused. The limits here keep a distance; shapes beyond them go into further rulesets.
* A session in which nothing fired crashes when deleted; so there is a rule for a boot fact.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from checker.inference.net import EngineError, Fact, Test, word
from checker.inference.shape import Bearer, Shape
from checker.inference.wire import SESSION, quote, refuse_collisions

MAX_PATTERNS = 60
"""Patterns per type in one ruleset."""
MAX_TYPES = 200
"""Types in one ruleset."""
MAX_NAMES = 200
"""Names in one fact."""
MAX_SLOTS = 16
"""Patterns in one rule."""

_NAMES_IN_USE = ("type", "_k", "boot", "id", "sid", "$s")
_RULE_FOR_BOOT = {"all": [{"m": {"boot": 1}}]}

T = TypeVar("T")
Name = str | Test
"""A field whose value is sent, or a comparison whose mark is."""
Node = Mapping[str, object]


@dataclass(slots=True)
class _Layout:
    """What is read from the facts of one type."""

    patterns: int = 0
    """How many patterns ask for this type."""
    names: dict[Name, None] = field(default_factory=dict)
    """What they read, in order of appearance."""


class Ruleset:
    """Some of a net's shapes, and how facts are told to them."""

    def __init__(self) -> None:
        self._shapes: dict[int, Shape] = {}
        self._layouts: dict[str, _Layout] = {}
        self._codes: dict[str, str] = {}
        self._spelled: dict[Name, str] = {}

    def take(self, number: int, shape: Shape) -> bool:
        """Take a shape in, if there is room."""
        layouts: dict[str, _Layout] = {}
        for position, slot in enumerate(shape):
            known = self._layouts.get(slot.type, _Layout())
            layout = layouts.setdefault(slot.type, _Layout(known.patterns, dict(known.names)))
            layout.patterns += 1
            layout.names |= dict.fromkeys(_names(shape, position))
        crowded = (layout.patterns > MAX_PATTERNS or len(layout.names) > MAX_NAMES for layout in layouts.values())
        if len(shape) > MAX_SLOTS or len(self._layouts.keys() | layouts.keys()) > MAX_TYPES or any(crowded):
            return False
        self._layouts |= layouts
        self._shapes[number] = shape
        for kind, layout in layouts.items():
            self._codes.setdefault(kind, f"k{len(self._codes)}")
            for name in layout.names:
                self._spelled.setdefault(name, f"v{len(self._spelled)}")
        return True

    def definitions(self) -> str:
        """The rules, one for each shape, named by its number."""
        refuse_collisions([*_NAMES_IN_USE, *self._spelled.values()])
        rules: dict[str, Node] = {
            str(number): {"all": [{f"p{position}": self._pattern(shape, position)} for position in range(len(shape))]}
            for number, shape in self._shapes.items()
        }
        return json.dumps(rules | {"boot": _RULE_FOR_BOOT})

    def fact(self, spelled_id: str, kind: str, fact: Fact) -> str | None:
        """A fact of some type, reduced to what this ruleset reads; None if it reads nothing of this type."""
        layout = self._layouts.get(kind)
        if layout is None:
            return None
        parts = [f'{{"type":"{self._codes[kind]}","_k":1,"id":"{spelled_id}","sid":"{SESSION}"']
        for name in layout.names:
            match name:
                case str():
                    found = word(fact.get(name))
                    if found is not None:
                        parts.append(f'"{self._spelled[name]}":{quote(found, f"field {name!r} of a {kind}")}')
                case Test():
                    if name.holds(word(fact.get(name.field))):
                        parts.append(f'"{self._spelled[name]}":1')
        return ",".join(parts) + "}"

    def _pattern(self, shape: Shape, position: int) -> Node:
        slot = shape[position]
        tests: list[Node] = [{"type": self._codes[slot.type]}]
        for test in _in_order(slot.tests):
            if test.op == "==":
                told = json.loads(quote(test.word, f"a test of field {test.field!r} of a {slot.type}"))
                tests.append({self._spelled[test.field]: told})
            else:
                tests.append({"$ex": {self._spelled[test]: 1}})
        tests += [{"$ex": {self._spelled[field]: 1}} for field in _read_later(shape, position)]
        joins: list[Node] = [
            {self._spelled[link.field]: {f"p{link.slot}": self._spelled[link.other]}} for link in _in_order(slot.links)
        ]
        if joins:
            joins.append({"$gte": {"_k": {"p0": "_k"}}})
        return {"$and": tests + joins}


def divide(shapes: Sequence[Shape], bearers: Sequence[Bearer]) -> list[Ruleset]:
    """As few rulesets as easily found that hold all shapes."""
    rulesets: list[Ruleset] = []
    for number, shape in enumerate(shapes):
        if any(ruleset.take(number, shape) for ruleset in rulesets):
            continue
        rulesets.append(Ruleset())
        if not rulesets[-1].take(number, shape):
            rule = next(bearer.rule for bearer in bearers if bearer.shape == number)
            raise EngineError(
                f"rule {rule!r} is too large for the engine 'durable', which takes {MAX_SLOTS} patterns and "
                f"{MAX_NAMES} fields of one type in a rule; split it or use the engine 'python'"
            )
    return rulesets


def _names(shape: Shape, position: int) -> list[Name]:
    slot = shape[position]
    names: list[Name] = [test.field if test.op == "==" else test for test in _in_order(slot.tests)]
    return [*names, *(link.field for link in _in_order(slot.links)), *_read_later(shape, position)]


def _read_later(shape: Shape, position: int) -> list[str]:
    """The fields of a slot that later slots are joined to."""
    return sorted({link.other for slot in shape for link in slot.links if link.slot == position})


def _in_order(unordered: frozenset[T]) -> list[T]:
    return sorted(unordered, key=repr)
