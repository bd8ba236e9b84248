"""What of an instrument is encoded, and what is not, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from checker.models import Closed, mistake
from checker.names import Slug
from checker.rulebook.common import Verified

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X",
          "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX")  # fmt: skip
_PLACE = re.compile(r"(Art|Annex)(?:s|es)?\.? (\d+|[IVX]+)\b(?: (?:to|and) (\d+|[IVX]+)\b)?")


class State(StrEnum):
    """Whether a provision can be checked here."""

    encoded = "encoded"
    """By rules, inferences, values or lists."""
    not_checkable = "not checkable"
    """It binds, but no fact of a deal can show whether it is kept."""
    out_of_scope = "out of scope"
    """It binds nobody who takes part in a deal."""


class Provision(Closed):
    """One provision, or several that belong together, and what became of it."""

    id: Slug
    at: str = Field(min_length=1, description='Places, such as "Art. 6(1); Annex I, entry 1".')
    about: str = Field(description="What it asks, in a few words.")
    encoded_by: tuple[str, ...] = Field(
        (), description="Rules, inferences, values, starting days, lists, comparisons, acts."
    )
    not_checkable: str | None = Field(None, description="Why no fact of a deal can show it.")
    out_of_scope: str | None = Field(None, description="Why it binds nobody in a deal.")

    @model_validator(mode="after")
    def _one(self) -> Provision:
        if sum(map(bool, (self.encoded_by, self.not_checkable, self.out_of_scope))) != 1:
            todo = "Write encoded_by, not_checkable or out_of_scope."
            raise mistake(f'"{self.id}" needs exactly one state', todo)
        return self

    @property
    def state(self) -> State:
        """What became of it."""
        if self.encoded_by:
            return State.encoded
        return State.not_checkable if self.not_checkable else State.out_of_scope

    @property
    def reason(self) -> str | None:
        """Why it is not encoded."""
        return self.not_checkable or self.out_of_scope


class Coverage(Closed):
    """Every provision of one instrument."""

    format: Literal["checker/coverage/1"] = Field(alias="schema", description="Format of this file.")
    instrument: Slug
    articles: int = Field(0, ge=0, description="Number of its articles, each of which has to be named; 0 if others.")
    annexes: int = Field(0, ge=0, lt=len(_ROMAN), description="Number of its annexes, each of which has to be named.")
    verified: Verified
    provisions: tuple[Provision, ...] = Field(min_length=1, description="Provisions, in the order of the instrument.")

    @model_validator(mode="after")
    def _complete(self) -> Coverage:
        ids = [provision.id for provision in self.provisions]
        for twin in sorted({id for id in ids if ids.count(id) > 1}):
            raise mistake(f'"{twin}" stands here twice', "Keep one.", steps=("provisions",))
        missing = sorted(self._expected() - {place for p in self.provisions for place in places(p.at)})
        if missing:
            names = ", ".join(f"Art. {n}" if kind == "Art" else f"Annex {_ROMAN[n]}" for kind, n in missing)
            raise mistake(f"nothing is said of {names}", "Name each article and annex.", steps=("provisions",))
        return self

    def _expected(self) -> set[tuple[str, int]]:
        wanted = {"Art": self.articles, "Annex": self.annexes}
        return {(kind, number) for kind, count in wanted.items() for number in range(1, count + 1)}


def places(at: str) -> Iterator[tuple[str, int]]:
    """The articles and annexes that a citation names, by number: ``Arts. 18 to 20`` names three."""
    for kind, first, last in _PLACE.findall(at):
        for number in range(_number(first), _number(last or first) + 1):
            yield kind, number


def _number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    return _ROMAN.index(written) if written in _ROMAN else 0
