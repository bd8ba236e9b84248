"""Small changes to a rulebook, each of which an example has to notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, assert_never

from checker.checks.expression import All, Atom, Compare, Expression, Leaf, Limit, Op, Some, leaves
from checker.derivations.classify import Classify
from checker.derivations.covers import Covers
from checker.derivations.default_law import DefaultLaw, LawsDiffer
from checker.derivations.diversion import Diverted
from checker.derivations.k_firm_share import KFirmShare
from checker.derivations.named import Named
from checker.derivations.narrow import Narrow
from checker.derivations.published import Published
from checker.rulebook.book import Rulebook
from checker.rulebook.defaults import Answer, Defaults
from checker.rulebook.instruments import Status
from checker.rulebook.link import drawn_on
from checker.rulebook.lists import List
from checker.rulebook.parameters import Parameter, Start
from checker.rulebook.rules import Derivation, Rule

DAY = timedelta(days=1)
_BEFORE_FORCE = frozenset({Status.awaited, Status.proposed, Status.adopted})
RECENT = date(2025, 1, 1)
"""Membership of lists that changed before this day is not varied: no deal that is judged now can tell."""


@dataclass(frozen=True, slots=True)
class TreeMutant:
    """A rule with other conditions or another check."""

    what: str
    conditions: Expression
    check: Expression


@dataclass(frozen=True, slots=True)
class BookMutant:
    """A rulebook with one value changed."""

    what: str
    name: str
    """The parameter, start, list, instrument or derivation changed."""
    book: Rulebook


def of_rule(book: Rulebook, rule: Rule) -> Iterator[TreeMutant]:
    """A rule with one test turned round, left out or moved by a hair, or its parts joined otherwise.

    A test whose limit could not be read says the same however it is turned, so that it is only left out. One of
    published figures cannot be put exactly on its limit by an example, so that it is not moved by a hair.
    """
    conditions, check = rule.applies_if or All(()), rule.check.expression()
    unread = frozenset(Limit(name) for name, parameter in book.parameters.items() if not parameter.values)
    for what, tree in _trees(conditions):
        yield TreeMutant(f"condition {what}", tree, check)
    fixed = frozenset(path for path in rule.reads() if published(book, rule, path))
    for what, tree in _trees(check, unread, fixed):
        if any(True for _ in leaves(tree)):
            yield TreeMutant(f"check {what}", conditions, tree)


def published(book: Rulebook, rule: Rule, path: str) -> bool:
    """Whether a fact is drawn on published figures, which no example can choose."""
    key = book.routes.find(path, rule.for_each).key
    return any(isinstance(item.derive.how, Published) for item in drawn_on(book, [key]))


def _trees(
    tree: Expression, unread: frozenset[Limit] = frozenset(), fixed: frozenset[str] = frozenset()
) -> Iterator[tuple[str, Expression]]:
    for leaf in dict.fromkeys(leaves(tree)):
        without = _without(tree, leaf)
        if without is not None:
            yield f"{leaf.path}: left out", without
        if isinstance(leaf, Atom) and leaf.operand in unread:
            continue
        yield f"{leaf.path}: turned round", _replaced(tree, leaf, _turned(leaf))
        if isinstance(leaf, Atom) and leaf.op in (Op.at_most, Op.less_than) and leaf.path not in fixed:
            other = Op.less_than if leaf.op is Op.at_most else Op.at_most
            hair = Atom(leaf.path, other, leaf.operand, leaf.negated, leaf.floor)
            yield f"{leaf.path}: the limit itself moved to the other side", _replaced(tree, leaf, hair)
        if leaf.floor is not None:
            yield f"{leaf.path}: any evidence will do", _replaced(tree, leaf, _any_evidence(leaf))
    if isinstance(tree, All | Some) and len(tree.parts) > 1 and tree is not None:
        for number, part in enumerate(tree.parts):
            if isinstance(part, Some):
                rest = (*tree.parts[:number], All(part.parts), *tree.parts[number + 1 :])
                yield f"part {number + 1}: any became all", type(tree)(rest)
    if isinstance(tree, Some):
        yield "any became all", All(tree.parts)


def _turned(leaf: Leaf) -> Leaf:
    if isinstance(leaf, Compare):
        return Compare(leaf.path, leaf.other, not leaf.strictly_after, leaf.floor)
    return Atom(leaf.path, leaf.op, leaf.operand, not leaf.negated, leaf.floor)


def _any_evidence(leaf: Leaf) -> Leaf:
    if isinstance(leaf, Compare):
        return Compare(leaf.path, leaf.other, leaf.strictly_after)
    return Atom(leaf.path, leaf.op, leaf.operand, leaf.negated)


def _replaced(tree: Expression, old: Leaf, new: Leaf) -> Expression:
    match tree:
        case Atom() | Compare():
            return new if tree == old else tree
        case All(parts):
            return All(tuple(_replaced(part, old, new) for part in parts))
        case Some(parts):
            return Some(tuple(_replaced(part, old, new) for part in parts))
        case _:
            assert_never(tree)


def _without(tree: Expression, old: Leaf) -> Expression | None:
    """The tree without a leaf, or None if nothing would be left of it."""
    match tree:
        case Atom() | Compare():
            return None if tree == old else tree
        case All(parts) | Some(parts):
            kept = tuple(part for part in (_without(part, old) for part in parts) if part is not None)
            return type(tree)(kept) if kept or (isinstance(tree, All) and len(parts) == 1) else None
        case _:
            assert_never(tree)


def of_values(book: Rulebook) -> Iterator[BookMutant]:
    """A rulebook with one limit a step off, one day earlier or later, one list changed."""
    for parameter in book.parameters.values():
        for what, changed in _parameters(parameter):
            yield BookMutant(what, parameter.id, replace(book, parameters={**book.parameters, parameter.id: changed}))
    for start in book.starts.values():
        for what, moved in _starts(start):
            yield BookMutant(what, start.id, replace(book, starts={**book.starts, start.id: moved}))
    for listed in book.lists.values():
        for what, other in _lists(listed):
            yield BookMutant(what, listed.id, replace(book, lists={**book.lists, listed.id: other}))
    for table in book.defaults.values():
        for what, told in _defaults(book, table):
            yield BookMutant(what, table.id, replace(book, defaults={**book.defaults, table.id: told}))
    for instrument in book.instruments.values():
        for number, period in enumerate(instrument.status):
            never_known = number == 0 and period.status is Status.unknown
            if instrument.kind == "practice" or period.status in _BEFORE_FORCE or never_known:
                continue
            for days in (-1, 1):
                moved_period = period.model_copy(update={"since": period.since + days * DAY})
                status = (*instrument.status[:number], moved_period, *instrument.status[number + 1 :])
                copy = instrument.model_copy(update={"status": status})
                what = f"{period.status} from {moved_period.since}"
                yield BookMutant(
                    what, instrument.id, replace(book, instruments={**book.instruments, instrument.id: copy})
                )


def _parameters(parameter: Parameter) -> Iterator[tuple[str, Parameter]]:
    for number, value in enumerate(parameter.values):
        changes: list[dict[str, Any]] = [{"since": value.since - DAY}, {"since": value.since + DAY}]
        if value.day is not None:
            changes += [{"day": value.day - DAY}, {"day": value.day + DAY}]
        if value.value is not None:
            step = parameter.step or (Fraction(1, 100) if parameter.unit == "share" else Fraction(1))
            changes += [{"value": value.value - step}, {"value": value.value + step}]
        for change in changes:
            changed = value.model_copy(update=change)
            values = (*parameter.values[:number], changed, *parameter.values[number + 1 :])
            said = float(changed.value) if changed.value is not None else changed.day
            yield f"{said} from {changed.since}", parameter.model_copy(update={"values": values})


def _starts(start: Start) -> Iterator[tuple[str, Start]]:
    for days in (-1, 1):
        if start.on is not None:
            yield f"from {start.on + days * DAY}", start.model_copy(update={"on": start.on + days * DAY})
        if start.later_of is not None:
            moved = start.later_of.model_copy(update={"date": start.later_of.date + days * DAY})
            yield f"not before {moved.date}", start.model_copy(update={"later_of": moved})
            months = start.later_of.model_copy(update={"months": start.later_of.months + days})
            yield f"{months.months} months after the acts", start.model_copy(update={"later_of": months})


def _lists(listed: List) -> Iterator[tuple[str, List]]:
    yield "empty", listed.model_copy(update={"always": (), "members": ()})
    for number, member in enumerate(listed.members):
        for key in ("since", "until"):
            day = getattr(member, key)
            if day is None or day < RECENT:
                continue
            for days in (-1, 1):
                moved = member.model_copy(update={key: day + days * DAY})
                members = (*listed.members[:number], moved, *listed.members[number + 1 :])
                yield f"{member.value} {key} {day + days * DAY}", listed.model_copy(update={"members": members})


def _defaults(book: Rulebook, table: Defaults) -> Iterator[tuple[str, Defaults]]:
    """A comparison in which one law answers otherwise to a question that an inference puts."""
    asked = {how.question for item in book.derivations if isinstance(how := item.derive.how, DefaultLaw)}
    for number, law in enumerate(table.laws):
        for question in sorted(asked):
            other = Answer.alone if law.answers[question] is Answer.consent else Answer.consent
            changed = law.model_copy(update={"answers": {**law.answers, question: other}})
            laws = (*table.laws[:number], changed, *table.laws[number + 1 :])
            yield f"{law.country} answers {other} to {question}", table.model_copy(update={"laws": laws})


def of_derivation(book: Rulebook, derivation: Derivation) -> Iterator[BookMutant]:
    """A rulebook with one inference changed."""
    for what, how in _derivations(derivation.derive.how):
        derive = derivation.derive.model_copy(update={derivation.derive.kind: how})
        changed = derivation.model_copy(update={"derive": derive})
        others = tuple(changed if item is derivation else item for item in book.derivations)
        yield BookMutant(what, derivation.id, replace(book, derivations=others))


def _derivations(how: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(how, Classify):
        for number, branch in enumerate(how.branches):
            for what, tree in _trees(branch.when) if branch.when is not None else ():
                changed = branch.model_copy(update={"when": tree})
                branches = (*how.branches[:number], changed, *how.branches[number + 1 :])
                yield f"branch {number + 1}, {what}", how.model_copy(update={"branches": branches})
            if number + 1 < len(how.branches):
                yield (
                    f"branch {number + 1} left out",
                    how.model_copy(update={"branches": (*how.branches[:number], *how.branches[number + 1 :])}),
                )
    if getattr(how, "where", None) is not None:
        for what, tree in _trees(how.where):
            yield what, how.model_copy(update={"where": tree})
        yield "all of them", how.model_copy(update={"where": None})
    if getattr(how, "except_list", None) is not None:
        yield "nobody left out", how.model_copy(update={"except_list": None})
    if isinstance(how, Covers):
        yield "the other direction", how.model_copy(update={"whole": how.part, "part": how.whole})
    if isinstance(how, Named):
        for path in how.also:
            yield f"without {path}", how.model_copy(update={"also": tuple(f for f in how.also if f != path)})
        for path in how.known if len(how.known) > 1 else ():
            yield f"without {path}", how.model_copy(update={"known": tuple(f for f in how.known if f != path)})
    if isinstance(how, Narrow):
        for path in how.facts:
            yield f"without {path}", how.model_copy(update={"facts": tuple(f for f in how.facts if f != path)})
    if isinstance(how, LawsDiffer) and len(how.questions) > 1:
        for question in how.questions:
            rest = tuple(other for other in how.questions if other != question)
            yield f"without {question}", how.model_copy(update={"questions": rest})
    if isinstance(how, KFirmShare):
        for k in (how.k - 1, how.k + 1):
            if k:
                yield f"the {k} largest", how.model_copy(update={"k": k})
    if isinstance(how, Diverted):
        yield "the other direction", how.model_copy(update={"giver": how.taker, "taker": how.giver})
    if getattr(how, "dates", None) is not None:
        yield "the other way round", how.model_copy(update={"dates": tuple(reversed(how.dates))})
