"""``is_leader``: whether one holder has the largest share."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import Field

from checker.derivations.measure import Measure, distinct
from checker.derivations.reading import Reading
from checker.names import Path
from checker.profile.kinds import Flag, Kind
from checker.truth import EITHER, Admissible, Alternative, Breakdown, Members, Truth, any_of


def is_leader(breakdown: Breakdown, holder: str) -> Truth:
    """Whether nobody has more than one holder; equals both lead.

    True if no other could have more even with all of the undisclosed rest, False if another has more even if that rest
    is all the holder's, else None.
    """
    low = next((part.low for name, part in breakdown.parts if name == holder), Fraction(0))
    others = max((part.low for name, part in breakdown.parts if name != holder), default=Fraction(0))
    if low >= others + breakdown.rest:
        return True
    return False if others > low + breakdown.rest else None


class IsLeader(Measure):
    """Whether one country, or one of several, has the largest share."""

    holder: Path = Field(description="The fact that names the country, or the countries.")

    def reads(self) -> Iterator[str]:
        """Facts read."""
        yield from super().reads()
        yield self.holder

    def gives(self) -> Kind:
        """Yes or no."""
        return Flag()

    def compute(self, reading: Reading) -> Admissible:
        """Yes, no or either."""
        named = reading.value(self.holder)
        truths = {
            _leads(breakdown, meant) for breakdown in self.breakdowns(reading) for meant in distinct(breakdown, named)
        }
        truth = truths.pop() if len(truths) == 1 else None
        return EITHER if truth is None else (truth,)


def _leads(breakdown: Breakdown, meant: Alternative) -> Truth:
    if not isinstance(meant, Members):
        return is_leader(breakdown, str(meant))
    known = any_of(is_leader(breakdown, str(name)) for name in sorted(meant.known))
    return None if meant.more and known is not True else known
