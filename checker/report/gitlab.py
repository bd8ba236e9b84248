"""The assessment as a code quality report of GitLab, which shows it on the lines of the profiles.

Each entry has a severity of GitLab: what stops the gate is ``critical`` or ``blocker``, and nothing else is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from checker.assessment.findings import Outcome
from checker.gate.gate import Gated, Ruling, State
from checker.gate.remarks import Remark
from checker.report.entries import fingerprint, identity, listed, place, words
from checker.report.plain import plain
from checker.rulebook.book import Rulebook
from checker.rulebook.common import Severity

_SEVERITIES = ("blocker", "critical", "major", "minor", "info")
_SPARED = {Severity.critical: "major", Severity.high: "major", Severity.medium: "minor"}
"""For a fail that does not stop the gate; those of less severity are for information."""


def render(gated: Gated, book: Rulebook, *, everything: bool) -> Iterator[str]:
    """The assessment as text, one entry a line, the gravest first."""
    entries = [
        *(_finding(gated, ruling, book) for ruling in listed(gated, everything=everything)),
        *(_remark(gated, remark) for remark in gated.remarks),
    ]
    yield "["
    for number, entry in enumerate(sorted(entries, key=lambda each: _SEVERITIES.index(each["severity"]))):
        yield (",\n" if number else "\n") + json.dumps(entry, ensure_ascii=False)
    yield "\n]\n"


def _finding(gated: Gated, ruling: Ruling, book: Rulebook) -> dict[str, Any]:
    said, rule, path = words(ruling, book), ruling.finding.rule.id, place(gated, ruling.deal.path)
    return _entry(f"{said.what} {said.law}", rule, identity(ruling), _severity(ruling), path, ruling.finding.line)


def _remark(gated: Gated, remark: Remark) -> dict[str, Any]:
    about, severity = remark.about.value, "critical" if remark.stops else "info"
    key = fingerprint(about, remark.words)
    return _entry(plain(remark.words), about, key, severity, place(gated, remark.path), remark.line)


def _severity(ruling: Ruling) -> str:
    severity = ruling.finding.severity
    if ruling.state is State.stops:
        return "blocker" if severity is Severity.critical else "critical"
    fails = ruling.state is State.spared and ruling.finding.outcome is Outcome.failed
    return _SPARED.get(severity, "info") if fails else "info"


def _entry(said: str, check: str, fingerprint: str, severity: str, path: str, line: int) -> dict[str, Any]:
    return {
        "description": said,
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }
