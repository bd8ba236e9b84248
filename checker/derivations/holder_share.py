"""``share_of``: how much of a whole one holder has."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import Field

from checker.derivations.measure import Measure, alternatives, distinct
from checker.derivations.reading import Reading
from checker.names import Path
from checker.profile.kinds import Kind, Share
from checker.truth import Admissible, Breakdown, Interval


def holder_share(breakdown: Breakdown, holder: str) -> Interval:
    """The share of one holder, s_i, 0 to 1: what is disclosed, and as much more as nobody else is sure to have."""
    low = next((part.low for name, part in breakdown.parts if name == holder), Fraction(0))
    return Interval(low, low + breakdown.rest)


class ShareOf(Measure):
    """The share of one country."""

    country: Path = Field(description="The fact that names the country.")

    def reads(self) -> Iterator[str]:
        """Facts read."""
        yield from super().reads()
        yield self.country

    def gives(self) -> Kind:
        """A share."""
        return Share()

    def compute(self, reading: Reading) -> Admissible:
        """A share, or the range it lies in, for each country that may be meant."""
        countries = reading.value(self.country)
        return alternatives(
            holder_share(breakdown, str(country))
            for breakdown in self.breakdowns(reading)
            for country in distinct(breakdown, countries)
        )
