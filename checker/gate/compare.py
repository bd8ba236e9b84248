"""Two assessments side by side: of each deal, the outcomes that are not the same any more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from checker.assessment.findings import Assessment, DealAssessment, Finding, Outcome
from checker.gate.policy import Policy
from checker.profile.entities import ENTITIES
from checker.rulebook.common import Severity
from checker.rulebook.rules import Rule

Key = tuple[str, str]
"""Rule and subject."""


class About(StrEnum):
    """What a cause lies in."""

    fact = "fact"
    """What the profile states of one entity."""
    entity = "entity"
    """An entity that is there on one side only."""
    entities = "entities"
    """A list of entities: whether it was asked for, and whether it may be longer."""
    rule = "rule"
    inference = "inference"
    limit = "limit"
    """A value of an act over time."""
    start = "start"
    """The day from which a provision applies."""
    act = "act"
    """The status of an act."""
    members = "members"
    """The members of a list of the rulebook."""
    laws = "laws"
    """A comparison of laws."""
    figures = "figures"
    """Published figures."""
    house = "house"
    """What a house sets for itself."""


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """One difference between the two sides that moves an outcome."""

    about: About
    name: str
    """What differs: path of the fact, id of the entity, name of the part of the rulebook."""
    of: str | None
    """For a fact, the id of its entity."""
    day: date | None
    """For what turns with time, its day."""
    words: str
    """The same for people, with the day left out."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What counts of a finding: its outcome, and how grave it is if it fails."""

    outcome: Outcome
    severity: Severity

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Verdict) and self._counting == other._counting

    def __hash__(self) -> int:
        return hash(self._counting)

    @property
    def _counting(self) -> tuple[Outcome, Severity | None]:
        return self.outcome, self.severity if self.outcome is Outcome.failed else None


@dataclass(frozen=True, slots=True)
class Change:
    """One rule that is judged differently for one subject."""

    rule: Rule
    """The rule, as it is now if it is still there."""
    subject: str
    before: Finding | None
    """What was found; of an entity that is new, what was found of its list. None if nothing was."""
    after: Finding | None
    """What is found; of an entity that is gone, what is found of its list. None if nothing is."""
    moved: bool
    """Whether the subject itself came or went."""
    causes: tuple[Cause, ...] = ()
    """What brought the change about, sorted."""
    sure: bool = True
    """Whether it was these; if not, what differs of all that the rule reads, in which no cause could be made out."""

    @property
    def key(self) -> Key:
        """Rule and subject."""
        return self.rule.id, self.subject

    @property
    def was(self) -> Outcome | None:
        """The outcome before; None if there was no such finding."""
        return self.before.outcome if self.before else None

    @property
    def now(self) -> Outcome | None:
        """The outcome after; None if there is no such finding."""
        return self.after.outcome if self.after else None

    @property
    def finding(self) -> Finding:
        """What is found, or, if nothing is any more, what was."""
        found = self.after or self.before
        assert found is not None
        return found

    def comes_to_stop(self, policy: Policy) -> bool:
        """Whether it fails so that it stops the gate, and did not before; waivers and baseline aside."""
        return self.now is Outcome.failed and _stops(self.after, policy) and not _stops(self.before, policy)

    @property
    def order(self) -> tuple[int, int, str, str]:
        """What sorts changes, the worst first."""
        worse = {Outcome.failed: 0, Outcome.unknown: 1 if self.was is not Outcome.failed else 2, Outcome.passed: 3}
        return (worse.get(self.now, 2) if self.now else 2, -self.finding.severity.rank, self.rule.id, self.subject)


def _stops(finding: Finding | None, policy: Policy) -> bool:
    return finding is not None and finding.outcome is Outcome.failed and policy.stops(finding)


@dataclass(frozen=True, slots=True)
class Pair:
    """One deal on both sides, or on one."""

    before: DealAssessment | None
    after: DealAssessment | None
    changes: tuple[Change, ...] = ()
    """The worst first; of a deal that is on one side only, none."""

    @property
    def deal(self) -> DealAssessment:
        """The deal as it is, or, if it is gone, as it was."""
        found = self.after or self.before
        assert found is not None
        return found

    def comes_to_stop(self, policy: Policy) -> int:
        """How many findings come to stop the gate; of a new deal, all that do."""
        if self.before is None and self.after is not None:
            return sum(_stops(finding, policy) for finding in self.after.findings)
        return sum(change.comes_to_stop(policy) for change in self.changes)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two assessments side by side."""

    before: Assessment
    after: Assessment
    pairs: tuple[Pair, ...]
    """Every deal of either side, sorted by id."""

    @property
    def common(self) -> tuple[Pair, ...]:
        """The deals that are on both sides."""
        return tuple(pair for pair in self.pairs if pair.before and pair.after)

    @property
    def changed(self) -> tuple[Pair, ...]:
        """The deals of which an outcome changed."""
        return tuple(pair for pair in self.pairs if pair.changes)


def compare(before: Assessment, after: Assessment, judged: tuple[frozenset[str], frozenset[str]]) -> Comparison:
    """Deals matched by id, findings by rule and subject. Two single deals are compared whatever their ids.

    ``judged`` names the rules that were judged on either side.
    """
    was, now = ({deal.id: deal for deal in side.deals} for side in (before, after))
    pairs = [(was.get(id), now.get(id)) for id in sorted(was.keys() | now.keys())]
    if len(before.deals) == len(after.deals) == 1:
        pairs = [(before.deals[0], after.deals[0])]
    return Comparison(before, after, tuple(Pair(b, a, _changes(b, a, judged)) for b, a in pairs))


def _changes(
    before: DealAssessment | None, after: DealAssessment | None, judged: tuple[frozenset[str], frozenset[str]]
) -> tuple[Change, ...]:
    if before is None or after is None:
        return ()
    was, now = by_key(before.findings), by_key(after.findings)
    found = []
    for key in was.keys() | now.keys():
        rule = (now.get(key) or was[key]).rule
        if key[1] == plural(rule) and (key not in was or key not in now) and _taken_over(key, was, now):
            continue
        old, new = (stood_for(key, rule, side) for side in (was, now))
        if verdict(old) != verdict(new):
            moved = (key in was) is not (key in now) and rule.id in judged[0] & judged[1]
            found.append(Change(rule, key[1], old, new, moved))
    return tuple(sorted(found, key=lambda change: change.order))


def _taken_over(key: Key, was: Mapping[Key, Finding], now: Mapping[Key, Finding]) -> bool:
    """Whether what is found of a list on one side is compared with entities that the other side names."""
    here, there = (was, now) if key in was else (now, was)
    return any(rule == key[0] and (rule, subject) not in here for rule, subject in there)


def by_key(findings: Iterable[Finding]) -> dict[Key, Finding]:
    """Findings by rule and subject."""
    return {(finding.rule.id, finding.subject): finding for finding in findings}


def plural(rule: Rule) -> str:
    """The list that the subjects of a rule stand in."""
    return ENTITIES[rule.for_each].plural


def stood_for(key: Key, rule: Rule, side: Mapping[Key, Finding]) -> Finding | None:
    """What a side says of a subject: of the entity itself, or of its list where nobody named it."""
    return side.get(key) or side.get((rule.id, plural(rule)))


def verdict(finding: Finding | None) -> Verdict:
    """What counts of a finding. None is as good as not applicable."""
    return Verdict(finding.outcome, finding.severity) if finding else Verdict(Outcome.not_applicable, Severity.info)
