"""Random rules and random partial knowledge, and a judge that tries every completion of the facts.

Nothing here uses the program's own logic: a rule is kept as it is written beside a plain Python predicate, what is
known of a fact beside the set of values it leaves open.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations, product
from typing import Any

from hypothesis import strategies as st

Value = Hashable
Values = frozenset[Value]
Holds = Callable[[Callable[["Reading"], Value]], bool]

SHARES = tuple(Fraction(n, 10) for n in (0, 1, 3, 5, 6, 8, 10))
LIMITS = {"test.low": Fraction(3, 10), "test.high": Fraction(6, 10)}
DAYS = ("2024-01-01", "2025-01-01", "2025-03-01", "2026-06-01", "2026-06-02", "2027-01-01")
EVER = ("1900-01-01", *DAYS, "2100-01-01")
"""Days that a fact may have if nothing is known: some before and after all that is written anywhere."""
DAY_LIMITS = {"test.old": "2025-01-01", "test.now": "2026-06-01"}
STATES = ("planned", "construction", "pilot", "operating", "closed")
FEEDS = ("lithium_based", "lead_acid", "nickel_cadmium", "magnets")
NAMED_FEEDS = FEEDS[:3]
LISTS = {"some-states": ("pilot", "operating"), "some-feeds": ("lithium_based", "lead_acid")}
ABSENT = None
TODAY = "2026-06-01"


@dataclass(frozen=True)
class Reading:
    """A fact as one test reads it."""

    path: str
    side: str
    """``plan`` in conditions, ``firm`` in a check, ``floor`` in a check that asks for better evidence."""


@dataclass(frozen=True)
class Known:
    """A statement about a fact and the values that it leaves open to each kind of reading."""

    written: Any
    """As in a profile; ``...`` if nothing is stated."""
    plan: Values
    firm: Values
    floor: Values

    def read(self, side: str) -> Values:
        return {"plan": self.plan, "firm": self.firm, "floor": self.floor}[side]

    def narrows(self, other: Known) -> bool:
        """Whether this says at least as much as ``other``, however it is read."""
        return self.plan <= other.plan and self.firm <= other.firm and self.floor <= other.floor


@dataclass(frozen=True)
class Part:
    """Conditions or a check: as written, what is read, and whether it holds for given values."""

    written: Any
    reads: frozenset[Reading]
    holds: Holds


def _lists() -> tuple[Values, ...]:
    return tuple(frozenset(c) for n in range(len(FEEDS) + 1) for c in combinations(FEEDS, n))


DOMAINS: dict[str, Values] = {
    "facility.permit": frozenset([True, False]),
    "facility.first_recycler": frozenset([True, False]),
    "deal.greenfield": frozenset([True, False]),
    "facility.recovery.lithium": frozenset(SHARES),
    "facility.treats": frozenset(_lists()),
    "facility.status": frozenset(STATES),
    "facility.report_filed_on": frozenset(EVER),
    "facility.name": frozenset([ABSENT, "works"]),
    "facility.liquid_discharge": frozenset([ABSENT, "zero"]),
    "deal.signed_on": frozenset(EVER),
    "deal.effective_on": frozenset(EVER),
}
FLAGS = tuple(path for path, domain in DOMAINS.items() if True in domain and Fraction(3, 10) not in domain)


def _statements(path: str) -> Iterator[tuple[Any, Values]]:
    """What may be said of a fact, and the values it leaves open if believed."""
    match path:
        case "facility.recovery.lithium" | "facility.report_filed_on" | "deal.signed_on" | "deal.effective_on":
            grid = SHARES if path == "facility.recovery.lithium" else DAYS
            yield from ((value, frozenset([value])) for value in grid)
            for low, high in combinations(range(len(grid)), 2):
                yield [grid[low], grid[high]], frozenset(grid[low : high + 1])
        case "facility.treats":
            for members in _lists():
                yield sorted(members), frozenset([members])
                more = [*sorted(members), {"unknown": "perhaps others"}]
                yield more, frozenset(longer for longer in _lists() if members <= longer)
        case "facility.name" | "facility.liquid_discharge":
            there = "works" if path == "facility.name" else "zero"
            yield there, frozenset([there])
        case "facility.status":
            yield from ((state, frozenset([state])) for state in STATES)
        case _:
            yield from ((value, frozenset([value])) for value in (True, False))


def known(path: str) -> list[Known]:
    """Everything that may be known of a fact."""
    domain = DOMAINS[path]
    found = [Known(..., domain, domain, domain), Known({"unknown": "nobody said"}, domain, domain, domain)]
    statements = list(_statements(path))
    for written, values in statements:
        found.append(Known(written, values, values, values))
        found.append(Known({"value": written, "evidence": ["reported"]}, values, values, domain))
        found.append(Known({"value": written, "evidence": ["planned"]}, values, domain, domain))
        found.append(Known({"planned": written}, values, domain, domain))
        found.append(Known({"value": written, "evidence": ["opinion"]}, domain, domain, domain))
        found.append(Known({"value": written, "evidence": ["assumed"]}, domain, domain, domain))
    single = [(written, values) for written, values in statements if len(values) == 1][:7]
    for (one, left), (other, right) in combinations(single, 2):
        if path not in ("deal.signed_on", "deal.effective_on"):
            sides = [{"value": one, "evidence": ["company"]}, {"value": other, "evidence": ["reported"]}]
            found.append(Known({"conflict": sides}, left | right, left | right, left | right))
    return found


KNOWN = {path: known(path) for path in DOMAINS}


def _leaf(path: str, side: str, written: Any, holds: Callable[[Any], bool]) -> Part:
    reading = Reading(path, side)
    return Part(written, frozenset([reading]), lambda value: holds(value(reading)))


def _both(parts: tuple[Part, ...], written: Any) -> Part:
    reads = frozenset(chain.from_iterable(part.reads for part in parts))
    return Part(written, reads, lambda value: all(part.holds(value) for part in parts))


def _either(parts: tuple[Part, ...], written: Any) -> Part:
    reads = frozenset(chain.from_iterable(part.reads for part in parts))
    return Part(written, reads, lambda value: any(part.holds(value) for part in parts))


@st.composite
def _test(draw: st.DrawFn, path: str) -> Part:
    """One condition on a fact."""

    def test(word: str, operand: Any, holds: Callable[[Any], bool]) -> Part:
        return _leaf(path, "plan", {path: {word: operand}}, holds)

    if path in FLAGS:
        wanted = draw(st.booleans())
        if draw(st.booleans()):
            return _leaf(path, "plan", {path: wanted}, lambda v: v is wanted)
        return test("present", wanted, lambda v: v is wanted)
    if path == "facility.recovery.lithium":
        name = draw(st.sampled_from(sorted(LIMITS)))
        limit = LIMITS[name]
        return draw(
            st.sampled_from(
                [
                    test("at_most", name, lambda v: v <= limit),
                    test("more_than", name, lambda v: v > limit),
                    test("less_than", name, lambda v: v < limit),
                    test("at_least", name, lambda v: v >= limit),
                ]
            )
        )
    if path == "facility.report_filed_on":
        name = draw(st.sampled_from([*sorted(DAY_LIMITS), "test_date"]))
        day = DAY_LIMITS.get(name, TODAY)
        return draw(st.sampled_from([test("before", name, lambda v: v < day), test("after", name, lambda v: v > day)]))
    if path == "facility.treats":
        word = draw(st.sampled_from(NAMED_FEEDS))
        some = sorted(draw(st.sets(st.sampled_from(NAMED_FEEDS), min_size=1)))
        listed = set(LISTS["some-feeds"])
        return draw(
            st.sampled_from(
                [
                    test("includes", word, lambda v: word in v),
                    test("excludes", word, lambda v: word not in v),
                    test("includes_any", some, lambda v: bool(v & set(some))),
                    test("excludes_all", some, lambda v: not v & set(some)),
                    test("includes_from", "some-feeds", lambda v: bool(v & listed)),
                    test("excludes_from", "some-feeds", lambda v: not v & listed),
                    test("includes_outside", "some-feeds", lambda v: bool(v - listed)),
                    test("present", True, bool),
                    test("present", False, lambda v: not v),
                ]
            )
        )
    if path == "facility.status":
        word = draw(st.sampled_from(STATES))
        some = sorted(draw(st.sets(st.sampled_from(STATES), min_size=1)))
        return draw(
            st.sampled_from(
                [
                    _leaf(path, "plan", {path: word}, lambda v: v == word),
                    test("is_not", word, lambda v: v != word),
                    test("one_of", some, lambda v: v in some),
                    test("none_of", some, lambda v: v not in some),
                    test("in_list", "some-states", lambda v: v in LISTS["some-states"]),
                    test("not_in_list", "some-states", lambda v: v not in LISTS["some-states"]),
                ]
            )
        )
    there = draw(st.booleans())
    return test("present", there, lambda v: (v is not ABSENT) is there)


IN_CONDITIONS = tuple(path for path in DOMAINS if path not in ("deal.signed_on", "deal.effective_on"))


@st.composite
def conditions(draw: st.DrawFn, paths: tuple[str, ...], depth: int = 2) -> Part:
    """A mapping of tests, perhaps with alternatives; a fact may be tested again in an alternative."""
    chosen = draw(st.lists(st.sampled_from(paths), min_size=1, max_size=2, unique=True))
    parts = [draw(_test(path)) for path in chosen]
    written = {path: test for part in parts for path, test in part.written.items()}
    if depth and draw(st.integers(0, 2)) == 0:
        others = [draw(conditions(paths, depth - 1)) for _ in range(2)]
        alternatives = _either(tuple(others), [other.written for other in others])
        written["any_of"] = alternatives.written
        parts.append(alternatives)
    return _both(tuple(parts), written)


@st.composite
def _single(draw: st.DrawFn, path: str, side: str) -> Part:
    """A check of one kind on a fact."""

    def of(kind: str, holds: Callable[[Any], bool], **options: Any) -> Part:
        return _leaf(path, side, {kind: {"fact": path, **options}}, holds)

    if path in FLAGS:
        wanted = draw(st.booleans())
        return draw(
            st.sampled_from(
                [
                    of("required", lambda v: v is True),
                    of("forbidden", lambda v: v is False),
                    of("required", lambda v: v is wanted, **{"is": wanted}),
                    of("forbidden", lambda v: v is not wanted, **{"is": wanted}),
                ]
            )
        )
    if path == "facility.recovery.lithium":
        name = draw(st.sampled_from(sorted(LIMITS)))
        limit = LIMITS[name]
        most, least = (lambda v: v <= limit), (lambda v: v >= limit)
        return draw(st.sampled_from([of("at_most", most, limit=name), of("at_least", least, limit=name)]))
    if path == "facility.report_filed_on":
        name = draw(st.sampled_from(sorted(DAY_LIMITS)))
        day = DAY_LIMITS[name]
        before, after = (lambda v: v < day), (lambda v: v > day)
        return draw(st.sampled_from([of("before", before, limit=name), of("after", after, limit=name)]))
    if path == "facility.treats":
        some = sorted(draw(st.sets(st.sampled_from(NAMED_FEEDS), min_size=1)))
        return draw(
            st.sampled_from(
                [
                    of("required", bool),
                    of("forbidden", lambda v: not v),
                    of("required", lambda v: v >= set(some), includes=some),
                    of("forbidden", lambda v: not v & set(some), includes=some),
                    of("none_of", lambda v: not v & set(some), values=some),
                    of("none_of", lambda v: not v & set(LISTS["some-feeds"]), in_list="some-feeds"),
                ]
            )
        )
    if path == "facility.status":
        some = sorted(draw(st.sets(st.sampled_from(STATES), min_size=1)))
        return draw(
            st.sampled_from(
                [
                    of("one_of", lambda v: v in some, values=some),
                    of("none_of", lambda v: v not in some, values=some),
                    of("one_of", lambda v: v in LISTS["some-states"], in_list="some-states"),
                    of("required", lambda v: v == some[0], **{"is": some[0]}),
                    of("forbidden", lambda v: v != some[0], **{"is": some[0]}),
                ]
            )
        )
    return draw(st.sampled_from([of("required", lambda v: v is not ABSENT), of("forbidden", lambda v: v is ABSENT)]))


@st.composite
def checks(draw: st.DrawFn, paths: tuple[str, ...], side: str = "firm", depth: int = 2) -> Part:
    """A check of any kind."""
    kind = draw(st.sampled_from(["one", "one", "one", "any_of", "all_of", "evidence"])) if depth else "one"
    if kind in ("any_of", "all_of"):
        parts = tuple(draw(checks(paths, side, depth - 1)) for _ in range(draw(st.integers(2, 3))))
        written = {kind: [part.written for part in parts]}
        return _either(parts, written) if kind == "any_of" else _both(parts, written)
    if kind == "evidence" and side == "firm":
        inner = draw(checks(paths, "floor", depth - 1))
        return Part({"evidence": {"grade": "company", "of": inner.written}}, inner.reads, inner.holds)
    return draw(_single(draw(st.sampled_from(paths)), side))


def _order(word: str) -> Part:
    one, other = Reading("deal.signed_on", "firm"), Reading("deal.effective_on", "firm")
    written = {word: {"fact": one.path, "than": other.path}}
    if word == "before":
        return Part(written, frozenset([one, other]), lambda value: value(one) < value(other))
    return Part(written, frozenset([one, other]), lambda value: value(one) > value(other))


@st.composite
def rules(draw: st.DrawFn) -> tuple[Part | None, Part]:
    """Conditions, perhaps none, and a check over a handful of facts."""
    paths = tuple(draw(st.lists(st.sampled_from(IN_CONDITIONS), min_size=1, max_size=3, unique=True)))
    applies = draw(st.none() | conditions(paths))
    check = draw(checks(paths))
    if draw(st.integers(0, 5)) == 0:
        parts = (check, _order(draw(st.sampled_from(["before", "after"]))))
        joined = draw(st.sampled_from(["any_of", "all_of"]))
        written = {joined: [part.written for part in parts]}
        check = _either(parts, written) if joined == "any_of" else _both(parts, written)
    return applies, check


@dataclass(frozen=True)
class Truth:
    """What brute force says of a rule."""

    outcome: str
    pivotal: frozenset[str]
    """Facts of which a change alone can change the outcome of some completion."""


def brute_force(applies: Part | None, check: Part, facts: Mapping[str, Known]) -> Truth:
    """The outcome table over every completion of the facts.

    A fact that conditions and check see alike has one value in a completion. One that they see differently, because it
    is only planned or its evidence is too weak for the check, may turn out differently for each.
    """
    readings = check.reads | (applies.reads if applies else frozenset())
    variable = {reading: (reading.path, facts[reading.path].read(reading.side)) for reading in readings}
    variables = sorted(set(variable.values()), key=lambda var: (var[0], sorted(map(repr, var[1]))))
    outcomes: dict[tuple[Value, ...], str] = {}
    kept: list[bool] = []
    for values in product(*(sorted(domain, key=repr) for _, domain in variables)):
        given = dict(zip(variables, values, strict=True))

        def value(reading: Reading, given: dict[Any, Value] = given) -> Value:
            return given[variable[reading]]

        kept.append(check.holds(value))
        if applies is not None and not applies.holds(value):
            outcomes[values] = "not_applicable"
        else:
            outcomes[values] = "pass" if kept[-1] else "fail"
    possible = set(outcomes.values())
    if possible in ({"not_applicable"}, {"fail"}):
        return Truth(possible.pop(), frozenset())
    if all(kept):
        return Truth("pass", frozenset())
    pivotal = set()
    for number, (path, _) in enumerate(variables):
        beside: dict[tuple[Value, ...], set[str]] = {}
        for values, outcome in outcomes.items():
            beside.setdefault(values[:number] + values[number + 1 :], set()).add(outcome)
        if any(len(found) > 1 for found in beside.values()):
            pivotal.add(path)
    return Truth("unknown", frozenset(pivotal))


def paths_read(applies: Part | None, check: Part) -> list[str]:
    """The facts that a rule reads."""
    return sorted({reading.path for reading in check.reads | (applies.reads if applies else frozenset())})


def written(facts: Mapping[str, Known]) -> dict[str, Any]:
    """What is known, as a deal states it."""
    found: dict[str, Any] = {"facility": {}}
    for path, fact in facts.items():
        if fact.written is ...:
            continue
        entity, *steps, last = path.split(".")
        place = found.setdefault(entity, {})
        for step in steps:
            place = place.setdefault(step, {})
        place[last] = fact.written
    return found


def classes(parts: list[Part], names: tuple[str, ...], facts: Mapping[str, Known]) -> set[str]:
    """The classes that some completion has: the first whose conditions hold, else the last."""
    paths = sorted({reading.path for part in parts for reading in part.reads})
    found = set()
    for values in product(*(facts[path].plan for path in paths)):
        given = dict(zip(paths, values, strict=True))
        holds = (name for part, name in zip(parts, names, strict=False) if part.holds(lambda r, g=given: g[r.path]))
        found.add(next(holds, names[-1]))
    return found
