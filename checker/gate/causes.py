"""What brought changes about: facts, parts of the rulebook, days.

First come the differences between the two sides that a rule reads at all. If there is one, it is the cause. Of several
each is carried over alone, from one side to the other and back; a cause is one that makes the new outcome by itself,
or without which it would not be what it is. Where no single one does, all are named and marked as not made out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from checker.facts import Dossier
from checker.gate import reach
from checker.gate.book_edits import BookEdit, of_rulebooks
from checker.gate.compare import About, Cause, Change, Comparison, Key, Pair, plural, verdict
from checker.gate.edits import of_profiles
from checker.gate.trials import Bench, Edit, Side, Trials, Verdicts
from checker.gate.turns import Window, turns
from checker.rulebook.book import Rulebook

MOST = 400
"""So many differences of one deal are tried one by one; of more, no cause is made out."""

Dossiers = Mapping[str, Dossier]
"""The facts of each deal, by id."""


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
    explainer = _Explainer(before, after, off)

    def explained(pair: Pair) -> Pair:
        if pair.before is None or pair.after is None or not pair.changes:
            return pair
        sides = dossiers[0][pair.before.id], dossiers[1][pair.after.id]
        return replace(pair, changes=tuple(explainer.explained(pair.changes, *sides)))

    return replace(comparison, pairs=tuple(map(explained, comparison.pairs)))


class _Explainer:
    def __init__(self, before: Side, after: Side, off: Mapping[str, str]) -> None:
        self._books = of_rulebooks(before.book, after.book) if before.book is not after.book else ()
        self._reaches = Reaches(before.book), Reaches(after.book)
        self._trials = Trials(before, after)
        self._off = off

    def explained(self, changes: Iterable[Change], before: Dossier, after: Dossier) -> Iterator[Change]:
        edits: list[Edit] = [*of_profiles(before, after), *self._books]
        candidates = [(change, self._candidates(change, edits)) for change in changes]
        concerned: dict[Edit, list[Key]] = {}
        for change, found in candidates:
            for edit in found if len(found) > 1 else ():
                concerned.setdefault(edit, []).append(change.key)
        tried = {
            edit: tuple(self._trials.verdicts(keys, edit, (before, after), on=on) for on in (0, 1))
            for edit, keys in (concerned.items() if len(concerned) <= MOST else ())
        }
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


def _did(change: Change, alone: Verdicts, without: Verdicts) -> bool:
    """Whether one difference alone makes the new outcome, or the outcome is another one without it."""
    now = verdict(change.after)
    return alone.get(change.key) == now or without.get(change.key, now) != now


def by_time(comparison: Comparison, book: Rulebook, dossiers: Dossiers) -> Comparison:
    """The comparison of two law dates with what happens between them and brought its changes about."""
    reaches = Reaches(book)
    window = Window(comparison.before.as_of, comparison.after.as_of)
    bench = Bench(book)

    def explained(pair: Pair) -> Pair:
        if not pair.changes:
            return pair
        dossier = dossiers[pair.deal.id]
        found = [
            turns(book, change.rule, reaches.of(change.rule.id), dossier, change.subject, window)
            for change in pair.changes
        ]
        unclear: dict[date, list[Key]] = {}
        for change, causes in zip(pair.changes, found, strict=True):
            for day in days if len(days := _days(causes)) > 1 else ():
                unclear.setdefault(day, []).append(change.key)
        judged = {day: bench.verdicts(dossier, keys, day) for day, keys in sorted(unclear.items())}
        return replace(pair, changes=tuple(_turned(*each, judged) for each in zip(pair.changes, found, strict=True)))

    return replace(comparison, pairs=tuple(map(explained, comparison.pairs)))


def _days(causes: Iterable[Cause]) -> list[date]:
    return sorted({cause.day for cause in causes if cause.day is not None})


def _turned(change: Change, causes: list[Cause], judged: Mapping[date, Verdicts]) -> Change:
    """The change with what happened on the days on which the outcome turned."""
    days = _days(causes)
    if len(days) > 1:
        said = [verdict(change.before), *(judged[day][change.key] for day in days)]
        days = [day for day, before, now in zip(days, said, said[1:], strict=False) if now != before]
    return replace(change, causes=tuple(cause for cause in causes if cause.day in days), sure=bool(days))
