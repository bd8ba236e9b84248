"""Runs the rulebook's net over a deal: inferred facts to a fixpoint, and which rule meets which subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from checker.assessment.judge import Judge, Level
from checker.assessment.lookup import Lookup, combined
from checker.checks.expression import Expression, Leaf, evaluate
from checker.derivations.over_list import OverList
from checker.facts import Fact, Thing
from checker.inference.net import EngineError, Join, Net, Pattern
from checker.profile.vocabulary import plurals
from checker.rulebook.book import Rulebook
from checker.rulebook.link import routes_read
from checker.rulebook.routes import Route
from checker.rulebook.rules import Derivation, Rule
from checker.truth import Admissible, Breakdown, Truth

NetFact = Mapping[str, str | bool | int | float]


def patterns(book: Rulebook) -> dict[str, list[Pattern]]:
    """What each rule and derivation waits for: its subject, and every inferred fact it reads.

    An inferred fact of the subject itself is joined to it; one reached over a link or a list is awaited until it is
    inferred for every entity.
    """
    return {**inferring_patterns(book), **{rule.id: _rule_patterns(book, rule) for rule in book.rules}}


def inferring_patterns(book: Rulebook) -> dict[str, list[Pattern]]:
    """The patterns of the derivations alone."""
    return {
        item.id: _patterns(
            book, item.for_each, routes_read(book, item), over_list=isinstance(item.derive.how, OverList)
        )
        for item in book.derivations
    }


def _rule_patterns(book: Rulebook, rule: Rule) -> list[Pattern]:
    return _patterns(book, rule.for_each, [book.routes.find(path, rule.for_each) for path in sorted(rule.reads())])


def _patterns(book: Rulebook, subject: str, routes: list[Route], *, over_list: bool = False) -> list[Pattern]:
    own = set() if over_list else {route.key for route in routes if route.start == "subject" and not route.hops}
    others = {route.key for route in routes} - own
    found = [Pattern("subject", subject)]
    for number, path in enumerate(sorted(own & book.inferred)):
        found.append(Pattern(f"own{number}", path, joins=(Join("owner", "subject", "key"),)))
    return found + [Pattern(f"all{n}", f"all {path}") for n, path in enumerate(sorted(others & book.inferred))]


def run(net: Net, lookup: Lookup, judge: Judge, *, only_infer: bool = False) -> list[tuple[Rule, Thing]]:
    """Infer all facts of a deal and return every rule with every subject it is to be judged for.

    Raises EngineError if the net left out a rule, a derivation or a subject.
    """
    book = lookup.book
    rules = {rule.id: rule for rule in book.rules}
    derivations = {derivation.id: derivation for derivation in book.derivations}
    things = {thing.id: thing for kind in lookup.things for thing in lookup.subjects(kind)}
    activations: list[tuple[Rule, Thing]] = []
    waiting = Counter({item.fact: len(lookup.subjects(item.for_each)) for item in derivations.values()})

    def on_match(id: str, frame: Mapping[str, NetFact]) -> list[NetFact]:
        subject = things[str(frame["subject"]["key"])]
        if id in rules:
            activations.append((rules[id], subject))
            return []
        derivation = derivations[id]
        infer(derivation, subject, lookup, judge)
        waiting[derivation.fact] -= 1
        found: list[NetFact] = [{"type": derivation.fact, "owner": subject.id}]
        return found if waiting[derivation.fact] else [*found, {"type": f"all {derivation.fact}"}]

    given: list[NetFact] = [{"type": kind, "key": t.id} for kind in lookup.things for t in lookup.subjects(kind)]
    given += [{"type": f"all {fact}"} for fact, count in waiting.items() if not count]
    net.run(given, on_match)
    expected = 0 if only_infer else sum(len(lookup.subjects(rule.for_each)) for rule in book.rules)
    if len(activations) != expected or any(waiting.values()):
        raise EngineError(f"the net brought {len(activations)} of {expected} rules and subjects together")
    return activations


def infer(derivation: Derivation, subject: Thing, lookup: Lookup, judge: Judge) -> Fact:
    """Infer one fact of one subject, at each level of belief, and remember it.

    What is inferred of a stand-in from facts that are the same in every deal is inferred once.
    """
    key = (derivation.id, judge.as_of)
    if subject.phantom and (known := judge.timeline.stand_in_facts.get(key)) is not None:
        lookup.inferred[subject.id, derivation.fact] = known
        return known
    reading = _Reading(subject, lookup, judge, "firm", judge.as_of)
    firm = lean = plan = derivation.derive.how.compute(reading)
    parts = reading.parts
    if any(fact.lean != fact.firm or fact.plan != fact.firm for fact in parts):
        readings = [_Reading(subject, lookup, judge, level, judge.as_of) for level in ("lean", "plan")]
        lean, plan = (derivation.derive.how.compute(other) for other in readings)
        parts = {**readings[0].parts, **readings[1].parts, **parts}
    domain = derivation.derive.how.gives().domain
    fact = combined(derivation.fact, subject, list(parts), lean, plan, firm, domain)
    lookup.inferred[subject.id, derivation.fact] = fact
    if subject.phantom and fact.everywhere:
        judge.timeline.stand_in_facts[key] = fact
    return fact


class _Reading:
    """One level of belief as a derivation reads it; keeps the facts that were read."""

    def __init__(self, subject: Thing, lookup: Lookup, judge: Judge, level: Level, day: date) -> None:
        self.subject = subject
        self.parts: dict[Fact, None] = {}
        self.day = day
        self._lookup, self._judge, self._level = lookup, judge, level

    def value(self, path: str, of: Thing | None = None) -> Admissible:
        fact = self._lookup.get(of or self.subject, path)
        self.parts[fact] = None
        value: Admissible = getattr(fact, self._level)
        return value

    def stated(self, path: str) -> Iterator[Admissible]:
        fact = self._lookup.get(self.subject, path)
        return (each.lean for each in (fact, *fact.roots) if each.stated)

    def truth(self, conditions: Expression | None, of: Thing | None = None) -> Truth:
        if conditions is None:
            return True
        thing = of or self.subject

        def leaf_truth(leaf: Leaf) -> Truth:
            self.parts[self._lookup.get(thing, leaf.path)] = None
            return self._judge.truth(leaf, thing, self.day, self._level, self.subject)

        return evaluate(conditions, leaf_truth)

    def members(self, plural: str) -> tuple[tuple[Thing, ...], bool]:
        things, rest = self._lookup.listed(plurals()[plural])
        if rest is not None:
            self.parts[rest] = None
        return things, rest is not None

    def published(self, series: Literal["production", "sourcing"], material: str, stage: str) -> tuple[Breakdown, ...]:
        return tuple(item.breakdown for item in self._lookup.book.reference.newest(series, material, stage))

    def default_answers(self, table: str, question: str) -> Mapping[str, str]:
        return self._lookup.book.defaults[table].answers(question)

    def listed(self, id: str | None) -> frozenset[str]:
        return self._lookup.book.lists[id].on(self.day) if id else frozenset()
