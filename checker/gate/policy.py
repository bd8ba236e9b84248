"""Which findings stop the gate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checker.assessment.findings import Finding, Outcome
from checker.rulebook.common import Checked, Force, Severity


class Soft(StrEnum):
    """What stops the gate only if the house asks for it."""

    benchmark = "benchmark"
    """Exposure above a figure that does not bind the parties."""
    proposal = "proposal"
    """Not law."""
    unverified = "unverified"
    """The source could not be checked."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a house lets pass."""

    level: Severity = Severity.high
    """Least severity that stops the gate."""
    strict: bool = False
    """Whether undecided rules stop it, too."""
    also: frozenset[Soft] = frozenset()
    """What stops it although it usually does not."""

    def stops(self, finding: Finding) -> bool:
        """Whether a finding stops the gate, waivers and baseline aside."""
        return self.spared(finding) is None

    def spared(self, finding: Finding) -> str | None:
        """Why a finding does not stop the gate, for people; None if it does."""
        match finding.outcome:
            case Outcome.passed | Outcome.not_applicable | Outcome.not_yet:
                return finding.outcome.value.replace("_", " ")
            case Outcome.unknown if not self.strict:
                return "undecided"
            case _:
                pass
        if finding.severity.rank < self.level.rank:
            return f"below {self.level.value}"
        exempt = sorted(soft(finding) - self.also)
        return _WORDS[exempt[0]] if exempt else None


_WORDS = {
    Soft.benchmark: "a benchmark binds nobody here",
    Soft.proposal: "a proposal is not law",
    Soft.unverified: "its source is unverified",
}


def soft(finding: Finding) -> frozenset[Soft]:
    """For what reasons a finding stops the gate only if asked."""
    reasons = {
        Soft.benchmark: finding.force is Force.benchmark,
        Soft.proposal: finding.force is Force.proposal,
        Soft.unverified: finding.rule.verified.grade is Checked.unverified,
    }
    return frozenset(reason for reason, holds in reasons.items() if holds)
