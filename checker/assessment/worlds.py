"""Every way in which the open tests of a rule could still turn out, and the facts on which its outcome hangs.

Tests on one fact are taken together: a value that meets one of them may not meet another. What three-valued logic
has already decided is left out, and a part of a rule that reads one open fact counts as a single test of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, reduce
from itertools import chain, islice, product
from math import prod
from operator import and_, or_
from typing import Any, Literal, NamedTuple

from checker import truth
from checker.assessment.findings import Outcome
from checker.checks.expression import All, Atom, Compare, Expression, Leaf, Op, Some, leaves
from checker.facts import Fact
from checker.truth import Admissible, Alternative, Interval, Members, Truth

MAX_WORLDS = 4096
FEW = 6
"""Among so many parts about one list, lists made of whole parts are tried first."""
Side = Literal["applies", "check"]
Sides = Mapping[Side, Expression]
Bound = tuple[Callable[[Alternative], Truth] | None, tuple[Any, ...]]


class Seen(NamedTuple):
    """One test of a rule, looked at for a subject on a day."""

    leaf: Leaf
    facts: tuple[Fact, ...]
    values: tuple[Admissible, ...]
    """What is believed of each of the facts."""
    truth: Truth
    test: Callable[[Alternative], Truth] | None = None
    """The test without its negation, for a test on one fact whose operand is known."""
    points: tuple[Any, ...] = ()
    """Values near which the test may turn."""

    no_text: bool = False
    """Whether it is open because a legal value could not be read."""
    open_facts: tuple[Fact, ...] = ()
    """For an open test, the facts that keep it open."""
    too_weak: tuple[Fact, ...] = ()
    """For an open test, the facts of which something is known, on evidence below the grade that it asks for."""

    @classmethod
    def of(
        cls,
        leaf: Leaf,
        facts: tuple[Fact, ...],
        values: tuple[Admissible, ...],
        found: Truth,
        test: Callable[[Alternative], Truth] | None = None,
        points: tuple[Any, ...] = (),
    ) -> Seen:
        """A test that was looked at, with what keeps it open worked out once."""
        if found is not None:
            return cls(leaf, facts, values, found, test, points)
        no_text = test is None and isinstance(leaf, Atom)
        pairs = tuple(zip(facts, values, strict=True))
        return cls(
            leaf,
            facts,
            values,
            None,
            test,
            points,
            no_text,
            () if no_text else tuple(fact for fact, value in pairs if not truth.settled(value)),
            tuple(f for f, value in pairs if f.firm is not f.domain and value == f.domain != f.firm),
        )


@dataclass(frozen=True, slots=True)
class Hanging:
    """That on which an open outcome hangs."""

    facts: tuple[Fact, ...]
    """Open facts that can change it."""
    too_weak: frozenset[Fact]
    """Those of them that are known, on evidence below the grade asked for."""
    no_text: bool
    """Whether a legal value that could not be read can change it."""


def hanging(tests: Iterable[Seen]) -> Hanging:
    """What an outcome hangs on that hangs on these tests."""
    found = list(tests)
    return Hanging(
        tuple(dict.fromkeys(fact for seen in found for fact in seen.open_facts)),
        frozenset(fact for seen in found for fact in seen.too_weak),
        any(seen.no_text for seen in found),
    )


def pattern(tests: Iterable[Seen]) -> tuple[Any, ...]:
    """All that worlds depend on besides the rule and the day: rules seen alike have the same worlds."""
    facts: dict[Fact, int] = {}
    return tuple(
        (seen.values, tuple(facts.setdefault(fact, len(facts)) for fact in seen.facts))
        if seen.truth is None
        else seen.truth
        for seen in tests
    )


def each_can_turn(tests: list[Seen]) -> bool:
    """Whether open tests, joined by "and" alone, can each turn out either way whatever the others do.

    Then each of them can change the outcome, and no world need be tried: each reads a fact that no other reads, and
    has a value on either side.
    """
    facts = [fact for seen in tests for fact in seen.facts]
    return len(set(facts)) == len(facts) and all(
        seen.no_text or isinstance(seen.leaf, Compare) or seen.leaf.op is Op.present or bool(seen.points)
        for seen in tests
    )


class Worlds:
    """The outcomes that a rule may still have."""

    def __init__(self, sides: Sides, seen: Mapping[Side, Mapping[Leaf, Seen]]) -> None:
        self.settled: Outcome | None = None
        """The outcome, if it is the same whatever the open facts turn out to be."""
        reduced = {side: _reduced(tree, seen[side]) for side, tree in sides.items()}
        groups: dict[Any, dict[Side, dict[Leaf, Seen]]] = {}
        keys: dict[Side, dict[Leaf, Any]] = {"applies": {}, "check": {}}
        for side, tree in reduced.items():
            for leaf in leaves(tree) if not isinstance(tree, bool) else ():
                key = keys[side][leaf] = _key(seen[side][leaf])
                groups.setdefault(key, {}).setdefault(side, {})[leaf] = seen[side][leaf]
            reduced[side] = tree if isinstance(tree, bool) else _gathered(tree, keys[side])
        self._groups = [[(side, leaf) for side, tests in group.items() for leaf in tests] for group in groups.values()]
        self.tests = tuple(test for group in self._groups for test in group)
        """The tests that the outcome hangs on; everything open, if there are too many worlds to tell."""
        parts: dict[Any, dict[tuple[Side, Expression], None]] = {key: {} for key in groups}
        for side, tree in reduced.items():
            for key, part in _largest(tree, keys[side]) if not isinstance(tree, bool) else ():
                parts[key][side, part] = None
        options = [list(islice(_vectors(groups[key], list(parts[key])), MAX_WORLDS + 1)) for key in groups]
        size = prod(map(len, options))
        if size > MAX_WORLDS:
            self.settled = Outcome.passed if reduced["check"] is True else None
            return
        axes, every = _axes(options), _ones(size)
        met = {
            part: axis.met(position)
            for axis, about in zip(axes, parts.values(), strict=True)
            for position, part in enumerate(about)
        }
        applies, kept = (_met(side, reduced[side], met, every) for side in ("applies", "check"))
        self._conclude(applies, kept, every, axes)

    def _conclude(self, applies: int, kept: int, every: int, axes: list[_Axis]) -> None:
        """Settle the outcome by the worlds in which the rule applies and is kept, and leave the tests that decide."""
        if not applies:
            self.settled = Outcome.not_applicable
        elif applies == every and not kept:
            self.settled = Outcome.failed
        elif kept == every:
            self.settled = Outcome.passed
        pairs = zip(self._groups, axes, strict=True)
        decisive = (group for group, axis in pairs if axis.turns(applies) or axis.turns(applies & kept))
        self.tests = tuple(test for group in decisive for test in group)


@dataclass(frozen=True, slots=True)
class _Axis:
    """The ways in which one group can turn out, as one digit of the numbers of all worlds.

    A set of worlds is an integer with a bit for each of them, so that a tree is tried in all worlds at once.
    """

    vectors: list[tuple[bool, ...]]
    """For each way, that is for each value of the digit, the truth of each part about the group."""
    step: int
    """By how much the number of a world grows with the digit."""
    first: int
    """The worlds in which the digit is 0."""

    def met(self, position: int) -> int:
        """The worlds in which a part is true."""
        return sum(self.first << digit * self.step for digit, way in enumerate(self.vectors) if way[position])

    def turns(self, worlds: int) -> bool:
        """Whether two worlds differ in this digit alone, of which one is among ``worlds`` and the other is not."""
        first = worlds & self.first
        return any((worlds >> digit * self.step) & self.first != first for digit in range(1, len(self.vectors)))


def _axes(options: list[list[tuple[bool, ...]]]) -> list[_Axis]:
    axes, step, every = [], 1, _ones(prod(map(len, options)))
    for vectors in options:
        period = step * len(vectors)
        axes.append(_Axis(vectors, step, _ones(step) * (every // _ones(period))))
        step = period
    return axes


def _ones(count: int) -> int:
    """So many bits in a row."""
    return (1 << count) - 1


def _key(seen: Seen) -> Any:
    """What tests that must be taken together share: one fact, believed alike."""
    about = seen.facts, seen.values
    return about if seen.test is not None else (*about, _bare(seen.leaf))


@cache
def _bare(leaf: Leaf) -> Leaf:
    """What a test asks, whichever way round and on whatever evidence."""
    return replace(leaf, floor=None, negated=False) if isinstance(leaf, Atom) else replace(leaf, floor=None)


def _reduced(tree: Expression, seen: Mapping[Leaf, Seen]) -> Expression | bool:
    """The tree without what is decided."""
    if isinstance(tree, Atom | Compare):
        known = seen[tree].truth
        return tree if known is None else known
    settles = isinstance(tree, Some)
    kept = []
    for part in tree.parts:
        reduced = _reduced(part, seen)
        if reduced is settles:
            return settles
        if not isinstance(reduced, bool):
            kept.append(reduced)
    return not settles if not kept else kept[0] if len(kept) == 1 else type(tree)(tuple(kept))


def _gathered(tree: Expression, keys: Mapping[Leaf, Any]) -> Expression:
    """The same tree, tests that stand side by side and belong to one group put together.

    A list asked for sixteen members then turns out in two ways, all or not all, and not in 65,536.
    """
    if not isinstance(tree, All | Some):
        return tree
    together: dict[Any, list[Expression]] = {}
    for part in (_gathered(part, keys) for part in tree.parts):
        about = {keys[leaf] for leaf in leaves(part)}
        together.setdefault(about.pop() if len(about) == 1 else part, []).append(part)
    if len(together) == 1:
        return tree
    return type(tree)(tuple(ps[0] if len(ps) == 1 else type(tree)(tuple(ps)) for ps in together.values()))


def _largest(tree: Expression, keys: Mapping[Leaf, Any]) -> Iterator[tuple[Any, Expression]]:
    """The largest parts of a tree whose tests all belong to one group, each with the key of its group."""
    about = {keys[leaf] for leaf in leaves(tree)}
    if len(about) == 1:
        yield about.pop(), tree
    elif isinstance(tree, All | Some):
        for part in tree.parts:
            yield from _largest(part, keys)


def _met(side: Side, tree: Expression | bool, known: Mapping[tuple[Side, Expression], int], every: int) -> int:
    """The worlds in which a tree is true, given those of its parts."""
    if isinstance(tree, bool):
        return every if tree else 0
    found = known.get((side, tree))
    if found is not None:
        return found
    assert isinstance(tree, All | Some)
    parts = (_met(side, part, known, every) for part in tree.parts)
    return reduce(and_, parts) if isinstance(tree, All) else reduce(or_, parts)


def _vectors(
    group: Mapping[Side, Mapping[Leaf, Seen]], parts: list[tuple[Side, Expression]]
) -> Iterator[tuple[bool, ...]]:
    """Each way in which the parts about one fact can turn out together; every mix, if there are too many to try."""
    tests = [seen for side in group.values() for seen in side.values()]
    if len(tests) == len(parts) == 1 and each_can_turn(tests):
        yield from ((True,), (False,))
        return
    found: set[tuple[bool, ...]] = set()
    sets = [frozenset().union(*(_named(leaf) for leaf in leaves(part))) for _, part in parts]
    for tried, truths in enumerate(_truths(tests, sets)):
        if tried == MAX_WORLDS:
            yield from (mix for mix in product((True, False), repeat=len(parts)) if mix not in found)
            return
        vector = tuple(_value(part, truths) for _, part in parts)
        if vector not in found:
            found.add(vector)
            yield vector
            if len(found) == 2 ** len(parts):
                return


def _value(tree: Expression, truths: Mapping[Leaf, bool]) -> bool:
    match tree:
        case Atom():
            return truths[_bare(tree)] is not tree.negated
        case Compare():
            return truths[_bare(tree)]
        case All(parts):
            return all(_value(part, truths) for part in parts)
        case Some(parts):
            return any(_value(part, truths) for part in parts)


def _named(leaf: Leaf) -> frozenset[Any]:
    """The members that a test on a list asks for, written out."""
    return leaf.operand if isinstance(leaf, Atom) and isinstance(leaf.operand, frozenset) else frozenset()


def _truths(group: list[Seen], sets: list[frozenset[Any]]) -> Iterator[Mapping[Leaf, bool]]:
    """Truths of the tests on one fact, without their negation, for values that show every mix.

    ``sets`` are members that parts of a rule ask for: lists that hold some of them whole are tried first.
    """
    tests = {_bare(seen.leaf): seen.test for seen in group}
    value = group[0].values[0]
    shown = bool(value) and isinstance(value[0], bool | Members)
    absent = not shown and any(isinstance(leaf, Atom) and leaf.op is Op.present for leaf in tests)
    points = list(dict.fromkeys(point for seen in group for point in seen.points))
    if absent or None in tests.values():
        # A value may be there or not, and what tests say of nothing is anyone's guess.
        for free in product((True, False), repeat=len(tests)):
            yield dict(zip(tests, free, strict=True))
        return
    telling = [test for test in tests.values() if test is not None]
    for candidate in chain(_wholes(value, sets), _candidates(value, points, telling)):
        yield {leaf: test(candidate) is True for leaf, test in tests.items() if test is not None}


def _wholes(value: Admissible, sets: list[frozenset[Any]]) -> Iterator[Alternative]:
    """For a list that may be longer, those that hold all members of some of the sets and nothing else."""
    if len(sets) > FEW:
        return
    for alternative in value:
        if isinstance(alternative, Members) and alternative.more:
            for chosen in product((False, True), repeat=len(sets)):
                yield Members(
                    alternative.known.union(*(each for each, taken in zip(sets, chosen, strict=True) if taken))
                )


def _candidates(
    value: Admissible, points: list[Any], tests: list[Callable[[Alternative], Truth]]
) -> Iterator[Alternative]:
    """Single values of a fact that between them show every way its tests can turn out."""
    if not value:
        yield from points
        yield truth.NEVER_SEEN
    for alternative in value:
        match alternative:
            case Interval(low, high):
                yield from (end for end in (low, high) if end is not None)
                yield from (point for point in points if truth.contains((alternative,), point))
            case Members(known, more):
                yield from _lists(known, [*points, truth.NEVER_SEEN] if more else [], tests)
            case _:
                yield alternative


def _lists(known: frozenset[Any], extras: list[Any], tests: list[Callable[[Alternative], Truth]]) -> Iterator[Members]:
    """Lists that hold ``known`` and every mix of ``extras`` that the tests can tell apart.

    A test on a list asks for one member, so a longer list meets every test that one of its parts meets.
    """

    def met(members: frozenset[Any]) -> tuple[Truth, ...]:
        return tuple(test(Members(members)) for test in tests)

    told_apart = {met(frozenset([extra])): extra for extra in extras}
    found = {met(known): known}
    yield Members(known)
    yield Members(known.union(extras))
    for extra in told_apart.values():
        yield Members(known.union(extras) - {extra})
    for extra in told_apart.values():
        for members in list(found.values()):
            longer = members | {extra}
            if met(longer) not in found:
                found[met(longer)] = longer
                yield Members(longer)
