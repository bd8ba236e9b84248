"""Changes a rulebook bit by bit and sees whether an example notices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.assessment.standing import Timeline, limits
from checker.checks.expression import Atom, Limit, Listed, leaves
from checker.errors import Invalid
from checker.proof import examples, mutants
from checker.proof.examples import Case
from checker.rulebook.book import Rulebook
from checker.rulebook.rules import Derivation, Rule


@dataclass(frozen=True, slots=True)
class Result:
    """One change, and whether an example noticed it."""

    name: str
    """The rule, derivation, parameter, start, list or instrument changed."""
    what: str
    """The change."""
    noticed: bool


def mutate(book: Rulebook) -> Iterator[Result]:
    """Every change of every rule, derivation, value, list and act, with what came of it."""
    cases = {rule.id: [case for _, case in examples.cases(book, rule) if isinstance(case, Case)] for rule in book.rules}
    for rule in book.rules:
        yield from _rule(rule, cases[rule.id])
    readers = {rule.id: names_read(book, rule) for rule in book.rules}
    for mutant in mutants.of_values(book):
        concerned = [rule for rule in book.rules if mutant.name in readers[rule.id] and _can_tell(book, rule, mutant)]
        if concerned or mutant.name in book.lists:
            noticed = _values_noticed(mutant, concerned, cases) or _inference_noticed(book, mutant, concerned)
            yield Result(mutant.name, mutant.what, noticed)
    for derivation in book.derivations:
        for changed in mutants.of_derivation(book, derivation):
            own = next(item for item in changed.book.derivations if item.id == derivation.id)
            yield Result(derivation.id, changed.what, bool(examples.test_derivation(changed.book, own)))


def _can_tell(book: Rulebook, rule: Rule, mutant: mutants.BookMutant) -> bool:
    """Whether moving the first day of an act or value can matter to a rule: not if it starts later by its own day."""
    if mutant.name in book.parameters and rule.starts is not None and book.parameters[mutant.name].values:
        first, other = (of.parameters[mutant.name].values[0].since for of in (book, mutant.book))
        begins = book.start(rule.starts).day
        return first == other or begins is None or begins <= max(first, other)
    if mutant.name not in book.instruments:
        return True
    day = book.instruments[mutant.name].in_force_from
    moved = mutant.book.instruments[mutant.name].in_force_from
    if day == moved or day is None:
        return True
    own = [book.start(rule.starts).day] if rule.starts else []
    own += [book.parameters[n].values[0].since for n in limits(rule.check.expression()) if book.parameters[n].values]
    return all(start is not None and start <= day for start in own)


def _rule(rule: Rule, cases: list[Case]) -> Iterator[Result]:
    for mutant in mutants.of_rule(rule):
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


def _inference_noticed(book: Rulebook, mutant: mutants.BookMutant, concerned: list[Rule]) -> bool:
    if mutant.name not in book.lists:
        return False
    if any(_derivation_fails(mutant.book, derivation) for derivation in mutant.book.derivations):
        return True
    return any(examples.test_rule(mutant.book, rule) for rule in concerned)


def _derivation_fails(book: Rulebook, derivation: Derivation) -> bool:
    try:
        return bool(examples.test_derivation(book, derivation))
    except Invalid:
        return True


def names_read(book: Rulebook, rule: Rule) -> set[str]:
    """The parameters, starts, lists and acts on which a rule depends."""
    names = {source.instrument for source in rule.sources}
    if rule.starts is not None:
        start = book.starts[rule.starts]
        names |= {rule.starts, *(start.later_of.after if start.later_of else ())}
    for tree in (rule.applies_if, rule.check.expression()):
        for leaf in leaves(tree) if tree is not None else ():
            if isinstance(leaf, Atom) and isinstance(leaf.operand, Limit):
                names.add(leaf.operand.parameter)
            if isinstance(leaf, Atom) and isinstance(leaf.operand, Listed):
                names.add(leaf.operand.id)
    return names
