"""Judges one rule for one subject: the outcome table.

Conditions are read as the deal is stated or planned; checks ask for what is achieved. Three-valued logic decides
first. What it leaves open is tried in every possible world (see ``worlds``). That settles the outcome where all
worlds agree, and names the facts on which it hangs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from checker import truth
from checker.assessment.findings import Outcome
from checker.assessment.lookup import Lookup
from checker.assessment.standing import APPLIES, Phase, Standing, Timeline
from checker.assessment.worlds import Seen, Worlds
from checker.checks.expression import (
    All,
    Atom,
    Compare,
    Expression,
    Leaf,
    Limit,
    Listed,
    Moment,
    Op,
    evaluate,
    leaves,
)
from checker.facts import Fact, Thing
from checker.grades import Grade, Reason
from checker.rulebook.rules import Rule
from checker.truth import Admissible, Alternative, Interval, Members, Truth

_DAY = timedelta(days=1)
Level = Literal["lean", "plan", "firm"]
_ORDER = list(Reason)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one rule for one subject."""

    outcome: Outcome
    later: Outcome | None = None
    since: date | None = None
    reason: Reason | None = None
    open_facts: tuple[Fact, ...] = ()
    """Facts on which an open outcome hangs."""
    pivot: Fact | None = None
    """For ``not_applicable``: the fact that makes it so."""
    standing: Standing = APPLIES
    leans: Outcome | None = None
    """What an open outcome would be if weak and planned facts were believed."""


class Judge:
    """Judges rules for the subjects of one deal."""

    def __init__(self, lookup: Lookup, timeline: Timeline, as_of: date) -> None:
        self.lookup, self.book, self.timeline, self.as_of = lookup, timeline.book, timeline, as_of
        self._seen: dict[tuple[Any, ...], Seen] = {}

    def judge(self, rule: Rule, subject: Thing) -> Verdict:
        """The verdict, on the rule's test date or on every day it may be."""
        if rule.dated_by is None:
            return self._with_later(rule, subject, self.as_of)
        dated = self.lookup.get(subject, rule.dated_by)
        days = truth.bounds(dated.plan)
        if days.low is not None and days.low == days.high:
            return self._with_later(rule, subject, days.low)
        verdicts = [self._on(rule, subject, day) for day in self._days(rule, subject, days)]
        outcomes = {verdict.outcome for verdict in verdicts}
        if len(verdicts) == 1 or (len(outcomes) == 1 and verdicts[0].outcome is not Outcome.unknown):
            return verdicts[0]
        facts = [dated, *(fact for verdict in verdicts for fact in verdict.open_facts)]
        leans = {v.leans or v.outcome for v in verdicts} - {Outcome.unknown}
        lean = next(iter(leans)) if len(leans) == 1 else None
        return Verdict(Outcome.unknown, reason=Reason.date_missing, open_facts=tuple(dict.fromkeys(facts)), leans=lean)

    def _days(self, rule: Rule, subject: Thing, days: Interval) -> list[date]:
        turns = sorted(
            day
            for day in {*self.timeline.of(rule).changes, *self._overtaken(rule, subject)}
            if (days.low is None or day > days.low) and (days.high is None or day <= days.high)
        )
        return [days.low or (turns[0] - _DAY if turns else self.as_of), *turns]

    def _overtaken(self, rule: Rule, subject: Thing) -> Iterator[date]:
        """Days on which a date that is held against the test date turns from later to earlier."""
        prepared = self.timeline.of(rule)
        for leaf in (*leaves(prepared.conditions), *leaves(prepared.check)):
            if isinstance(leaf, Atom) and leaf.operand is Moment.test_date:
                fact = self.lookup.get(subject, leaf.path)
                for known in (truth.bounds(fact.plan), truth.bounds(fact.firm)):
                    yield from (end + after for end in (known.low, known.high) if end for after in (0 * _DAY, _DAY))

    def _with_later(self, rule: Rule, subject: Thing, day: date) -> Verdict:
        verdict = self._on(rule, subject, day)
        if verdict.outcome in (Outcome.not_applicable, Outcome.not_yet):
            return verdict
        for turn in self.timeline.of(rule).changes:
            if turn > day:
                then = self._on(rule, subject, turn)
                if then.outcome is not verdict.outcome:
                    return replace(verdict, later=then.outcome, since=turn)
        return verdict

    def _on(self, rule: Rule, subject: Thing, day: date) -> Verdict:
        stand = self.timeline.standing(rule, day)
        if stand.phase is Phase.not_yet:
            then = self._facts_only(rule, subject, stand.since or day, stand)
            if then.outcome is Outcome.not_applicable:
                return then
            return replace(then, outcome=Outcome.not_yet, later=then.outcome, since=stand.since, reason=None)
        verdict = self._facts_only(rule, subject, day, stand)
        if stand.phase is Phase.ended and verdict.outcome is not Outcome.not_applicable:
            return Verdict(Outcome.not_applicable, standing=stand)
        if stand.phase is Phase.unknown and verdict.outcome in (Outcome.failed, Outcome.unknown):
            leans = verdict.leans if verdict.outcome is Outcome.unknown else Outcome.failed
            return replace(verdict, outcome=Outcome.unknown, reason=Reason.status_unknown, leans=leans)
        return verdict

    def _facts_only(self, rule: Rule, subject: Thing, day: date, stand: Standing) -> Verdict:
        prepared = self.timeline.of(rule)
        conditions, check = prepared.conditions, prepared.check
        applies = self.truth(conditions, subject, day, "plan")
        if applies is False:
            return Verdict(Outcome.not_applicable, pivot=self._pivot(conditions, subject, day), standing=stand)
        kept = self.truth(check, subject, day, "firm")
        if applies is True and kept is not None:
            return Verdict(Outcome.passed if kept else Outcome.failed, standing=stand)
        worlds = Worlds(
            {"applies": conditions, "check": check},
            {
                "applies": {leaf: self._see(leaf, subject, day, "plan") for leaf in leaves(conditions)},
                "check": {leaf: self._see(leaf, subject, day, "firm") for leaf in leaves(check)},
            },
        )
        if worlds.settled is not None:
            return Verdict(worlds.settled, standing=stand)
        reason = self._reason(rule, worlds)
        leans = self._leaning(rule, subject, day)
        return Verdict(Outcome.unknown, reason=reason, open_facts=worlds.decisive, standing=stand, leans=leans)

    def truth(self, tree: Expression, thing: Thing, day: date, level: Level, subject: Thing | None = None) -> Truth:
        """The truth of conditions or a check for an entity, at one level of belief.

        ``subject`` is the entity meant by ``is_subject``, if it is another one.
        """
        return evaluate(tree, lambda leaf: self._see(leaf, thing, day, level, subject).truth)

    def _leaning(self, rule: Rule, subject: Thing, day: date) -> Outcome | None:
        prepared = self.timeline.of(rule)
        applies = self.truth(prepared.conditions, subject, day, "lean")
        if applies is False:
            return Outcome.not_applicable
        kept = self.truth(prepared.check, subject, day, "lean")
        if kept is True:
            return Outcome.passed
        return Outcome.failed if kept is False and applies is True else None

    @staticmethod
    def _reason(rule: Rule, worlds: Worlds) -> Reason:
        reasons = [Reason.text_not_available] if worlds.no_text else []
        for fact in worlds.decisive:
            reason = fact.reason
            if fact in worlds.too_weak:
                weak = Reason.evidence_too_weak
                reason = weak if truth.settled(fact.firm) else min(weak, reason, key=_ORDER.index)
            asked = rule.ask.get(fact.path)
            if reason is Reason.fact_missing and asked is not None and asked.reason is not None:
                reason = asked.reason
            reasons.append(reason)
        return min(reasons, key=_ORDER.index, default=Reason.fact_missing)

    def _pivot(self, conditions: Expression, subject: Thing, day: date) -> Fact | None:
        parts = conditions.parts if isinstance(conditions, All) else (conditions,)
        for part in parts:
            if self.truth(part, subject, day, "plan") is False:
                return self._see(next(leaves(part)), subject, day, "plan").facts[0]
        return None

    def _see(self, leaf: Leaf, thing: Thing, day: date, level: Level, subject: Thing | None = None) -> Seen:
        about = subject.id if subject is not None else thing.id
        key = (leaf, thing.type, thing.id, day, level, about)
        seen = self._seen.get(key)
        if seen is None:
            seen = self._seen[key] = self._look(leaf, thing, day, level, about)
        return seen

    def _look(self, leaf: Leaf, thing: Thing, day: date, level: Level, about: str) -> Seen:
        fact = self.lookup.get(thing, leaf.path)
        value = _view(fact, level, leaf.floor)
        if isinstance(leaf, Compare):
            other = self.lookup.get(thing, leaf.other)
            against = _view(other, level, leaf.floor)
            return Seen(leaf, (fact, other), (value, against), _compared(leaf, value, against))
        operand = self._operand(leaf, about, day)
        if operand is None and leaf.op is not Op.present:
            return Seen(leaf, (fact,), (value,), None)
        test, points = _test(leaf.op, operand)
        # Of a fact about which nothing is known it cannot even be said that it is there.
        found = None if leaf.op is Op.present and value == fact.domain else truth.holds(value, test)
        return Seen(leaf, (fact,), (value,), truth.negate(found) if leaf.negated else found, test, points)

    def _operand(self, leaf: Atom, about: str, day: date) -> Any:
        match leaf.operand:
            case Limit(name):
                parameter = self.book.parameters[name]
                value = parameter.on(day) or (parameter.values[0] if parameter.values else None)
                return value.limit if value else None
            case Listed(name):
                return self.book.lists[name].on(day)
            case Moment.test_date:
                return day
            case Moment.subject:
                return frozenset([about])
            case words:
                return words


def _view(fact: Fact, level: Level, floor: Grade | None) -> Admissible:
    value: Admissible = getattr(fact, level)
    if level == "firm" and floor is not None and (fact.grade is None or fact.grade.rank > floor.rank):
        return fact.domain
    return value


def _compared(leaf: Compare, value: Admissible, other: Admissible) -> Truth:
    left, right = truth.bounds(value), truth.bounds(other)
    if not leaf.strictly_after:
        left, right = right, left
    if left.low is not None and right.high is not None and left.low > right.high:
        return True
    return False if left.high is not None and right.low is not None and left.high <= right.low else None


def _test(op: Op, operand: Any) -> tuple[Any, tuple[Any, ...]]:
    match op:
        case Op.among:
            return truth.among(operand), tuple(sorted(operand, key=str))
        case Op.includes:
            return truth.has_some(operand.__contains__), tuple(sorted(operand, key=str))
        case Op.includes_outside:
            return truth.has_some(lambda member: member not in operand), ()
        case Op.at_most:
            return truth.at_most(operand), truth.neighbours(operand)
        case Op.less_than:
            return truth.less_than(operand), truth.neighbours(operand)
        case Op.present:
            return _present, ()


def _present(value: Alternative) -> Truth:
    if isinstance(value, Members):
        return True if value.known else None if value.more else False
    return value is not False
