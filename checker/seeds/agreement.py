"""Whether the parts of one fact sheet agree with each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from checker.errors import Problem
from checker.grades import Grade
from checker.seeds.model import Kind, Mention, Paragraph, Statement
from checker.source import Node

Part = TypeVar("Part", bound=BaseModel)
Disagreement = tuple[tuple[str | int, ...], str, str]
"""The entry it is in, what is wrong, what to do."""


def problems(node: Node, stem: str, shown: str) -> Iterator[Problem]:
    """Every disagreement in a sheet's file. Entries of wrong form are passed over: they are reported elsewhere."""
    plain = node.plain()
    if isinstance(plain, dict):
        for steps, what, todo in _disagreements(plain, stem):
            yield Problem(shown, *node.place(steps), what, todo)


def _disagreements(plain: dict[str, Any], stem: str) -> Iterator[Disagreement]:
    paragraphs, all_paragraphs = _entries(plain.get("paragraphs"), Paragraph)
    statements, all_statements = _entries(plain.get("statements"), Statement)
    mentions, _ = _entries(plain.get("mentions"), Mention)
    name = plain.get("id")
    if isinstance(name, str) and name != stem:
        yield ("id",), f'the sheet calls itself "{name}"', f'Write "{stem}", as the file is named.'
    if all_paragraphs:
        yield from _numbering("paragraph", [part.number for _, part in paragraphs])
    if all_statements:
        yield from _numbering("statement", [part.number for _, part in statements])
    if all_paragraphs:
        kinds = {part.number: part.kind for _, part in paragraphs}
        for index, statement in statements:
            yield from _ground(index, statement, kinds)
        for index, mention in mentions:
            if mention.paragraph not in kinds:
                what = f'"{mention.name}" is named in paragraph {mention.paragraph}, which the sheet does not have'
                yield ("mentions", index, "paragraph"), what, _existing(kinds)


def _numbering(word: str, numbers: Sequence[int]) -> Iterator[Disagreement]:
    """The first entry whose number is not its place counted from 1."""
    for index, number in enumerate(numbers):
        if number != index + 1:
            what = f"{word} {number} stands where {word} {index + 1} should"
            yield (f"{word}s", index, "number"), what, f"Number the {word}s from 1 without a gap."
            return


def _ground(index: int, statement: Statement, kinds: Mapping[int, Kind]) -> Iterator[Disagreement]:
    """Paragraphs that a statement rests on and that do not exist or can't state a fact."""
    for number in statement.paragraph:
        kind = kinds.get(number)
        if kind is None:
            what = f"statement {statement.number} rests on paragraph {number}, which the sheet does not have"
            yield ("statements", index, "paragraph"), what, _existing(kinds)
        elif not kind.can_state and statement.grade is not Grade.boilerplate:
            what = f"statement {statement.number} takes a fact from paragraph {number}, whose kind is {kind}"
            yield ("statements", index, "grade"), what, "Grade it boilerplate or correct the kind of the paragraph."


def _existing(kinds: Mapping[int, Kind]) -> str:
    return f"Name one of the paragraphs 1 to {len(kinds)}."


def _entries(items: Any, model: type[Part]) -> tuple[list[tuple[int, Part]], bool]:
    """The entries of right form with their positions, and whether that is all of them."""
    if not isinstance(items, list):
        return [], False
    parts = []
    for index, item in enumerate(items):
        try:
            parts.append((index, model.model_validate(item)))
        except ValidationError:
            continue
    return parts, len(parts) == len(items)
