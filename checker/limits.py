"""Limits of practice that a house sets itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from checker.errors import Invalid, Problem, nearest
from checker.house import Settings
from checker.rulebook.book import Rulebook
from checker.rulebook.common import Force
from checker.rulebook.link import drawn_on
from checker.rulebook.parameters import Parameter
from checker.rulebook.rules import Rule


def settled(book: Rulebook, settings: Settings) -> Rulebook:
    """The rulebook with the limits of the house. Raises Invalid with every limit that it may not set.

    A house may set a number that only rules of practice read; law, benchmarks and guidance stay as they are.
    """
    limits = settings.house.limits
    if not limits:
        return book
    readers = _readers(book)
    problems: list[Problem] = []
    for name, value in limits.items():
        for what, todo, word in _wrong(book, readers, name, value):
            problems.append(Problem(settings.shown, *settings.place("limits", name), what, todo, word))
    if problems:
        raise Invalid(problems)
    said = ";".join(f"{name}={value}" for name, value in sorted(limits.items()))
    digest = hashlib.sha256(f"{book.digest};{said}".encode()).hexdigest()
    changed = {name: _set(book.parameters[name], value) for name, value in limits.items()}
    return replace(book, parameters={**book.parameters, **changed}, house=frozenset(changed), digest=digest)


def _set(parameter: Parameter, number: Fraction) -> Parameter:
    first = parameter.values[0].model_copy(update={"value": number})
    return parameter.model_copy(update={"values": (first,)})


def _wrong(
    book: Rulebook, readers: Mapping[str, list[Rule]], name: str, value: Fraction
) -> Iterator[tuple[str, str, str | None]]:
    """What is wrong, what to do and the nearest word, if a house may not set a limit."""
    ours = sorted(other for other, rules in readers.items() if _of_practice(rules) and book.parameters[other].values)
    if name not in book.parameters:
        yield f'no limit is called "{name}"', f"Limits of practice: {', '.join(ours)}.", nearest(name, ours)
    elif name not in ours:
        law = next((rule.id for rule in readers.get(name, ()) if rule.force is not Force.practice), "its act")
        yield f'"{name}" is no limit of practice alone: {law} reads it', "Remove it; a house does not set law.", None
    elif value < 0 or (book.parameters[name].unit == "share" and value > 1):
        yield f'"{name}" cannot be {float(value):g}', "Write a number from 0 up; 70 % is 0.70.", None


def _of_practice(rules: list[Rule]) -> bool:
    return all(rule.force is Force.practice for rule in rules)


def _readers(book: Rulebook) -> dict[str, list[Rule]]:
    """The rules that read each limit, themselves or through what they infer from."""
    from checker.rulebook.lint import names_inferred_from, names_read  # most houses set no limits

    found: dict[str, list[Rule]] = {}
    for rule in book.rules:
        keys = {book.routes.find(path, rule.for_each).key for path in rule.reads()}
        names = {name for item in drawn_on(book, keys) for name in names_inferred_from(item)} | names_read(book, rule)
        for name in sorted(names & book.parameters.keys()):
            found.setdefault(name, []).append(rule)
    return found
