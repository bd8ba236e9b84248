"""When a run passes the gate."""

from __future__ import annotations

from collections.abc import Iterable

from checker.assessment.findings import Finding, Outcome
from checker.gate.exits import Exit
from checker.rulebook.common import Checked, Force, Severity


def gates(finding: Finding, level: Severity) -> bool:
    """Whether a finding could stop a deal: grave enough, checked, and more than a proposal or a benchmark."""
    return (
        finding.severity.rank >= level.rank
        and finding.rule.verified.grade is not Checked.unverified
        and finding.force not in (Force.proposal, Force.benchmark)
    )


def verdict(findings: Iterable[Finding], level: Severity, *, strict: bool) -> Exit:
    """The exit code for findings."""
    grave = [finding for finding in findings if gates(finding, level)]
    if any(finding.outcome is Outcome.failed for finding in grave):
        return Exit.failed
    if strict and any(finding.outcome is Outcome.unknown for finding in grave):
        return Exit.undecided
    return Exit.clean
