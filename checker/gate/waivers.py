"""``waivers.yaml``: findings that somebody accepted, for a time and on certain facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from dateutil.relativedelta import relativedelta
from pydantic import Field

from checker import source
from checker.assessment.findings import DealAssessment, Finding, Outcome
from checker.errors import Invalid, Problem
from checker.gate.remarks import About, Remark
from checker.models import Closed, Day, validate
from checker.names import Slug
from checker.source import Node

NAME = "waivers.yaml"
FORMAT = "checker/waivers/1"
LONGEST = relativedelta(years=2)
"""How far ahead of the day of the run a waiver may expire."""

Key = tuple[str, str, str]
"""Deal, rule and subject."""


class Waiver(Closed):
    """One accepted finding."""

    rule: Slug = Field(description="Rule whose finding is accepted.")
    deal: str = Field(min_length=1, description="Id of the deal.")
    subject: str = Field(min_length=1, description="Id of the entity.")
    outcome: Literal["fail", "unknown"] = Field("fail", description="What is accepted: that it fails, or stays open.")
    reason: str = Field(min_length=10, description="Why it is accepted.")
    approved_by: str = Field(min_length=2, description="Who accepted it.")
    expires: Day = Field(description="Last day on which it holds, at most two years ahead.")
    facts: str = Field(pattern="^[0-9a-f]{16,64}$", description="Fingerprint of the facts it relied on.")

    @property
    def key(self) -> Key:
        """Which finding it is for."""
        return (self.deal, self.rule, self.subject)

    @property
    def said(self) -> str:
        """Who accepted the finding, until when and why."""
        return f"accepted by {self.approved_by} until {self.expires}: {self.reason}"


class Waivers(Closed):
    """All accepted findings of a repository."""

    format: Literal["checker/waivers/1"] = Field(alias="schema", description="Format of this file.")
    waivers: tuple[Waiver, ...] = Field((), description="Accepted findings.")


@dataclass(frozen=True, slots=True)
class Entry:
    """A waiver and where it stands."""

    waiver: Waiver
    path: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a waiver stands in a run."""

    entry: Entry
    about: About | None
    """Why it does not waive; None if it does."""
    words: str
    """The same for people."""

    @property
    def remark(self) -> Remark | None:
        """What to say of it, unless it waives."""
        at = self.entry
        return Remark(at.path, at.line, at.column, self.about, self.words) if self.about is not None else None


def read(path: Path, shown: str, as_of: date) -> tuple[Entry, ...]:
    """The waivers of a file. Raises Invalid with every mistake, twins and too long terms among them."""
    node = source.read(path, shown)
    waivers = validate(Waivers, node, shown).waivers
    entries = tuple(Entry(w, shown, *node.place(("waivers", number))) for number, w in enumerate(waivers))
    problems = [*_twins(entries), *_too_long(waivers, node, shown, as_of)]
    if problems:
        raise Invalid(problems)
    return entries


def _twins(entries: Iterable[Entry]) -> Iterator[Problem]:
    seen: dict[Key, int] = {}
    for entry in entries:
        key = entry.waiver.key
        if key in seen:
            what = f"a waiver of {_named(entry.waiver)} stands here twice (first on line {seen[key]})"
            yield Problem(entry.path, entry.line, entry.column, what, "Keep one.")
        seen.setdefault(key, entry.line)


def _too_long(waivers: tuple[Waiver, ...], node: Node, shown: str, as_of: date) -> Iterator[Problem]:
    last = furthest(as_of)
    for number, waiver in enumerate(waivers):
        if waiver.expires > last:
            what = f"{waiver.expires} is more than two years ahead of {as_of}"
            yield Problem(shown, *node.place(("waivers", number, "expires")), what, f"Write {last} or an earlier day.")


def furthest(as_of: date) -> date:
    """The last day that a waiver may run to."""
    return as_of + LONGEST if as_of.year + LONGEST.years <= date.max.year else date.max


def standings(
    entries: Iterable[Entry], deals: Iterable[DealAssessment], judged: frozenset[str], as_of: date
) -> tuple[Standing, ...]:
    """How each waiver stands. Left out are those of rules that were not ``judged`` and of deals that are not there."""
    found = {deal.id: {(f.rule.id, f.subject): f for f in deal.findings} for deal in _named_in(entries, deals)}
    return tuple(
        _standing(entry, found[entry.waiver.deal].get((entry.waiver.rule, entry.waiver.subject)), as_of)
        for entry in entries
        if entry.waiver.deal in found and entry.waiver.rule in judged
    )


def _named_in(entries: Iterable[Entry], deals: Iterable[DealAssessment]) -> Iterator[DealAssessment]:
    named = {entry.waiver.deal for entry in entries}
    return (deal for deal in deals if deal.id in named)


def _standing(entry: Entry, finding: Finding | None, as_of: date) -> Standing:
    waiver = entry.waiver
    named = _named(waiver)
    matches = finding is not None and finding.outcome in (Outcome.failed, Outcome.unknown)
    if as_of > waiver.expires:
        rest = "" if matches else ", and the finding is not there any more"
        words = f"The waiver of {named} expired on {waiver.expires}{rest}. Renew it, or remove it."
        return Standing(entry, About.waiver_expired, words)
    if finding is None:
        words = f"The waiver of {named} matches nothing: the rule has no such subject in this deal. Remove it."
        return Standing(entry, About.waiver_matches_nothing, words)
    if not matches:
        said = finding.outcome.value.replace("_", " ")
        words = f"The waiver of {named} matches nothing: the outcome is {said}. Remove it."
        return Standing(entry, About.waiver_matches_nothing, words)
    if finding.fingerprint != waiver.facts:
        words = f"The facts changed since the waiver of {named} was given. Look again, and renew or remove it."
        return Standing(entry, About.waiver_facts_changed, words)
    if finding.outcome is Outcome.failed and waiver.outcome == "unknown":
        words = f"The waiver of {named} was given while it was undecided, and now it fails. Renew or remove it."
        return Standing(entry, About.waiver_now_fails, words)
    return Standing(entry, None, waiver.said)


def _named(waiver: Waiver) -> str:
    return f"{waiver.rule} for {waiver.subject} of {waiver.deal}"
