"""``named``: whether any fact that was stated names a word, such as a country."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from checker.derivations.reading import Reading
from checker.models import Closed
from checker.names import Path
from checker.profile.kinds import Flag, Kind
from checker.truth import EITHER, Admissible, Alternative, Members, Truth, any_of, settled


class Named(Closed):
    """Whether a stated fact names a word, or is a yes that stands for it. What nobody has asked names nothing.

    It tells what a deal is about from what is stated, so that rules on a country need not ask every deal about it. It
    is yes if a fact names the word. It is no if none does while those that must be ``known`` are, and no statement,
    however weak or at odds with another, names it; else open.
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
        names = [self._names(reading.value(path), None) for path in self.known]
        names += [self._names(reading.value(path), self._hinted(reading, path)) for path in self.also]
        truth = any_of(names)
        return EITHER if truth is None else (truth,)

    def _names(self, value: Admissible, otherwise: Truth) -> Truth:
        """Whether a value names the word; ``otherwise``, if it is open and no member known of it does."""
        if any(isinstance(each, Members) and self._meant(each) for each in value):
            return True
        return self._meant(value[0]) if settled(value) else otherwise

    def _hinted(self, reading: Reading, path: str) -> Truth:
        """Open if a statement names the word, false if none does."""
        said = any(self._meant(each) for value in reading.stated(path) for each in value)
        return None if said else False

    def _meant(self, each: Alternative) -> bool:
        meant = {self.word, True}
        return not meant.isdisjoint(each.known) if isinstance(each, Members) else each in meant
