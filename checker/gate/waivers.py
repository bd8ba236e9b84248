"""``waivers.yaml``: findings that somebody accepted, for a time and on certain facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
            of = f"{entry.waiver.rule} for {entry.waiver.subject} of {entry.waiver.deal}"
            what = f"a waiver of {of} stands here twice (first on line {seen[key]})"
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
    entries: Iterable[Entry],
    deals: Iterable[DealAssessment],
    judged: frozenset[str],
    as_of: date,
    *,
    whole: bool,
) -> tuple[Standing, ...]:
    """How each waiver stands.

    ``judged`` names the rules that were. Unless the ``whole`` repository was judged, waivers of other rules and of
    deals that are not there are left out; otherwise they match nothing.
    """
    entries = tuple(entries)
    named = {entry.waiver.deal for entry in entries}
    found = {deal.id: {(f.rule.id, f.subject): f for f in deal.findings} for deal in deals if deal.id in named}
    return tuple(
        _standing(entry, found.get(entry.waiver.deal), judged, as_of)
        for entry in entries
        if whole or (entry.waiver.deal in found and entry.waiver.rule in judged)
    )


def _standing(
    entry: Entry, findings: Mapping[tuple[str, str], Finding] | None, judged: frozenset[str], as_of: date
) -> Standing:
    waiver = entry.waiver
    named = f"The waiver of {waiver.rule} for {waiver.subject} of {waiver.deal}"
    finding = findings.get((waiver.rule, waiver.subject)) if findings is not None else None
    matches = finding is not None and finding.outcome in (Outcome.failed, Outcome.unknown)
    if as_of > waiver.expires:
        rest = "" if matches else ", and there is nothing to waive any more"
        return Standing(
            entry, About.waiver_expired, f"{named} expired on {waiver.expires}{rest}. Renew it, or remove it."
        )
    if finding is None or not matches:
        if findings is None:
            why = f'no profile has the deal id "{waiver.deal}"'
        elif waiver.rule not in judged:
            why = f'no rule "{waiver.rule}" is checked here'
        elif finding is None:
            why = f'the rule is not judged for "{waiver.subject}" in this deal'
        else:
            why = f"the outcome is {finding.outcome.value.replace('_', ' ')}"
        return Standing(entry, About.waiver_matches_nothing, f"{named} matches nothing: {why}. Remove it.")
    if finding.fingerprint != waiver.facts:
        words = f"{named} was given on other facts than those stated now. Look again, and renew or remove it."
        return Standing(entry, About.waiver_facts_changed, words)
    if finding.outcome is Outcome.failed and waiver.outcome == "unknown":
        words = f"{named} was given while the rule was undecided, and now it fails. Look again, and renew or remove it."
        return Standing(entry, About.waiver_now_fails, words)
    return Standing(entry, None, waiver.said)
