"""``named``: whether any fact that was stated names a word, such as a country."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from checker.derivations.reading import Reading
from checker.models import Closed
from checker.names import Path
from checker.profile.kinds import Flag, Kind
from checker.truth import EITHER, Admissible, Members, Truth, any_of, settled


class Named(Closed):
    """Whether a stated fact names a word, or is a yes that stands for it. What nobody has asked names nothing.

    It tells what a deal is about from what is stated, so that rules on a country need not ask every deal about it. It
    is yes if a fact names the word, and no if none does while those that must be ``known`` are; else open.
    """

    word: str = Field(description="The word.")
    known: tuple[Path, ...] = Field(min_length=1, description="Facts that may name it, and have to be known for a no.")
    also: tuple[Path, ...] = Field((), description="Further facts that may name it, or say yes to it.")

    def reads(self) -> Iterator[str]:
        """Facts read."""
        yield from (*self.known, *self.also)

    def gives(self) -> Kind:
        """Yes or no."""
        return Flag()

    def compute(self, reading: Reading) -> Admissible:
        """Yes, no or either."""
        known = any_of(self._names(reading.value(path), sure=True) for path in self.known)
        truth = any_of([known, *(self._names(reading.value(path), sure=False) for path in self.also)])
        return EITHER if truth is None else (truth,)

    def _names(self, value: Admissible, *, sure: bool) -> Truth:
        meant = {self.word, True}
        if any(isinstance(each, Members) and not meant.isdisjoint(each.known) for each in value):
            return True
        if settled(value) and not isinstance(value[0], Members):
            return value[0] in meant
        return None if sure and not settled(value) else False
