"""Tries single differences: what an outcome would be with one thing carried over from the other side."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from checker.assessment.findings import Outcome
from checker.assessment.infer import inferring_patterns, run
from checker.assessment.judge import Judge
from checker.assessment.lookup import Lookup
from checker.assessment.standing import Timeline
from checker.facts import Dossier
from checker.gate.book_edits import BookEdit
from checker.gate.compare import Key, Verdict
from checker.gate.edits import FactEdit
from checker.inference import engine as engines
from checker.inference.net import Net
from checker.rulebook.book import Rulebook
from checker.rulebook.link import drawn_on, link
from checker.rulebook.routes import NoRoute
from checker.rulebook.rules import Derivation, Rule

ENGINE = "python"
"""Matches as the other does, and is made in less time."""

Edit = FactEdit | BookEdit
Verdicts = Mapping[Key, Verdict]
"""The verdicts of a trial; those of rules that could not be tried are absent."""


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """What a deal is judged by on one side."""

    book: Rulebook
    as_of: date


class Bench:
    """Judges single rules for single subjects by one rulebook, as often as need be."""

    def __init__(self, book: Rulebook, *, mixed: Mapping[str, str] | None = None) -> None:
        """``mixed`` names the files of both rulebooks that the book was put together from, if it was."""
        self._book, self._mixed = book, mixed
        self._rules = {rule.id: rule for rule in book.rules}
        self._timeline = Timeline(book)
        self._nets: dict[frozenset[str], tuple[Rulebook, Net]] = {}
        self._fit: dict[str, bool] = {}

    def verdicts(self, dossier: Dossier, keys: Iterable[Key], as_of: date) -> Verdicts:
        """The verdict of each rule for each subject; of one that is not there, that of its list."""
        wanted = [(self._rules[id], (id, subject)) for id, subject in keys if id in self._rules and self._fits(id)]
        book, net = self._inferring(frozenset(rule.id for rule, _ in wanted))
        lookup = Lookup(dossier, book)
        judge = Judge(lookup, self._timeline, as_of)
        run(net, lookup, judge, only_infer=True)
        return {key: self._verdict(rule, key[1], lookup, judge) for rule, key in wanted}

    def _verdict(self, rule: Rule, subject: str, lookup: Lookup, judge: Judge) -> Verdict:
        things = lookup.subjects(rule.for_each)
        thing = next((each for each in things if each.id == subject or each.phantom), None)
        thing = next((each for each in things if each.id == subject), thing)
        outcome = judge.judge(rule, thing).outcome if thing is not None else Outcome.not_applicable
        return Verdict(outcome, rule.severity)

    def _inferring(self, ids: frozenset[str]) -> tuple[Rulebook, Net]:
        """The rulebook with no more than what some rules rest on, and its net."""
        if ids not in self._nets:
            items = _inferences(self._book, (self._rules[id] for id in ids))
            book = replace(self._book, rules=(), derivations=items)
            self._nets[ids] = book, engines.make(ENGINE, inferring_patterns(book))
        return self._nets[ids]

    def _fits(self, id: str) -> bool:
        """Whether a rule can be judged by a rulebook put together from two."""
        if self._mixed is None:
            return True
        if id not in self._fit:
            rule = self._rules[id]
            items = _inferences(self._book, [rule])
            alone = replace(self._book, rules=(rule,), derivations=items, coverage={}, files=self._mixed)
            self._fit[id] = not any(link(alone))
        return self._fit[id]


class Trials:
    """Tries differences between two sides."""

    def __init__(self, before: Side, after: Side) -> None:
        self._sides = before, after
        self._benches: dict[tuple[int, BookEdit | None], Bench] = {}

    def verdicts(self, keys: Iterable[Key], edit: Edit, dossiers: tuple[Dossier, Dossier], *, on: int) -> Verdicts:
        """What is found on side ``on`` (0 before, 1 after) with one thing as it is on the other side."""
        base, other = dossiers[on], dossiers[1 - on]
        mixed = edit.carried(base, other) if isinstance(edit, FactEdit) else base
        if mixed is None:
            return {}
        return self._bench(on, edit if isinstance(edit, BookEdit) else None).verdicts(
            mixed, keys, self._sides[on].as_of
        )

    def _bench(self, on: int, edit: BookEdit | None) -> Bench:
        if (on, edit) not in self._benches:
            base, other = self._sides[on].book, self._sides[1 - on].book
            files = {**other.files, **base.files}
            self._benches[on, edit] = Bench(base) if edit is None else Bench(edit.carried(base, other), mixed=files)
        return self._benches[on, edit]


def _inferences(book: Rulebook, rules: Iterable[Rule]) -> tuple[Derivation, ...]:
    keys = []
    for rule in rules:
        for path in rule.reads():
            with contextlib.suppress(NoRoute):
                keys.append(book.routes.find(path, rule.for_each).key)
    return drawn_on(book, keys)
