"""Whether a provision applies on a day, and on which days that changes."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, assert_never

from checker.assessment.findings import Finding, SourceLine
from checker.assessment.worlds import Bound, Worlds
from checker.checks.expression import All, Atom, Expression, Leaf, Limit, Listed, Moment, Some, leaves, mapped
from checker.facts import Fact
from checker.rulebook.book import Rulebook
from checker.rulebook.instruments import Status
from checker.rulebook.rules import Rule
from checker.truth import Truth


class Phase(Enum):
    """How a provision stands on a day."""

    applies = "applies"
    not_yet = "not yet"
    ended = "ended"
    unknown = "unknown"


@dataclass(frozen=True, slots=True)
class Standing:
    """The phase and, where it does not apply yet, from when or waiting for what."""

    phase: Phase
    since: date | None = None
    """First day on which it applies, if known."""
    waits_for: tuple[str, ...] = ()
    """Ids of acts that are missing, or of the act whose state matters."""


APPLIES = Standing(Phase.applies)


NO_CONDITIONS = All(())


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A rule with its trees built and its days of change collected."""

    conditions: Expression
    check: Expression
    changes: tuple[date, ...]
    """Every day on which its judgement may change for reasons of law, sorted."""
    dated: bool
    """Whether a test of it reads a limit, a list or the test date, so that it may turn with the day."""
    timeless: bool
    """Whether its conditions are the same on every day, and none of its sources ends."""
    flat: bool
    """Whether conditions and check are tests joined by "and" alone."""
    applying: tuple[Leaf, ...]
    """The tests of the conditions."""
    checking: tuple[Leaf, ...]
    """The tests of the check."""
    read: tuple[str, ...]
    """Every fact read, each once: the date first, then conditions, then check."""


class Timeline:
    """How the provisions of a rulebook stand over time; remembers what it worked out."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self._prepared: dict[str, Prepared] = {}
        self._leaves: dict[Leaf, Leaf] = {}
        self.worlds: dict[Hashable, Worlds] = {}
        """Worlds worked out before, by rule, day and pattern of what is known."""
        self.tests: dict[tuple[Leaf, date | str], Bound] = {}
        """Tests with their operand filled in, by day or subject."""
        self.open_truths: dict[tuple[Leaf, date | str], Truth] = {}
        """What tests say of a fact of which nothing is known, by day or subject."""
        self.provisions: dict[tuple[str, date, tuple[str, ...]], tuple[SourceLine, ...]] = {}
        """The provisions of each rule, with the state of their acts on a day."""
        self.stand_in_facts: dict[tuple[str, date], Fact] = {}
        """What was inferred of stand-ins, the same in every deal, by derivation and law date."""
        self.stand_in_findings: dict[tuple[str, date], Finding] = {}
        """What was found of stand-ins, the same in every deal, by rule and law date."""
        self.said: dict[Any, Any] = {}
        """Everything said in findings, each once: over many deals most is said alike."""
        self._standings: dict[tuple[str, date, str | None, str | None], Standing] = {}

    def of(self, rule: Rule) -> Prepared:
        """The rule, prepared."""
        prepared = self._prepared.get(rule.id)
        if prepared is None:
            self.put(rule, rule.applies_if or NO_CONDITIONS, rule.check.expression())
            prepared = self._prepared[rule.id]
        return prepared

    def status(self, instrument: str, day: date) -> str | None:
        """The status of an act on a day; None before its first."""
        period = self.book.instruments[instrument].on(day)
        return period.status.value if period else None

    def put(self, rule: Rule, conditions: Expression, check: Expression) -> None:
        """Judge a rule by other trees than its own."""
        conditions, check = mapped(conditions, self._one), mapped(check, self._one)
        applying, checking = tuple(leaves(conditions)), tuple(leaves(check))
        self._prepared[rule.id] = Prepared(
            conditions,
            check,
            _changes(self.book, rule, conditions, check),
            any(isinstance(leaf, Atom) and _turns(leaf) for leaf in (*applying, *checking)),
            not any(isinstance(leaf, Atom) and _turns(leaf) for leaf in applying) and not self._ends(rule),
            all(_joined_by_and(tree) for tree in (conditions, check)),
            applying,
            checking,
            rule.reads_by(conditions, check),
        )

    def _ends(self, rule: Rule) -> bool:
        acts = (self.book.instruments[source.instrument] for source in rule.sources)
        return any(period.status is Status.expired for act in acts for period in act.status)

    def _one(self, leaf: Leaf) -> Leaf:
        """The one object that stands for all equal leaves, so that looking it up is fast."""
        return self._leaves.setdefault(leaf, leaf)

    def standing(self, rule: Rule, day: date, start: str | None, law: str | None) -> Standing:
        """How the rule stands on a day: the acts and the starting day that count and its limits taken together."""
        key = (rule.id, day, start, law)
        if key not in self._standings:
            self._standings[key] = self._standing(rule, day, start, law)
        return self._standings[key]

    def _standing(self, rule: Rule, day: date, name: str | None, law: str | None) -> Standing:
        acts = [_instrument(self.book, source.instrument, day) for source in rule.cited(law)]
        ended = next((found for found in acts if found.phase is Phase.ended), None)
        if ended is not None:
            return ended
        pending = [found for found in acts if found.phase is Phase.not_yet]
        if name is not None:
            start = self.book.start(name)
            unclear = tuple(act for act in start.waits_for if self.status(act, day) == Status.unknown)
            if unclear and start.floor is not None and start.floor <= day:
                acts.append(Standing(Phase.unknown, None, unclear))
            elif start.day is None or start.day > day:
                pending.append(Standing(Phase.not_yet, start.day, start.waits_for))
        for name in limits(self.of(rule).check):
            values = self.book.parameters[name].values
            if values and values[0].since > day:
                pending.append(Standing(Phase.not_yet, values[0].since))
        if not pending:
            return next((found for found in acts if found.phase is Phase.unknown), APPLIES)
        days = [found.since for found in pending]
        since = None if None in days else max(d for d in days if d is not None)
        return Standing(Phase.not_yet, since, tuple(sorted({act for found in pending for act in found.waits_for})))


def _instrument(book: Rulebook, id: str, day: date) -> Standing:
    if id in book.adopted:
        entry = book.adopted[id]
        return APPLIES if entry <= day else Standing(Phase.not_yet, entry)
    instrument = book.instruments[id]
    period = instrument.on(day)
    status = period.status if period else Status.awaited
    match status:
        case Status.in_force:
            return APPLIES
        case Status.expired:
            return Standing(Phase.ended, period.since if period else None, (id,))
        case Status.unknown:
            return Standing(Phase.unknown, period.since if period else None, (id,))
        case Status.suspended:
            after = next((p for p in instrument.status if p.since > day), None)
            since = after.since if after and after.status is Status.in_force else None
            return Standing(Phase.not_yet, since, () if since else (id,))
        case Status.awaited | Status.proposed | Status.adopted:
            since = next((p.since for p in instrument.status if p.since > day and p.status is Status.in_force), None)
            return Standing(Phase.not_yet, since, () if since else (id,))
        case _:
            assert_never(status)


def _turns(leaf: Atom) -> bool:
    return isinstance(leaf.operand, Limit | Listed) or leaf.operand is Moment.test_date


def _joined_by_and(tree: Expression) -> bool:
    return not isinstance(tree, Some) and (not isinstance(tree, All) or all(map(_joined_by_and, tree.parts)))


def limits(tree: Expression) -> tuple[str, ...]:
    """The parameters that a tree reads."""
    return tuple(
        leaf.operand.parameter for leaf in leaves(tree) if isinstance(leaf, Atom) and isinstance(leaf.operand, Limit)
    )


def _changes(book: Rulebook, rule: Rule, conditions: Expression, check: Expression) -> tuple[date, ...]:
    days: set[date] = set()
    for source in rule.sources:
        if source.instrument in book.adopted:
            days.add(book.adopted[source.instrument])
        else:
            days |= {period.since for period in book.instruments[source.instrument].status}
    for name in rule.start_names:
        start = book.start(name)
        days |= {turn for turn in (start.day, start.floor) if turn is not None}
    for tree in (conditions, check):
        for name in limits(tree):
            days |= {value.since for value in book.parameters[name].values}
        for leaf in leaves(tree):
            if isinstance(leaf, Atom) and isinstance(leaf.operand, Listed):
                days |= set(book.lists[leaf.operand.id].changes())
    return tuple(sorted(days))
