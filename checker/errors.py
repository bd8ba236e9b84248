"""What is wrong with a file, said in one form everywhere."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in one place of one file."""

    path: str
    """The file, as the user named it."""
    line: int
    """Line, counted from 1."""
    column: int
    """Column in characters, counted from 1."""
    what: str
    """What is wrong, as a clause without a full stop."""
    todo: str
    """What to do about it, as a sentence."""
    nearest: str | None = None
    """The nearest valid word, if one is near."""

    def __str__(self) -> str:
        hint = f' - did you mean "{self.nearest}"?' if self.nearest else "."
        return f"{self.path}:{self.line}:{self.column}: {self.what}{hint} {self.todo}"


class Invalid(Exception):
    """A profile, rulebook, sheet or waiver cannot be used. Carries every problem found, sorted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def all_of(*tasks: Callable[[], Any]) -> list[Any]:
    """What each task gives. Raises Invalid with the problems of all that raise it."""
    found: list[Any] = []
    problems: list[Problem] = []
    for task in tasks:
        try:
            found.append(task())
        except Invalid as error:
            problems += error.problems
    if problems:
        raise Invalid(problems)
    return found


class Misuse(Exception):
    """The command line asks for something that does not exist or has no effect."""


def nearest(word: object, words: Iterable[str]) -> str | None:
    """The valid word closest to ``word``, or None if none is close.

    >>> nearest("countri", ["country", "county"])
    'country'
    """
    names = sorted(set(words))
    for cutoff, candidates in ((0.6, {n: n for n in names}), (0.8, {n.casefold(): n for n in names})):
        found = difflib.get_close_matches(str(word).casefold() if cutoff > 0.7 else str(word), candidates, 1, cutoff)
        if found:
            return candidates[found[0]]
    return None
