"""Tries single differences: what an outcome would be with one thing carried over from the other side."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from checker.assessment.assess import Assessor
from checker.assessment.findings import Finding
from checker.facts import Dossier
from checker.gate.book_edits import BookEdit
from checker.gate.compare import Key, by_key
from checker.gate.edits import FactEdit
from checker.rulebook.book import Rulebook
from checker.rulebook.link import drawn_on, link
from checker.rulebook.routes import NoRoute
from checker.rulebook.rules import Derivation, Rule

ENGINE = "python"
"""Matches as the other does, and is made in less time."""

Edit = FactEdit | BookEdit


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """What a deal is judged by on one side."""

    book: Rulebook
    as_of: date


class Trials:
    """Judges deals by few rules, as often as need be."""

    def __init__(self, before: Side, after: Side, rules: frozenset[str]) -> None:
        """Only ``rules`` are judged."""
        self._sides = before, after
        self._rules = rules
        self._assessors: dict[tuple[int, BookEdit | None], Assessor] = {}

    def found(self, dossier: Dossier, other: Dossier, edit: Edit, *, on: int) -> Mapping[Key, Finding] | None:
        """What is found of a deal on side ``on`` (0 before, 1 after) with one thing as it is on the other side.

        None if that thing cannot stand there alone. Rules that do not fit the other parts then are left out.
        """
        if isinstance(edit, FactEdit):
            mixed = edit.carried(dossier, other)
            return None if mixed is None else self._judged(self._assessor(on, None), mixed, on)
        return self._judged(self._assessor(on, edit), dossier, on)

    def _judged(self, assessor: Assessor, dossier: Dossier, on: int) -> Mapping[Key, Finding]:
        return by_key(assessor.assess(dossier, self._sides[on].as_of).findings)

    def _assessor(self, on: int, edit: BookEdit | None) -> Assessor:
        key = (on, edit)
        if key not in self._assessors:
            base, other = self._sides[on].book, self._sides[1 - on].book
            book = narrowed(base if edit is None else edit.carried(base, other), self._rules)
            if edit is not None:
                files = {**other.files, **base.files}
                fitting = [rule.id for rule in book.rules if _fits(replace(book, files=files), rule)]
                book = narrowed(book, frozenset(fitting))
            self._assessors[key] = Assessor(book, ENGINE)
        return self._assessors[key]


def narrowed(book: Rulebook, rules: frozenset[str]) -> Rulebook:
    """The rulebook with a few rules and what they rest on."""
    kept = tuple(rule for rule in book.rules if rule.id in rules)
    return replace(book, rules=kept, derivations=_inferences(book, kept))


def _fits(book: Rulebook, rule: Rule) -> bool:
    alone = replace(book, rules=(rule,), derivations=_inferences(book, (rule,)), coverage={})
    return not any(link(alone))


def _inferences(book: Rulebook, rules: Iterable[Rule]) -> tuple[Derivation, ...]:
    keys = []
    for rule in rules:
        for path in rule.reads():
            with contextlib.suppress(NoRoute):
                keys.append(book.routes.find(path, rule.for_each).key)
    return drawn_on(book, keys)
