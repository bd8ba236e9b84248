"""``covers``: whether one list holds every member of another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from pydantic import Field

from checker.derivations.reading import Reading
from checker.models import Closed
from checker.names import Path
from checker.profile.kinds import Flag, Kind
from checker.truth import EITHER, Admissible, Alternative, Members, Truth


class Covers(Closed):
    """Whether a list holds all that another lists, such as the conditions of a closing all approvals needed."""

    whole: Path = Field(description="The list that is to hold them.")
    part: Path = Field(description="The list of what is to be held.")

    def reads(self) -> Iterator[str]:
        """Facts read."""
        yield from (self.part, self.whole)

    def gives(self) -> Kind:
        """Yes or no."""
        return Flag()

    def compute(self, reading: Reading) -> Admissible:
        """No if a known member is surely missing, yes if both lists are known and none is, else open."""
        pairs = product(reading.value(self.whole), reading.value(self.part))
        truths = {_covers(whole, part) for whole, part in pairs}
        truth = truths.pop() if len(truths) == 1 else None
        return EITHER if truth is None else (truth,)


def _covers(whole: Alternative, part: Alternative) -> Truth:
    assert isinstance(whole, Members)
    assert isinstance(part, Members)
    if part.known <= whole.known:
        return None if part.more else True
    return None if whole.more else False
