"""Runs the examples that stand in rules and derivations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from checker.assessment import wording
from checker.assessment.findings import Finding
from checker.assessment.infer import infer, inferring_patterns, run
from checker.assessment.judge import Judge
from checker.assessment.lookup import Lookup
from checker.assessment.scribe import Scribe
from checker.assessment.standing import Timeline
from checker.errors import Invalid
from checker.facts import Dossier, Thing
from checker.grades import Grade
from checker.inference.python_net import PythonNet
from checker.profile.entities import ENTITIES
from checker.profile.kinds import Shares
from checker.profile.load import build
from checker.profile.vocabulary import plurals
from checker.rulebook.book import Rulebook
from checker.rulebook.link import drawn_on
from checker.rulebook.load import with_adopted
from checker.rulebook.rules import Derivation, DerivationExample, Example, Rule
from checker.source import Node, Plain
from checker.truth import Admissible, Alternative, Interval, Members

GRADES = {grade.value: grade for grade in Grade}
ANY_DAY = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not come out as it says."""

    id: str
    """Rule or derivation."""
    number: int
    """Which example, from 0."""
    name: str
    """What the example shows."""
    what: str
    """How it differs."""


def dossier(facts: dict[str, Any]) -> Dossier:
    """The deal that an example describes. Raises Invalid.

    A singular key holds one entity, a plural one a list. Ids may be left out. Bare values count as taken from a
    contract; evidence may name a grade.
    """
    profile: dict[str, Any] = {"schema": "checker/profile/1", "id": "example", "deal": {}}
    for key, value in facts.items():
        plural = ENTITIES[key].plural if key in ENTITIES else key
        items = [value] if key in ENTITIES else value
        kind = plurals().get(plural, "deal")
        if not isinstance(items, list):
            profile[key] = value
            continue
        dressed = [
            _dressed(item, kind if len(items) == 1 else f"{kind.replace('_', '-')}-{n}")
            for n, item in enumerate(items, 1)
        ]
        profile[plural] = dressed[0] if plural == "deal" else [*profile.get(plural, []), *dressed]
    profile["deal"] = _dressed(profile["deal"], "deal")
    return build(Node.of(profile), GRADES, "example", "")


def _dressed(item: Any, id: str) -> Any:
    if not isinstance(item, dict) or set(item) == {"unknown"}:
        return item
    return {"id": id.replace("_", "-"), "evidence": ["contract"], **item}


class Case:
    """One example, its facts inferred, ready to be judged by any variant of its rule."""

    def __init__(self, book: Rulebook, rule: Rule, example: Example) -> None:
        self.rule, self.example = rule, example
        self.book = with_adopted(narrowed(book, rule), example.adopted)
        self.lookup = inferred(self.book, dossier(example.facts), example.as_of)

    def finding(self, timeline: Timeline | None = None, book: Rulebook | None = None) -> Finding:
        """What the rule says of the example; with a timeline, by the trees put there."""
        judged = timeline or Timeline(with_adopted(book, self.example.adopted) if book else self.book)
        subject = self._subject()
        scribe = Scribe(self.lookup, judged, self.example.as_of)
        if subject is None:
            return scribe.nothing_listed(self.rule)
        judge = Judge(self.lookup, judged, self.example.as_of)
        return scribe.finding(self.rule, subject, judge.judge(self.rule, subject))

    def _subject(self) -> Thing | None:
        things = self.lookup.subjects(self.rule.for_each)
        given = self.example.facts.get(self.rule.for_each)
        wanted = given.get("id") if isinstance(given, dict) else None
        return next((thing for thing in things if thing.id == wanted), things[0] if things else None)

    def differences(self, finding: Finding) -> list[str]:
        """How a finding differs from what the example expects."""
        example, found = self.example, []
        if finding.outcome != example.expect:
            found.append(f"expected {example.expect}, got {finding.outcome.value} ({finding.message})")
        if example.later is not None and finding.later != example.later:
            found.append(f"expected later {example.later}, got {finding.later.value if finding.later else None}")
        if example.from_ is not None and finding.since != example.from_:
            found.append(f"expected from {example.from_}, got {finding.since}")
        if example.reason is not None and finding.reason != example.reason:
            found.append(f"expected reason {example.reason.value}, got {finding.reason}")
        asked = sorted({question.fact for question in finding.questions})
        if example.asks and asked != sorted(set(example.asks)):
            found.append(
                f"expected to ask {', '.join(sorted(set(example.asks)))}, asks {', '.join(asked) or 'nothing'}"
            )
        return found


def narrowed(book: Rulebook, item: Rule | Derivation) -> Rulebook:
    """The rulebook with only those inferences that one rule or inference rests on."""
    if isinstance(item, Derivation):
        return replace(book, derivations=drawn_on(book, [item.fact]))
    read = {book.routes.find(path, item.for_each).key for path in item.reads()}
    return replace(book, derivations=drawn_on(book, read))


def inferred(book: Rulebook, facts: Dossier, as_of: date) -> Lookup:
    """The facts of a deal with everything inferred from them."""
    lookup = Lookup(facts, book)
    run(PythonNet(inferring_patterns(book)), lookup, Judge(lookup, Timeline(book), as_of), only_infer=True)
    return lookup


def cases(book: Rulebook, rule: Rule) -> Iterator[tuple[int, Case | Failure]]:
    """Each example of a rule, or why it cannot be run."""
    for number, example in enumerate(rule.examples):
        try:
            yield number, Case(book, rule, example)
        except Invalid as error:
            yield number, Failure(rule.id, number, example.name, str(error))


def test_rule(book: Rulebook, rule: Rule) -> list[Failure]:
    """Every example of a rule that fails."""
    failures = []
    for number, case in cases(book, rule):
        if isinstance(case, Failure):
            failures.append(case)
            continue
        found = case.differences(case.finding())
        if found:
            failures.append(Failure(rule.id, number, case.example.name, "; ".join(found)))
    return failures


def test_derivation(book: Rulebook, derivation: Derivation) -> list[Failure]:
    """Every example of a derivation that fails."""
    failures = []
    for number, example in enumerate(derivation.examples):
        try:
            found = value(book, derivation, example)
        except Invalid as error:
            failures.append(Failure(derivation.id, number, example.name, str(error)))
            continue
        wanted = _wanted(example.expect)
        if found != wanted:
            what = f"expected {wording.words(wanted)}, got {wording.words(found)}"
            failures.append(Failure(derivation.id, number, example.name, what))
    return failures


def value(book: Rulebook, derivation: Derivation, example: DerivationExample) -> Admissible:
    """What a derivation infers in an example, read as conditions read it. Raises Invalid."""
    as_of = example.as_of or ANY_DAY
    book = narrowed(book, derivation)
    lookup = inferred(book, dossier(example.facts), as_of)
    subject = lookup.subjects(derivation.for_each)[0]
    return infer(derivation, subject, lookup, Judge(lookup, Timeline(book), as_of)).plan


def _wanted(expect: Plain) -> Admissible:
    if isinstance(expect, dict) and set(expect) == {"open"} and isinstance(expect["open"], list):
        return tuple(_alternative(item) for item in expect["open"])
    return (_alternative(expect),)


def _alternative(expect: Plain) -> Alternative:
    if isinstance(expect, dict) and "members" in expect and isinstance(expect["members"], list):
        return Members(frozenset(expect["members"]), more=expect.get("more") is True)
    if isinstance(expect, list) and all(isinstance(item, dict) for item in expect):
        return Shares().state(expect).admissible[0]
    if isinstance(expect, list):
        low, high = (None if end is None else _scalar(end) for end in expect)
        return Interval(low, high)
    alternative: Alternative = _scalar(expect)
    return alternative


def _scalar(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value
