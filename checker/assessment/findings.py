"""What is said of a deal: one finding a rule and subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from checker.grades import Grade, Reason
from checker.rulebook.common import Force, Severity
from checker.rulebook.rules import Rule


class Outcome(StrEnum):
    """The five things that can be said."""

    passed = "pass"
    """The check holds for every admissible value of the facts."""
    failed = "fail"
    """The check fails for every admissible value, and the rule applies."""
    unknown = "unknown"
    """It depends on something that is not known."""
    not_yet = "not_yet"
    """The provision does not apply yet on the test date."""
    not_applicable = "not_applicable"
    """The rule is not about this deal."""


GRAVEST = (Outcome.failed, Outcome.unknown, Outcome.not_yet, Outcome.passed, Outcome.not_applicable)
"""Outcomes in the order in which they concern those who decide."""


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact that a finding rests on."""

    path: str
    """The fact as the rule reads it from its subject: ``facility.operator.country``."""
    value: str | int | float | bool | tuple[str | int | float | None, ...] | None
    """What is stated; a pair for a range; null if nothing is."""
    evidence: tuple[str, ...]
    """Statements cited."""
    grade: Grade | None
    """Best grade of the evidence."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that would decide."""

    fact: str
    """The fact it settles, as the rule reads it; a list that was never asked for; or ``instrument.`` and an id."""
    question: str
    """The question, ready to send."""
    to: str
    """Whom to ask."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A provision and the state of its act on the test date."""

    instrument: str
    at: str
    status: str | None


@dataclass(frozen=True, slots=True)
class Pivot:
    """The fact that makes a rule not applicable."""

    path: str
    """Entity type and name of the fact."""
    owner: str
    """Id of the entity."""
    shown: str
    """What is stated of it, for people."""
    evidence: tuple[str, ...]
    """Statements cited."""
    stated: bool
    """Whether anything is stated."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule, judged for one subject of one deal."""

    rule: Rule
    """The rule."""
    subject: str
    """Id of the entity, or the name of its list if no member is known."""
    outcome: Outcome
    later: Outcome | None
    """For ``not_yet``, the outcome once the provision applies; else the next different outcome, if any."""
    since: date | None
    """The day from which ``later`` holds; None while it waits for an act."""
    reason: Reason | None
    """Why it is unknown."""
    leans: Outcome | None
    """What an unknown would be if weak and planned facts were believed."""
    message: str
    """One sentence for people."""
    line: int
    """Where the fact that matters stands in the profile."""
    column: int
    facts: tuple[FactLine, ...]
    questions: tuple[Asked, ...]
    sources: tuple[SourceLine, ...]
    pivot: Pivot | None = None
    """For ``not_applicable``, the fact that makes it so."""
    fingerprint: str | None = None
    """The same as long as the facts it rests on are; worked out only where it was asked for."""

    @property
    def is_open(self) -> bool:
        """Whether facts are missing: it is unknown, or not known what it would be once the provision applies."""
        return self.outcome is Outcome.unknown or (
            self.outcome is Outcome.not_yet and self.later not in (Outcome.passed, Outcome.failed)
        )

    @property
    def severity(self) -> Severity:
        """How much it would matter."""
        return self.rule.severity

    @property
    def force(self) -> Force:
        """What kind of thing the source is."""
        return self.rule.force


@dataclass(frozen=True, slots=True)
class DealAssessment:
    """Everything found about one deal."""

    id: str
    path: str
    digest: str
    name: str
    """What people call the deal."""
    kind: str | None
    """Kind of the deal, as stated."""
    is_transaction: bool | None
    """Whether it is a deal at all; None if that cannot be told."""
    findings: tuple[Finding, ...]
    """Sorted by theme, rule, subject."""

    @property
    def counts(self) -> Mapping[str, int]:
        """Findings by outcome, every outcome named."""
        found = Counter(finding.outcome for finding in self.findings)
        return {outcome.value: found[outcome] for outcome in Outcome}

    @property
    def completeness(self) -> int | None:
        """Percent, 0 to 100, of what concerns the deal that the stated facts decide; None if nothing concerns it.

        A rule concerns it unless it is not applicable. One that does not apply yet is decided if the facts say what it
        would be then. Rounded down, so that 100 says that nothing is open.
        """
        concerned = [finding for finding in self.findings if finding.outcome is not Outcome.not_applicable]
        still_open = sum(finding.is_open for finding in concerned)
        return 100 * (len(concerned) - still_open) // len(concerned) if concerned else None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything found about all deals of a run."""

    as_of: date
    """The law date."""
    engine: str
    """The inference engine that matched."""
    edition: str
    """Edition of the rulebook."""
    digest: str
    """Digest of the rulebook."""
    deals: tuple[DealAssessment, ...]
    """Sorted by id."""
