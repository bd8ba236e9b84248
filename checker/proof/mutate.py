"""Changes a rulebook bit by bit and sees whether an example notices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.assessment.standing import Timeline, limits
from checker.checks.expression import Atom, Limit, leaves
from checker.errors import Invalid
from checker.proof import examples, mutants
from checker.proof.examples import Case
from checker.rulebook.book import Rulebook
from checker.rulebook.lint import names_inferred_from, names_read
from checker.rulebook.rules import Derivation, Rule


@dataclass(frozen=True, slots=True)
class Result:
    """One change, and whether an example noticed it."""

    name: str
    """The rule, derivation, parameter, start, list or instrument changed."""
    what: str
    """The change."""
    noticed: bool


def mutate(book: Rulebook, only: frozenset[str] = frozenset()) -> Iterator[Result]:
    """Every change of every rule, derivation, value, list and act, with what came of it.

    ``only`` names rules and derivations; they and what they read are changed then, and nothing else.
    """
    rules = [rule for rule in book.rules if not only or rule.id in only]
    derivations = [item for item in book.derivations if not only or item.id in only]
    cases = {rule.id: [case for _, case in examples.cases(book, rule) if isinstance(case, Case)] for rule in rules}
    for rule in rules:
        yield from _rule(book, rule, cases[rule.id])
    readers = {rule.id: names_read(book, rule) for rule in rules}
    inferring = {item.id: names_inferred_from(item) for item in derivations}
    for mutant in mutants.of_values(book):
        concerned = [rule for rule in rules if mutant.name in readers[rule.id] and _can_tell(book, rule, mutant)]
        reading = [item for item in derivations if mutant.name in inferring[item.id] and _can_infer(book, mutant)]
        if concerned or reading:
            noticed = _values_noticed(mutant, concerned, cases) or _inference_noticed(mutant, concerned, reading)
            yield Result(mutant.name, mutant.what, noticed)
    for derivation in derivations:
        for changed in mutants.of_derivation(book, derivation):
            own = next(item for item in changed.book.derivations if item.id == derivation.id)
            yield Result(derivation.id, changed.what, bool(examples.test_derivation(changed.book, own)))


def _can_infer(book: Rulebook, mutant: mutants.BookMutant) -> bool:
    """Whether a change can matter to an inference: the first value of all is read on earlier days, too."""
    if mutant.name not in book.parameters:
        return mutant.name in book.lists or mutant.name in book.defaults
    first, other = (of.parameters[mutant.name].values[0] for of in (book, mutant.book))
    return first.since == other.since


def _can_tell(book: Rulebook, rule: Rule, mutant: mutants.BookMutant) -> bool:
    """Whether moving the first day of an act or value can matter to a rule: not if it starts later by its own day."""
    if mutant.name in book.parameters and all(
        mutants.published(book, rule, leaf.path) for leaf in _held_against(rule, mutant.name)
    ):
        return False
    if mutant.name in book.parameters and _overtaken(book, rule, mutant):
        return False
    if mutant.name in book.parameters and rule.start_names and book.parameters[mutant.name].values:
        first, other = (of.parameters[mutant.name].values[0].since for of in (book, mutant.book))
        begins = [book.start(name).day for name in rule.start_names]
        return first == other or any(day is None or day <= max(first, other) for day in begins)
    if mutant.name not in book.instruments:
        return True
    day = book.instruments[mutant.name].in_force_from
    moved = mutant.book.instruments[mutant.name].in_force_from
    if day == moved or day is None:
        return True
    own = [book.start(name).day for name in rule.start_names]
    own += [book.parameters[n].values[0].since for n in limits(rule.check.expression()) if book.parameters[n].values]
    return all(start is not None and start <= day for start in own)


def _overtaken(book: Rulebook, rule: Rule, mutant: mutants.BookMutant) -> bool:
    """Whether another first day of a value changes nothing for a rule.

    In conditions the first value is read on earlier days, too; in a check another limit may start no sooner.
    """
    values, moved = (of.parameters[mutant.name].values for of in (book, mutant.book))
    if not values or moved[0].since == values[0].since:
        return False
    names = limits(rule.check.expression())
    others = [book.parameters[name].values for name in names if name != mutant.name]
    later = any(found and found[0].since >= values[0].since for found in others)
    return mutant.name not in names or (moved[0].since < values[0].since and later)


def _held_against(rule: Rule, name: str) -> Iterator[Atom]:
    for tree in (rule.applies_if, rule.check.expression()):
        for leaf in leaves(tree) if tree is not None else ():
            if isinstance(leaf, Atom) and leaf.operand == Limit(name):
                yield leaf


def _rule(book: Rulebook, rule: Rule, cases: list[Case]) -> Iterator[Result]:
    for mutant in mutants.of_rule(book, rule):
        noticed = False
        for case in cases:
            timeline = Timeline(case.book)
            timeline.put(rule, mutant.conditions, mutant.check)
            if case.differences(case.finding(timeline)):
                noticed = True
                break
        yield Result(rule.id, mutant.what, noticed)


def _values_noticed(mutant: mutants.BookMutant, rules: list[Rule], cases: dict[str, list[Case]]) -> bool:
    return any(case.differences(case.finding(book=mutant.book)) for rule in rules for case in cases[rule.id])


def _inference_noticed(mutant: mutants.BookMutant, concerned: list[Rule], reading: list[Derivation]) -> bool:
    if any(_derivation_fails(mutant.book, derivation) for derivation in reading):
        return True
    return mutant.name in mutant.book.lists and any(examples.test_rule(mutant.book, rule) for rule in concerned)


def _derivation_fails(book: Rulebook, derivation: Derivation) -> bool:
    try:
        return bool(examples.test_derivation(book, derivation))
    except Invalid:
        return True
