"""Judges one rule for one subject: the outcome table.

Conditions are read as the deal is stated or planned; checks ask for what is achieved. Three-valued logic decides
first. What it leaves open is tried in every possible world (see ``worlds``). That settles the outcome where all
worlds agree, and names the facts on which it hangs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from checker import truth
from checker.assessment.findings import Outcome
from checker.assessment.lookup import Lookup
from checker.assessment.standing import APPLIES, Phase, Prepared, Standing, Timeline
from checker.assessment.worlds import Hanging, Seen, Side, Worlds, each_can_turn, hanging, pattern
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
    broken_by: Fact | None = None
    """For ``fail``: the first fact that breaks the check."""
    standing: Standing = APPLIES
    leans: Outcome | None = None
    """What an open outcome would be if weak and planned facts were believed."""
    laws: tuple[str, ...] = ()
    """Words of the fact that tells which provisions count, as far as they may."""


class Judge:
    """Judges rules for the subjects of one deal."""

    def __init__(self, lookup: Lookup, timeline: Timeline, as_of: date) -> None:
        self.lookup, self.book, self.timeline, self.as_of = lookup, timeline.book, timeline, as_of
        self._tests = timeline.tests
        self._verdicts: dict[tuple[str, Thing, date | None], Verdict] = {}
        self._memories: dict[tuple[Thing, date, Level, str], _Memory] = {}

    def judge(self, rule: Rule, subject: Thing) -> Verdict:
        """The verdict, on the rule's test date or on every day it may be.

        Of a stand-in for entities that nobody named nothing is decided but that a rule does not apply.
        """
        verdict = self._out_of_scope(rule, subject) or self._judge(rule, subject)
        decided = (Outcome.passed, Outcome.failed)
        if not subject.phantom or (verdict.outcome not in decided and verdict.later not in decided):
            return verdict
        rest = self.lookup.open_list(subject.type)
        if verdict.outcome is Outcome.not_yet:
            return replace(verdict, later=Outcome.unknown, open_facts=(rest,))
        return Verdict(Outcome.unknown, reason=Reason.fact_missing, open_facts=(rest,), standing=verdict.standing)

    def _out_of_scope(self, rule: Rule, subject: Thing) -> Verdict | None:
        """That a rule does not apply, where conditions that are the same on every day say so."""
        prepared = self.timeline.of(rule)
        if not prepared.timeless:
            return None
        applying = self._memory(subject, self.as_of, "plan", subject.id)
        if _truth(prepared.conditions, applying) is not False:
            return None
        return Verdict(Outcome.not_applicable, pivot=_first_false(prepared.conditions, applying))

    def _judge(self, rule: Rule, subject: Thing) -> Verdict:
        """The verdict for every starting day and every provision that facts leave possible, if they agree."""
        telling: list[Fact] = []
        starts: list[str | None] = [rule.starts]
        laws: list[str | None] = [None]
        asked: Reason | None = None
        if rule.starts_by is not None:
            telling.append(fact := self.lookup.get(subject, rule.starts_by.fact))
            words = rule.starts_by.starts
            starts = list(dict.fromkeys(words[word] for word in words if word in fact.plan)) or starts
            asked = rule.ask[rule.starts_by.fact].reason or fact.reason
        if rule.sources_by is not None:
            telling.append(fact := self.lookup.get(subject, rule.sources_by.fact))
            laws = [word for word in rule.sources_by.sources if word in fact.plan] or laws
            asked = asked or rule.ask[rule.sources_by.fact].reason or fact.reason
        verdicts = [self._dated(rule, subject, start, law) for start in starts for law in laws]
        if asked is None:
            return verdicts[0]
        verdicts.sort(key=lambda verdict: verdict.since or date.max)
        return _agreed(verdicts, telling, asked)

    def _dated(self, rule: Rule, subject: Thing, start: str | None, law: str | None) -> Verdict:
        if rule.dated_by is None:
            return self._with_later(rule, subject, self.as_of, start, law)
        dated = self.lookup.get(subject, rule.dated_by)
        days = truth.bounds(dated.plan)
        if days.low is not None and days.low == days.high:
            return self._on(rule, subject, days.low, start, law)
        verdicts = [self._on(rule, subject, day, start, law) for day in self._days(rule, subject, days)]
        return _agreed(verdicts, [dated], Reason.date_missing)

    def _days(self, rule: Rule, subject: Thing, days: Interval) -> list[date]:
        turns = sorted(
            day
            for day in {*self.timeline.of(rule).changes, *self._overtaken(rule, subject)}
            if (days.low is None or day > days.low) and (days.high is None or day <= days.high)
        )
        return [days.low or (truth.shifted(turns[0], -1) if turns else self.as_of), *turns]

    def _overtaken(self, rule: Rule, subject: Thing) -> Iterator[date]:
        """Days on which a date that is held against the test date turns from later to earlier."""
        prepared = self.timeline.of(rule)
        for leaf in (*prepared.applying, *prepared.checking):
            if isinstance(leaf, Atom) and leaf.operand is Moment.test_date:
                fact = self.lookup.get(subject, leaf.path)
                for known in (truth.bounds(fact.plan), truth.bounds(fact.firm)):
                    yield from (truth.shifted(end, days) for end in (known.low, known.high) if end for days in (0, 1))

    def _with_later(self, rule: Rule, subject: Thing, day: date, start: str | None, law: str | None) -> Verdict:
        verdict = self._on(rule, subject, day, start, law)
        if verdict.outcome in (Outcome.not_applicable, Outcome.not_yet):
            return verdict
        for turn in self.timeline.of(rule).changes:
            if turn > day:
                then = self._on(rule, subject, turn, start, law)
                if then.outcome is not verdict.outcome:
                    return replace(verdict, later=then.outcome, since=turn)
        return verdict

    def _on(self, rule: Rule, subject: Thing, day: date, start: str | None, law: str | None) -> Verdict:
        verdict = self._standing_on(rule, subject, day, self.timeline.standing(rule, day, start, law))
        return replace(verdict, laws=(law,)) if law is not None else verdict

    def _standing_on(self, rule: Rule, subject: Thing, day: date, stand: Standing) -> Verdict:
        if stand.phase is Phase.applies:
            return self._facts_only(rule, subject, day)
        if stand.phase is Phase.not_yet:
            then = self._facts_only(rule, subject, stand.since or day)
            if then.outcome is Outcome.not_applicable:
                return then
            return replace(
                then, outcome=Outcome.not_yet, later=then.outcome, since=stand.since, reason=None, standing=stand
            )
        verdict = self._facts_only(rule, subject, day)
        if stand.phase is Phase.unknown and verdict.outcome is Outcome.not_applicable:
            return verdict
        verdict = replace(verdict, standing=stand)
        if stand.phase is Phase.ended and verdict.outcome is not Outcome.not_applicable:
            return Verdict(Outcome.not_applicable, standing=stand)
        if stand.phase is Phase.unknown and verdict.outcome in (Outcome.failed, Outcome.unknown):
            leans = verdict.leans if verdict.outcome is Outcome.unknown else Outcome.failed
            return replace(verdict, outcome=Outcome.unknown, reason=Reason.status_unknown, leans=leans)
        return verdict

    def _facts_only(self, rule: Rule, subject: Thing, day: date) -> Verdict:
        """The verdict as if the provision applied on ``day``; the same for every day if no test turns with it."""
        key = (rule.id, subject, day if self.timeline.of(rule).dated else None)
        verdict = self._verdicts.get(key)
        if verdict is None:
            verdict = self._verdicts[key] = self._by_facts(rule, subject, day)
        return verdict

    def _by_facts(self, rule: Rule, subject: Thing, day: date) -> Verdict:
        prepared = self.timeline.of(rule)
        conditions, check = prepared.conditions, prepared.check
        applying, checking = (self._memory(subject, day, level, subject.id) for level in ("plan", "firm"))
        applies = _truth(conditions, applying)
        if applies is False:
            return Verdict(Outcome.not_applicable, pivot=_first_false(conditions, applying))
        kept = _truth(check, checking)
        if applies is True and kept is not None:
            return Verdict(Outcome.passed) if kept else Verdict(Outcome.failed, broken_by=_first_false(check, checking))
        settled, hangs_on = self._open(prepared, day, applying, checking, kept)
        if settled is not None:
            return Verdict(settled)
        leans = self._leaning(prepared, subject, day, applies, kept)
        return Verdict(
            Outcome.unknown, reason=self._reason(rule, subject, hangs_on), open_facts=hangs_on.facts, leans=leans
        )

    def _open(
        self, prepared: Prepared, day: date, applying: _Memory, checking: _Memory, kept: Truth
    ) -> tuple[Outcome | None, Hanging]:
        """The outcome, if it is the same in every world, and what it hangs on otherwise."""
        sides: dict[Side, dict[Leaf, Seen]] = {
            "applies": {leaf: applying[leaf] for leaf in prepared.applying},
            "check": {leaf: checking[leaf] for leaf in prepared.checking},
        }
        if prepared.flat:
            tests = [*sides["applies"].values(), *(sides["check"].values() if kept is None else ())]
            unsettled = [seen for seen in tests if seen.truth is None]
            if each_can_turn(unsettled):
                return Outcome.passed if kept is True else None, hanging(unsettled)
        alike = pattern(seen for tests in sides.values() for seen in tests.values())
        key = (prepared, day if prepared.dated else None, alike)
        worlds = self.timeline.worlds.get(key)
        if worlds is None:
            worlds = Worlds({"applies": prepared.conditions, "check": prepared.check}, sides)
            self.timeline.worlds[key] = worlds
        return worlds.settled, hanging(sides[side][leaf] for side, leaf in worlds.tests)

    def _reason(self, rule: Rule, subject: Thing, hangs_on: Hanging) -> Reason:
        asked = {self.lookup.get(subject, path): asked.reason for path, asked in rule.ask.items()}
        reasons = [Reason.text_not_available] if hangs_on.no_text else []
        for fact in hangs_on.facts:
            reason = fact.reason
            if fact in hangs_on.too_weak:
                weak = Reason.evidence_too_weak
                reason = weak if truth.settled(fact.firm) else min(weak, reason, key=_ORDER.index)
            if reason is Reason.fact_missing:
                reason = asked.get(fact) or reason
            reasons.append(reason)
        return min(reasons, key=_ORDER.index, default=Reason.fact_missing)

    def truth(self, tree: Expression, thing: Thing, day: date, level: Level, subject: Thing | None = None) -> Truth:
        """The truth of conditions or a check for an entity, at one level of belief.

        ``subject`` is the entity meant by ``is_subject``, if it is another one.
        """
        return _truth(tree, self._memory(thing, day, level, subject.id if subject is not None else thing.id))

    def _leaning(self, prepared: Prepared, subject: Thing, day: date, applies: Truth, kept: Truth) -> Outcome | None:
        """What an open outcome would be if everything stated were believed."""
        facts = (self.lookup.get(subject, path) for path in prepared.read)
        graded = any(leaf.floor is not None for leaf in prepared.checking)
        if graded or any(fact.lean != fact.plan or fact.lean != fact.firm for fact in facts):
            applies = self.truth(prepared.conditions, subject, day, "lean")
            kept = self.truth(prepared.check, subject, day, "lean")
        if applies is False:
            return Outcome.not_applicable
        if kept is True:
            return Outcome.passed
        return Outcome.failed if kept is False and applies is True else None

    def _memory(self, thing: Thing, day: date, level: Level, about: str) -> _Memory:
        key = (thing, day, level, about)
        memory = self._memories.get(key)
        if memory is None:
            memory = self._memories[key] = _Memory(lambda leaf: self._look(leaf, thing, day, level, about))
        return memory

    def _look(self, leaf: Leaf, thing: Thing, day: date, level: Level, about: str) -> Seen:
        fact = self.lookup.get(thing, leaf.path)
        value = _view(fact, level, leaf.floor)
        if isinstance(leaf, Compare):
            other = self.lookup.get(thing, leaf.other)
            against = _view(other, level, leaf.floor)
            return Seen.of(leaf, (fact, other), (value, against), _compared(leaf, value, against))
        key = (leaf, about if leaf.operand is Moment.subject else day)
        bound = self._tests.get(key)
        if bound is None:
            operand = self._operand(leaf, about, day)
            unread = operand is None and leaf.op is not Op.present
            bound = self._tests[key] = (None, ()) if unread else _test(leaf.op, operand)
        test, points = bound
        if test is None:
            return Seen.of(leaf, (fact,), (value,), None)
        found = self._found(leaf, value, fact.domain, key, test)
        return Seen.of(leaf, (fact,), (value,), truth.negate(found) if leaf.negated else found, test, points)

    def _found(
        self, leaf: Atom, value: Admissible, domain: Admissible, key: tuple[Leaf, date | str], test: Any
    ) -> Truth:
        """What a test says of a value, negation aside; of a fact that is wholly open it says the same always."""
        if leaf.op is Op.present and value == domain:
            return None  # It cannot even be said that it is there.
        if value is not domain:
            return truth.holds(value, test)
        known = self.timeline.open_truths
        if key not in known:
            known[key] = truth.holds(value, test)
        return known[key]

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


def _agreed(verdicts: list[Verdict], telling: list[Fact], reason: Reason) -> Verdict:
    """One verdict out of those for every value of the facts that tell by which law to judge."""
    outcomes = {verdict.outcome for verdict in verdicts}
    laws = tuple(dict.fromkeys(law for verdict in verdicts for law in verdict.laws))
    if len(verdicts) == 1 or (len(outcomes) == 1 and verdicts[0].outcome is not Outcome.unknown):
        return replace(verdicts[0], laws=laws) if laws else verdicts[0]
    facts = [*telling, *(fact for verdict in verdicts for fact in verdict.open_facts)]
    leans = {v.leans or v.outcome for v in verdicts} - {Outcome.unknown}
    lean = next(iter(leans)) if len(leans) == 1 else None
    return Verdict(Outcome.unknown, reason=reason, open_facts=tuple(dict.fromkeys(facts)), leans=lean, laws=laws)


def _first_false(tree: Expression, memory: _Memory) -> Fact | None:
    """The first fact of the first part that is false."""
    parts = tree.parts if isinstance(tree, All) else (tree,)
    for part in parts:
        if _truth(part, memory) is False:
            return memory[next(leaves(part))].facts[0]
    return None


class _Memory(dict[Leaf, Seen]):
    """Tests looked at for one entity on one day at one level of belief; looks when first asked."""

    def __init__(self, look: Callable[[Leaf], Seen]) -> None:
        super().__init__()
        self._look = look

    def __missing__(self, leaf: Leaf) -> Seen:
        seen = self[leaf] = self._look(leaf)
        return seen


def _truth(tree: Expression, memory: _Memory) -> Truth:
    return evaluate(tree, lambda leaf: memory[leaf].truth)


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
