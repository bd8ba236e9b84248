"""What brought changes about: facts, parts of the rulebook, days.

First come the differences between the two sides that a rule reads at all. If there is one, it is the cause. Of several
each is carried over alone, from one side to the other and back; a cause is one that makes the new outcome by itself,
or without which it would not be what it is. Where no single one does, all are named and marked as not made out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from checker.assessment.assess import Assessor
from checker.assessment.findings import Finding, Outcome
from checker.facts import Dossier
from checker.gate import reach
from checker.gate.book_edits import BookEdit, of_rulebooks
from checker.gate.compare import About, Cause, Change, Comparison, Key, Pair, by_key, plural, stood_for, verdict
from checker.gate.edits import of_profiles
from checker.gate.trials import ENGINE, Edit, Side, Trials, narrowed
from checker.gate.turns import Window, turns
from checker.rulebook.book import Rulebook

MOST = 60
"""So many differences of one deal are tried one by one; of more, no cause is made out."""

Dossiers = Mapping[str, Dossier]
"""The facts of each deal, by id."""
Findings = Mapping[Key, Finding] | None
"""What a trial found; None if it could not be made."""


class Reaches:
    """What can move each rule of a rulebook; worked out once."""

    def __init__(self, book: Rulebook) -> None:
        self._book = book
        self._rules = {rule.id: rule for rule in book.rules}
        self._known: dict[str, frozenset[str]] = {}

    def of(self, id: str) -> frozenset[str]:
        """What can move a rule; nothing if there is no such rule."""
        if id not in self._known:
            rule = self._rules.get(id)
            self._known[id] = reach.reach(self._book, rule) if rule else frozenset()
        return self._known[id]


def by_difference(
    comparison: Comparison, before: Side, after: Side, dossiers: tuple[Dossiers, Dossiers], off: Mapping[str, str]
) -> Comparison:
    """The comparison with the differences of profiles and rulebooks that brought its changes about.

    ``off`` says of each theme that one side does not check which house leaves it out and why.
    """
    changed = frozenset(change.rule.id for pair in comparison.pairs for change in pair.changes)
    explainer = _Explainer(before, after, changed, off)

    def explained(pair: Pair) -> Pair:
        if pair.before is None or pair.after is None or not pair.changes:
            return pair
        sides = dossiers[0][pair.before.id], dossiers[1][pair.after.id]
        return replace(pair, changes=tuple(explainer.explained(pair.changes, *sides)))

    return replace(comparison, pairs=tuple(map(explained, comparison.pairs)))


class _Explainer:
    def __init__(self, before: Side, after: Side, changed: frozenset[str], off: Mapping[str, str]) -> None:
        self._books = of_rulebooks(before.book, after.book) if before.book is not after.book else ()
        self._reaches = Reaches(before.book), Reaches(after.book)
        self._trials = Trials(before, after, changed)
        self._off = off

    def explained(self, changes: Iterable[Change], before: Dossier, after: Dossier) -> Iterator[Change]:
        edits: list[Edit] = [*of_profiles(before, after), *self._books]
        candidates = [(change, self._candidates(change, edits)) for change in changes]
        unclear = {edit: None for _, found in candidates if len(found) > 1 for edit in found}
        tried: dict[Edit, tuple[Findings, Findings]] = {}
        if len(unclear) <= MOST:
            for edit in unclear:
                alone = self._trials.found(before, after, edit, on=0)
                tried[edit] = alone, self._trials.found(after, before, edit, on=1)
        for change, found in candidates:
            did = [edit for edit in found if len(found) == 1 or (edit in tried and _did(change, *tried[edit]))]
            causes = tuple(self._cause(change, edit) for edit in did or found)
            yield replace(change, causes=causes, sure=bool(did))

    def _cause(self, change: Change, edit: Edit) -> Cause:
        """The cause in an edit; for a rule that a house leaves out, the house."""
        theme = change.rule.theme.value
        if edit.cause.about is About.rule and edit.cause.name == change.rule.id and theme in self._off:
            return Cause(About.house, theme, None, None, self._off[theme])
        return edit.cause

    def _candidates(self, change: Change, edits: Iterable[Edit]) -> list[Edit]:
        """The differences that can move an outcome; what lies in the subject itself comes first."""
        id, rule = change.rule.id, change.rule
        reaches = [side.of(id) for side in self._reaches]
        reached = {reach.of_rule(id)}
        if all(reaches):
            subjects = (change.subject, plural(rule)) if change.moved else (change.subject,)
            reached.update(*reaches, (reach.of_subject(rule.for_each, subject) for subject in subjects))
        found = [edit for edit in edits if not edit.touches.isdisjoint(reached)]
        if change.was is change.now:
            found = [edit for edit in found if edit.cause.about is About.rule]
        else:
            found = [edit for edit in found if not isinstance(edit, BookEdit) or edit.decides]
        return sorted(found, key=lambda edit: (edit.cause.of != change.subject, edit.cause.of != "deal"))


def _did(change: Change, alone: Findings, without: Findings) -> bool:
    """Whether one difference alone makes the new outcome, or the outcome is another one without it."""
    makes = _verdict(change, alone) == verdict(change.after)
    return makes or _verdict(change, without) not in (None, verdict(change.after))


def _verdict(change: Change, found: Findings) -> tuple[Outcome, int] | None:
    """What a trial says of a change; None if it does not judge the rule."""
    if found is None or not any(rule == change.rule.id for rule, _ in found):
        return None
    return verdict(stood_for((change.rule.id, change.subject), change.rule, found))


def by_time(comparison: Comparison, book: Rulebook, dossiers: Dossiers) -> Comparison:
    """The comparison of two law dates with what happens between them and brought its changes about."""
    reaches = Reaches(book)
    window = Window(comparison.before.as_of, comparison.after.as_of)
    changed = frozenset(change.rule.id for pair in comparison.pairs for change in pair.changes)
    assessor = Assessor(narrowed(book, changed), ENGINE)

    def explained(pair: Pair) -> Pair:
        if not pair.changes:
            return pair
        dossier = dossiers[pair.deal.id]
        found = [
            turns(book, change.rule, reaches.of(change.rule.id), dossier, change.subject, window)
            for change in pair.changes
        ]
        unclear = {day for causes in found if len(days := _days(causes)) > 1 for day in days}
        judged = {day: by_key(assessor.assess(dossier, day).findings) for day in sorted(unclear)}
        return replace(pair, changes=tuple(_turned(*each, judged) for each in zip(pair.changes, found, strict=True)))

    return replace(comparison, pairs=tuple(map(explained, comparison.pairs)))


def _days(causes: Iterable[Cause]) -> list[date]:
    return sorted({cause.day for cause in causes if cause.day is not None})


def _turned(change: Change, causes: list[Cause], judged: Mapping[date, Mapping[Key, Finding]]) -> Change:
    """The change with what happened on the days on which the outcome turned."""
    days = _days(causes)
    if len(days) > 1:
        turned, before = [], verdict(change.before)
        for day in days:
            now = verdict(stood_for((change.rule.id, change.subject), change.rule, judged[day]))
            if now != before:
                turned.append(day)
            before = now
        days = turned
    return replace(change, causes=tuple(cause for cause in causes if cause.day in days), sure=bool(days))
