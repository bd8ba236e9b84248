"""The assessment as a table for a spreadsheet, a row for each finding of each deal, and one for each remark.

Comma-separated, UTF-8, quoted as RFC 4180 says, a line feed after each row. Line, column and completeness are numbers,
every other cell is text on one line. A text that a spreadsheet would work out as a formula has an apostrophe before it.

- ``deal``, ``name``: id of the deal, and what people call it.
- ``completeness``: percent of what concerns the deal that the stated facts decide.
- ``path``, ``line``, ``column``: where the fact that matters stands; no path for all deals together.
- ``theme``, ``rule``, ``title``, ``subject``: what was judged, and for which entity.
- ``outcome``, ``later``, ``from``: the outcome, and which one holds from which day on. It is ``remark`` in the rows at
  the end, which say what else is to be known: themes that are off, waivers that do not hold, changes since the
  baseline. They have path, line, column, reason, gate, message, as_of and rulebook.
- ``reason``: why it is unknown; what a remark is about.
- ``severity``, ``force``, ``binds``: how grave it is, what kind of source asks it, and of whom.
- ``gate``, ``gate_reason``: ``stops``, ``spared``, ``waived``, ``known`` or ``settled``, and why.
- ``message``: the finding in a sentence.
- ``facts``: what it rests on, with evidence and its grade; parts are joined by a semicolon here and in the next two.
- ``questions``: what would decide it, each with whom to ask.
- ``sources``: provisions, and the state of the act.
- ``fix``: a cure.
- ``as_of``, ``rulebook``: the law date; edition of the rulebook and the beginning of its digest.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping

from checker.gate.gate import Gated, Ruling
from checker.gate.remarks import Remark
from checker.report.plain import plain
from checker.report.said import fact_words, law_words
from checker.rulebook.book import Rulebook

COLUMNS = (
    "deal", "name", "completeness", "path", "line", "column", "theme", "rule", "title", "subject", "outcome", "later",
    "from", "reason", "severity", "force", "binds", "gate", "gate_reason", "message", "facts", "questions", "sources",
    "fix", "as_of", "rulebook",
)  # fmt: skip
LONG = 20_000
"""Characters of a cell; spreadsheets hold 32,767, and apostrophes come on top."""

Cell = str | int | None
_BEGINS = r"[\s\"'\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@\uff0b\uff0d\uff1d\uff20]"
"""How a formula begins, with what programs may pass over before it."""
_FORMULA = re.compile(_BEGINS)
_LATER = re.compile(f";(?={_BEGINS})")
"""Spreadsheets set to some languages part cells at a semicolon."""


class _Line:
    """Hands on what is written."""

    def write(self, text: str) -> str:
        return text


def render(gated: Gated, book: Rulebook, *, everything: bool) -> Iterator[str]:  # noqa: ARG001
    """The assessment as text, row by row: a head, the findings sorted by deal, theme, rule and subject, the remarks."""
    assessment = gated.assessment
    run: dict[str, Cell] = {
        "as_of": assessment.as_of.isoformat(),
        "rulebook": f"{assessment.edition} {assessment.digest[:12]}",
    }
    writer = csv.writer(_Line(), lineterminator="\n")
    yield writer.writerow(COLUMNS)
    for deal in assessment.deals:
        whose: dict[str, Cell] = {
            "deal": deal.id,
            "name": deal.name,
            "completeness": deal.completeness,
            "path": deal.path,
        }
        for finding in deal.findings:
            yield writer.writerow(_cells(whose | _finding(gated.ruling(deal, finding), book) | run))
    for remark in gated.remarks:
        yield writer.writerow(_cells(_remark(remark) | run))


def _cells(row: Mapping[str, Cell]) -> Iterator[Cell]:
    for column in COLUMNS:
        value = row.get(column)
        yield _harmless(plain(value, LONG)) if isinstance(value, str) else value


def _harmless(text: str) -> str:
    """Text that is no formula, nor any part of it."""
    later = _LATER.sub(";'", text)
    return f"'{later}" if _FORMULA.match(later) else later


def _finding(ruling: Ruling, book: Rulebook) -> dict[str, Cell]:
    finding, rule = ruling.finding, ruling.finding.rule
    return {
        "line": finding.line,
        "column": finding.column,
        "theme": rule.theme.value,
        "rule": rule.id,
        "title": rule.title,
        "subject": finding.subject,
        "outcome": finding.outcome.value,
        "later": finding.later.value if finding.later else None,
        "from": finding.since.isoformat() if finding.since else None,
        "reason": finding.reason.value if finding.reason else None,
        "severity": finding.severity.value,
        "force": finding.force.value,
        "binds": rule.binds,
        "gate": ruling.state.value,
        "gate_reason": ruling.why,
        "message": finding.message,
        "facts": _joined(map(fact_words, finding.facts)),
        "questions": _joined(f"{asked.question} ({asked.to})" for asked in finding.questions),
        "sources": _joined(law_words(source, book) for source in finding.sources),
        "fix": rule.fix,
    }


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def _remark(remark: Remark) -> dict[str, Cell]:
    return {
        "path": remark.path,
        "line": remark.line,
        "column": remark.column,
        "outcome": "remark",
        "reason": remark.about.value,
        "gate": "stops" if remark.stops else None,
        "message": remark.words,
    }
