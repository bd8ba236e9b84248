"""Turns a document into the paragraphs that its fact sheet was written from.

Copies of one page differ in what nobody reads: kinds of space, invisible characters, marks left by a wrong
decoding, watermarks of a mirror. The digest of a paragraph is taken after all that is gone. Every removal except
that of spaces is counted, so that none goes unseen.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_THAI = re.compile(r"[\u0E00-\u0E7F]")
_MARK = re.compile(r"\u0E42[\u0E01-\u0E04]?")
_IMPOSSIBLE_IN_THAI = re.compile(r"\u0E42(?![\u0E01-\u0E2E])")
"""The vowel sign O stands before a consonant in every Thai word."""
_INVISIBLE = re.compile(r"[\u200B-\u200F\u2060-\u2064\uFEFF]")


class Damage(StrEnum):
    """What can be wrong with the text of a document."""

    MOJIBAKE = "mojibake"
    """Marks left where invisible characters were decoded as Thai. Removed."""
    INVISIBLE = "invisible"
    """Characters without width. Removed."""
    SPAM = "spam"
    """Words put in by a mirror. Removed, but what they replaced stays lost: the sentence is damaged."""
    DEFECT = "defect"
    """Any other defect. Left as it is and recorded for the reader only."""


@dataclass(frozen=True, slots=True)
class Repair:
    """Something removed from one paragraph."""

    damage: Damage
    paragraph: int | None
    """Number of the paragraph, or None for a line that held nothing else."""
    count: int
    """How many marks, characters or spam words."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """A document as its digests see it."""

    text: str
    """The paragraphs, one on each line."""
    repairs: tuple[Repair, ...]
    """Everything that was removed, by paragraph."""

    @property
    def log(self) -> tuple[str, ...]:
        """One line for each kind of damage, for people.

        >>> normalise("stra\u200btegic\\nto \u200b\u200bease").log
        ('text repaired: 3 invisible characters removed (paragraph 1: 1, 2: 2)',)
        """
        return tuple(filter(None, (_line(damage, self.repairs) for damage in Damage)))

    def count(self, damage: Damage) -> int:
        """How many marks, characters or words of one kind were removed."""
        return sum(repair.count for repair in self.repairs if repair.damage is damage)


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text: its lines that hold more than white space, stripped. Number 1 is the first.

    >>> paragraphs(" Title \\n\\n\\nBody")
    ('Title', 'Body')
    """
    return tuple(filter(None, map(str.strip, text.splitlines())))


def digest(paragraph: str) -> str:
    """SHA-256 of a paragraph of normalised text, as 64 hexadecimal digits."""
    return hashlib.sha256(paragraph.encode("utf-8")).hexdigest()


def normalise(text: str, spam: Iterable[str] = ()) -> Normalised:
    """Remove what no reader of the original saw. Normalising twice changes nothing more.

    ``spam`` lists the watermarks of the copy. Quotes, dashes and misspellings stay.
    """
    lines = text.replace("\u00a0", " ").splitlines()
    longest_first = sorted(filter(None, spam), key=lambda token: (-len(token), token))
    tokens = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None
    removed: Counter[tuple[Damage, int]] = Counter()
    before: list[str] = []
    while lines != before:
        before = lines
        lines = _remove(_INVISIBLE, Damage.INVISIBLE, lines, removed)
        if is_mojibake("\n".join(lines)):
            lines = _remove(_MARK, Damage.MOJIBAKE, lines, removed)
        if tokens:
            lines = _remove(tokens, Damage.SPAM, lines, removed)
    return Normalised("\n".join(paragraphs("\n".join(lines))), _repairs(removed, lines))


def is_mojibake(text: str) -> bool:
    """Whether the Thai letters in a text are marks of a wrong decoding and nothing else.

    That needs two things: no Thai letter is left without the marks, and at least one mark could not stand in a
    Thai word. One Thai word anywhere keeps them all.

    >>> is_mojibake("sectors,\u0e42 and \u0e42\u0e03a means"), is_mojibake("the word \u0e42\u0e04 means ox")
    (True, False)
    """
    return bool(_IMPOSSIBLE_IN_THAI.search(text)) and not _THAI.search(_MARK.sub("", text))


def _remove(
    pattern: re.Pattern[str], damage: Damage, lines: list[str], removed: Counter[tuple[Damage, int]]
) -> list[str]:
    """The lines without the pattern. Adds what was found to ``removed``, by line."""
    cleaned = []
    for index, line in enumerate(lines):
        rest, count = pattern.subn("", line)
        cleaned.append(rest)
        if count:
            removed[damage, index] += count
    return cleaned


def _repairs(removed: Counter[tuple[Damage, int]], lines: list[str]) -> tuple[Repair, ...]:
    numbers: dict[int, int] = {}
    for index, line in enumerate(lines):
        if line.strip():
            numbers[index] = len(numbers) + 1
    order = list(Damage)
    places = sorted(removed, key=lambda place: (order.index(place[0]), place[1]))
    return tuple(Repair(damage, numbers.get(index), removed[damage, index]) for damage, index in places)


def _line(damage: Damage, repairs: tuple[Repair, ...]) -> str | None:
    match damage:
        case Damage.MOJIBAKE:
            what, verb = "mark", "repaired"
        case Damage.INVISIBLE:
            what, verb = "invisible character", "repaired"
        case Damage.SPAM:
            what, verb = "spam word", "damaged"
        case Damage.DEFECT:
            return None
    counts: Counter[int | None] = Counter()
    for repair in repairs:
        if repair.damage is damage:
            counts[repair.paragraph] += repair.count
    if not counts:
        return None
    total = counts.total()
    places = ", ".join(f"{number}: {count}" for number, count in counts.items() if number is not None)
    where = f" (paragraph {places})" if places else ""
    return f"text {verb}: {total} {what}{'' if total == 1 else 's'} removed{where}"
