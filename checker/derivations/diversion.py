"""``diverted``: a breakdown after a share of the whole has moved from one holder to another."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import prod

from pydantic import Field

from checker.derivations.holder_share import holder_share
from checker.derivations.measure import Measure
from checker.derivations.reading import Reading
from checker.names import Path
from checker.profile.kinds import Kind, Shares
from checker.truth import Admissible, Breakdown, Interval, bounds

_ZERO, _ONE = Fraction(0), Fraction(1)
_FEW = 64
"""So many combinations of giver, taker and share are told apart; among more, the breakdown is open."""


def diversion(breakdown: Breakdown, giver: str, taker: str, share: Interval) -> Breakdown:
    """The breakdown once the giver has ``share`` of the whole less and the taker has it more; the sum stays.

    A giver or a taker who is not named may have held part of the undisclosed rest. Raises ValueError if more moves than
    the giver can have.
    """
    there = holder_share(breakdown, giver)
    if share.low > there.high:
        raise ValueError(f"{giver} has less than what is to move")
    if giver == taker:
        return breakdown
    least, most = share.low, min(share.high, there.high)
    parts = dict(breakdown.parts)
    if giver in parts:
        given = parts[giver]
        had = given.high if given.high >= least else there.high
        parts[giver] = Interval(max(_ZERO, given.low - most), had - least)
    taken = parts.get(taker, Interval(_ZERO, breakdown.rest))
    parts[taker] = Interval(taken.low + least, min(_ONE, taken.high + most))
    return Breakdown(tuple(sorted(parts.items(), key=lambda part: part[0])))


class Diverted(Measure):
    """Shares by country after part of the supply has moved from one country to another."""

    giver: Path = Field(description="The fact that names the country the supply comes from so far.")
    taker: Path = Field(description="The fact that names the country it will come from.")
    share: Path = Field(description="The share of the whole that moves.")

    def reads(self) -> Iterator[str]:
        """Facts read."""
        yield from super().reads()
        yield from (self.giver, self.taker, self.share)

    def gives(self) -> Kind:
        """Shares by country."""
        return Shares()

    def compute(self, reading: Reading) -> Admissible:
        """The breakdown for each giver, taker and share that may be meant.

        Combinations in which more moves than there is are left out. If none remains, or if there are very many, as for
        a country nobody named, nothing is known of the breakdown.
        """
        known = [tuple(self.breakdowns(reading)), *map(reading.value, (self.giver, self.taker, self.share))]
        if prod(map(len, known)) > _FEW:
            return self.gives().domain
        found = []
        for breakdown, giver, taker, share in product(*known):
            assert isinstance(breakdown, Breakdown)
            moved = bounds((share,))
            if moved.low <= holder_share(breakdown, str(giver)).high:
                found.append(diversion(breakdown, str(giver), str(taker), moved))
        return tuple(dict.fromkeys(found)) or self.gives().domain
