"""What a format for other programs lists of an assessment, how grave each entry is, and its words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from checker.assessment.findings import Finding, Outcome
from checker.gate.gate import OPEN, Gated, Ruling, State
from checker.gate.remarks import About, Remark
from checker.report.plain import plain
from checker.report.said import fact_words, law_words
from checker.rulebook.book import Rulebook
from checker.rulebook.common import Severity

FACTS = 3
"""Facts named of one finding."""
FINGERPRINT = 32
"""Hexadecimal digits: 128 bits."""


class Level(StrEnum):
    """How grave an entry is, gravest first."""

    error = "error"
    """It stops the gate; whatever stops it is an error."""
    warning = "warning"
    """To look at, though it stops nothing."""
    note = "note"
    """To know."""


@dataclass(frozen=True, slots=True)
class Words:
    """A finding in short sentences, each on one line and fit for any reader."""

    what: str
    """What was found of which subject, and why it stops nothing if so."""
    law: str
    """The provisions, each with the status of its act."""
    ground: str
    """The facts it rests on with what is cited for them, or whom to ask what; may be empty."""
    cure: str
    """What to do about it."""


def is_listed(ruling: Ruling, *, everything: bool) -> bool:
    """Whether a finding is listed: all that fail are, and of those undecided the ones that stop the gate or are waived.

    ``everything`` lists all that is undecided.
    """
    match ruling.finding.outcome:
        case Outcome.failed:
            return True
        case Outcome.unknown:
            return everything or ruling.state in (State.stops, State.waived)
        case _:
            return False


def listed(gated: Gated, *, everything: bool) -> Iterator[Ruling]:
    """The findings that are listed, those that stop the gate first, the gravest first."""
    return (ruling for ruling in gated.by_gravity(*OPEN) if is_listed(ruling, everything=everything))


def left_out(gated: Gated, *, everything: bool) -> str:
    """How many undecided findings are not listed, for people; empty if none."""
    count = gated.count(Outcome.unknown)
    number = 0 if everything else count[State.spared] + count[State.known]
    many = "1 undecided finding is" if number == 1 else f"{number} undecided findings are"
    return f"{many} not listed here; --all lists them." if number else ""


def level(ruling: Ruling) -> Level:
    """How grave the entry of a finding is: an error if and only if the finding stops the gate."""
    if ruling.state is State.stops:
        return Level.error
    fails = ruling.state is State.spared and ruling.finding.outcome is Outcome.failed
    return Level.warning if fails and ruling.finding.severity.rank >= Severity.medium.rank else Level.note


def level_of_remark(remark: Remark) -> Level:
    """How grave a remark is: an error if and only if it stops the gate."""
    if remark.stops:
        return Level.error
    return Level.note if remark.about in (About.theme_off, About.fixed) else Level.warning


def place(gated: Gated, path: str) -> str:
    """A file for an entry that has to name one: its own, or if it has none that of the first deal.

    Only what is said of all deals together has none, and its words say so.
    """
    return path or next(deal.path for deal in gated.assessment.deals if deal.path)


def fingerprint(*names: str) -> str:
    """A fingerprint of names, which holds as long as they do."""
    return hashlib.sha256("\0".join(names).encode()).hexdigest()[:FINGERPRINT]


def identity(ruling: Ruling) -> str:
    """The fingerprint of a finding: by deal, rule and subject, wherever they stand."""
    return fingerprint(ruling.deal.id, ruling.finding.rule.id, ruling.finding.subject)


def words(ruling: Ruling, book: Rulebook) -> Words:
    """A finding in words."""
    finding, deal = ruling.finding, ruling.deal
    whole = deal.id if deal.path else plain(deal.name, 100)
    whose = whole if finding.subject == "deal" else f"{finding.subject} of {whole}"
    what = f"{whose}: {plain(finding.message, 600)} {_gate(ruling)}".rstrip()
    laws = (law_words(source, book) for source in finding.sources)
    ground = _asks(finding) if finding.outcome is Outcome.unknown else _facts(finding)
    return Words(what, plain(f"Law: {'; '.join(laws)}.", 600), ground, plain(f"Cure: {finding.rule.fix}", 600))


def _gate(ruling: Ruling) -> str:
    why = plain(ruling.why, 400)
    match ruling.state:
        case State.waived:
            return f"Waived, {why.removesuffix('.')}."
        case State.spared | State.known:
            return f"Does not stop the gate: {why}."
        case _ if ruling.finding.outcome is Outcome.unknown:
            return "Stops the gate, as what is undecided does here."
        case _:
            return f"It is {why}." if why else ""


def _facts(finding: Finding) -> str:
    """The last facts, which are those of the check."""
    cited = [fact for fact in finding.facts if fact.evidence]
    said = [plain(fact_words(fact), 200) for fact in cited[-FACTS:]]
    more = len(cited) - len(said)
    if not said:
        return ""
    return f"{'Fact' if len(said) == 1 else 'Facts'}: {'; '.join(said)}{f'; and {more} more' if more else ''}."


def _asks(finding: Finding) -> str:
    first = next(iter(finding.questions), None)
    return plain(f"Ask {first.to}: {first.question}", 400) if first is not None else ""
