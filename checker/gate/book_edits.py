"""The differences between two rulebooks, each of which can be carried over alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any, TypeVar

from checker.assessment import wording
from checker.assessment.chain import test_words
from checker.checks.expression import Expression, leaves
from checker.gate import reach
from checker.gate.compare import About, Cause
from checker.rulebook.book import Rulebook, inferred_kinds
from checker.rulebook.files import REFERENCE
from checker.rulebook.lists import List
from checker.rulebook.parameters import Parameter, Start
from checker.rulebook.routes import Routes
from checker.rulebook.rules import Rule

T = TypeVar("T")
Carry = Callable[[Rulebook, Rulebook], Rulebook]


@dataclass(frozen=True, slots=True, eq=False)
class BookEdit:
    """One difference between two rulebooks."""

    cause: Cause
    touches: frozenset[str]
    """What it can move, in the words of a reach."""
    carried: Carry
    """The first rulebook with this one thing as it is in the second."""
    decides: bool = True
    """Whether it can move an outcome; otherwise only how grave a fail is."""


def of_rulebooks(before: Rulebook, after: Rulebook) -> tuple[BookEdit, ...]:
    """Every difference that can move an outcome or how grave it is; titles, questions, examples and cures do not."""
    return tuple(
        chain(
            _rules(before, after),
            _inferences(before, after),
            _dated(before, after),
            _named(before, after, "instruments", About.act, _act),
            _named(before, after, "lists", About.members, _members),
            _named(before, after, "defaults", About.laws, _laws),
            _figures(before, after),
        )
    )


def _edit(about: About, name: str, words: str, token: str, carried: Carry) -> BookEdit:
    return BookEdit(Cause(about, name, None, None, words), frozenset({token}), carried)


def _pairs(before: Mapping[str, T], after: Mapping[str, T]) -> Iterator[tuple[str, T | None, T | None]]:
    for name in sorted(before.keys() | after.keys()):
        yield name, before.get(name), after.get(name)


def _swapped(part: str, name: str) -> Carry:
    """Carries over one entry of a mapping of the rulebook."""

    def carried(base: Rulebook, other: Rulebook) -> Rulebook:
        kept = {key: item for key, item in getattr(base, part).items() if key != name}
        there = getattr(other, part)
        changed: dict[str, Any] = {part: {**kept, name: there[name]} if name in there else kept}
        return replace(base, **changed)

    return carried


def _named(
    before: Rulebook, after: Rulebook, part: str, about: About, said: Callable[[Any, Any], str]
) -> Iterator[BookEdit]:
    for name, was, now in _pairs(getattr(before, part), getattr(after, part)):
        if words := said(was, now):
            yield _edit(about, name, words, name, _swapped(part, name))


def _dated(before: Rulebook, after: Rulebook) -> Iterator[BookEdit]:
    house = before.house | after.house
    for name, old, new in _pairs(before.parameters, after.parameters):
        if words := _limit(old, new):
            about = About.house if name in house else About.limit
            yield _edit(about, name, words, name, _swapped("parameters", name))
    for name, was, now in _pairs(before.starts, after.starts):
        if words := _start(was, now):
            yield _edit(About.start, name, words, name, _swapped("starts", name))


def _limit(was: Parameter | None, now: Parameter | None) -> str:
    values = [{v.since: wording.words((v.limit,)) for v in side.values} if side else {} for side in (was, now)]
    shown = now or was
    return f"{shown.label} ({shown.id}): {_by_day(*values)}" if values[0] != values[1] and shown else ""


def _by_day(was: Mapping[date, str], now: Mapping[date, str]) -> str:
    """What holds from which day, where it is not the same."""
    days = [day for day in sorted(was.keys() | now.keys()) if was.get(day) != now.get(day)]
    return "; ".join(f"from {day}: {was.get(day, 'nothing')} → {now.get(day, 'nothing')}" for day in days)


def _start(was: Start | None, now: Start | None) -> str:
    sides = [start_words(side) for side in (was, now)]
    shown = now or was
    return f"{shown.label} ({shown.id}): starts {' → '.join(sides)}" if sides[0] != sides[1] and shown else ""


def start_words(start: Start | None) -> str:
    """When a provision starts, for people."""
    if start is None:
        return "never"
    if start.later_of is None:
        return str(start.on)
    later = start.later_of
    return f"on the later of {later.date} and {later.months} months after {', '.join(sorted(later.after))}"


def _act(was: Any, now: Any) -> str:
    periods = [{p.since: p.status.value.replace("_", " ") for p in side.status} if side else {} for side in (was, now)]
    shown = now or was
    return f"{shown.short} ({shown.id}): {_by_day(*periods)}" if periods[0] != periods[1] else ""


def _members(was: List | None, now: List | None) -> str:
    members = [_membership(side) if side else {} for side in (was, now)]
    shown = now or was
    changed = [name for name, old, new in _pairs(*members) if old != new]
    if not changed or shown is None:
        return ""
    said = ", ".join(f"{name} {members[0].get(name, 'no')} → {members[1].get(name, 'no')}" for name in changed)
    return f'the list "{shown.label}" ({shown.id}): {said}'


def _membership(listed: List) -> dict[str, str]:
    dated = {
        member.value: f"from {member.since or 'the first'} to {member.until or 'the last'}" for member in listed.members
    }
    return {**dict.fromkeys(listed.always, "always"), **dated}


def _laws(was: Any, now: Any) -> str:
    tables = [{q: side.answers(q) for q in sorted(side.questions)} if side else {} for side in (was, now)]
    shown = now or was
    return f"{shown.label} ({shown.id}): the answers differ" if tables[0] != tables[1] else ""


def _figures(before: Rulebook, after: Rulebook) -> Iterator[BookEdit]:
    sides = [
        {name: raw for name, raw in book.shelf.files.raw.items() if name.startswith(f"{REFERENCE}/")}
        for book in (before, after)
    ]
    changed = [name for name, old, new in _pairs(*sides) if old != new]
    if changed:
        words = f"published figures: {', '.join(changed)}"
        yield _edit(
            About.figures, REFERENCE, words, reach.FIGURES, lambda base, other: replace(base, shelf=other.shelf)
        )


def _inferences(before: Rulebook, after: Rulebook) -> Iterator[BookEdit]:
    sides = [{item.id: item for item in book.derivations} for book in (before, after)]
    for id, was, now in _pairs(*sides):
        bare = [(side.for_each, side.fact, side.derive) if side else None for side in (was, now)]
        if bare[0] != bare[1]:
            what = "new" if was is None else "gone" if now is None else "another way to infer it"
            shown = now or was
            words = f"inference {id} ({shown.fact if shown else ''}): {what}"
            touches = frozenset({reach.of_inference(id)})
            yield BookEdit(Cause(About.inference, id, None, None, words), touches, _inference(id))


def _inference(id: str) -> Carry:
    def carried(base: Rulebook, other: Rulebook) -> Rulebook:
        kept = [item for item in base.derivations if item.id != id]
        items = tuple(sorted([*kept, *(i for i in other.derivations if i.id == id)], key=lambda item: item.id))
        return replace(base, derivations=items, routes=Routes(inferred_kinds(items)))

    return carried


def _rules(before: Rulebook, after: Rulebook) -> Iterator[BookEdit]:
    sides = [{rule.id: rule for rule in book.rules} for book in (before, after)]
    for id, was, now in _pairs(*sides):
        if was is None or now is None:
            words = f"rule {id} is {'new' if was is None else 'gone'}"
            yield _edit(About.rule, id, words, reach.of_rule(id), _rule(id))
            continue
        said = list(_deciding(before, was, after, now))
        weight = [
            f"{key}: {getattr(was, key).value} → {getattr(now, key).value}"
            for key in ("severity", "force")
            if getattr(was, key) != getattr(now, key)
        ]
        if was.verified.grade != now.verified.grade:
            weight.append(f"verified: {was.verified.grade.value} → {now.verified.grade.value}")
        if said or weight:
            words = f"rule {id}: {'; '.join([*said, *weight])}"
            cause = Cause(About.rule, id, None, None, words)
            yield BookEdit(cause, frozenset({reach.of_rule(id)}), _rule(id), decides=bool(said))


def _rule(id: str) -> Carry:
    def carried(base: Rulebook, other: Rulebook) -> Rulebook:
        kept = [rule for rule in base.rules if rule.id != id]
        rules = sorted([*kept, *(r for r in other.rules if r.id == id)], key=lambda rule: (rule.theme, rule.id))
        return replace(base, rules=tuple(rules))

    return carried


def _deciding(before: Rulebook, was: Rule, after: Rulebook, now: Rule) -> Iterator[str]:
    """What differs in a rule of all that can move its outcome."""
    trees = [("conditions", was.applies_if, now.applies_if)]
    trees.append(("check", was.check.expression(), now.check.expression()))
    for key, old, new in trees:
        if old != new:
            yield f"{key}: {_tests(before, old, after, new)}"
    for key in ("for_each", "dated_by", "starts"):
        if getattr(was, key) != getattr(now, key):
            yield f"{key}: {getattr(was, key) or 'nothing'} → {getattr(now, key) or 'nothing'}"
    for key in ("starts_by", "sources_by"):
        if getattr(was, key) != getattr(now, key):
            yield f"{key} differs"
    cited = [{source.instrument for source in rule.sources} for rule in (was, now)]
    if cited[0] != cited[1]:
        yield f"acts cited: {', '.join(sorted(cited[0]))} → {', '.join(sorted(cited[1]))}"


def _tests(before: Rulebook, was: Expression | None, after: Rulebook, now: Expression | None) -> str:
    """The tests that are gone and those that are new, in words."""
    old, new = ({} if tree is None else dict.fromkeys(leaves(tree)) for tree in (was, now))
    gone = [test_words(leaf, before, date.max) for leaf in old if leaf not in new]
    come = [test_words(leaf, after, date.max) for leaf in new if leaf not in old]
    said = [*(f"no longer {words}" for words in gone), *(f"now {words}" for words in come)]
    return ", ".join(said) or "the same tests are put together in another way"
